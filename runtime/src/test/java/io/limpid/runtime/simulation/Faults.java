package io.limpid.runtime.simulation;

/**
 * How often a simulated link fails, each in thousandths of all messages.
 *
 * @param lost the message does not arrive, and the sender's connection breaks a moment later
 * @param doubled it arrives twice
 * @param late it takes up to half a second longer, so that others overtake it
 * @param lied it arrives, and its sender is told at once that the connection broke
 */
public record Faults(int lost, int doubled, int late, int lied) {
    /** A link that only takes time. */
    public static final Faults NONE = new Faults(0, 0, 0, 0);

    /** One in a hundred of each. */
    public static final Faults MIX = new Faults(10, 10, 10, 10);

    /** So many that most calls meet one. */
    public static final Faults HEAVY = new Faults(100, 100, 100, 100);
}
