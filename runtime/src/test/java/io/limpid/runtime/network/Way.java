package io.limpid.runtime.network;

/**
 * What becomes of the packets from one place to another; the way back is another way. Immutable.
 *
 * @param lostPerMille how many of a thousand never arrive
 * @param delayMillis how long each takes
 * @param jitterMillis how much longer it may take, by chance; packets overtake one another then
 * @param doubledPerMille how many of a thousand arrive twice
 * @param heldPerMille how many of a thousand take {@link #HELD_MILLIS} longer, so that later ones overtake them
 */
public record Way(int lostPerMille, int delayMillis, int jitterMillis, int doubledPerMille, int heldPerMille) {
    static final int HELD_MILLIS = 20;

    /** Everything arrives, at once and once. */
    public static final Way CLEAR = new Way(0, 0, 0, 0, 0);

    /** Nothing arrives, and nobody is told. */
    public static final Way CUT = new Way(1_000, 0, 0, 0, 0);
}
