package io.limpid.testkit;

import java.time.Duration;

/**
 * What a {@link FaultProxy} does to the connections through it without being asked. Immutable.
 *
 * <p>Losses are drawn in bytes passed on, not in time, so that a seed puts them at the same bytes of each connection however fast the
 * machine is.
 *
 * @param delay how long bytes are kept before they are passed on, each way; those that arrive meanwhile wait up to twice as long
 * @param bytesPerSecond how much passes each way of a connection; 0: no limit
 * @param cutEvery after how many bytes, on average, a connection is cut each way, as a rule inside a frame; 0: never
 * @param loseAnswerEvery after how many bytes of requests, on average, all that was sent is delivered and the connection is cut before
 *     the next answer passes; 0: never
 */
public record Faults(Duration delay, long bytesPerSecond, long cutEvery, long loseAnswerEvery) {
    /** No faults. */
    public static final Faults NONE = new Faults(Duration.ZERO, 0, 0, 0);

    /**
     * Checks the numbers.
     *
     * @throws IllegalArgumentException if one is less than zero
     */
    public Faults {
        notNegative("delay", delay.toNanos());
        notNegative("bytesPerSecond", bytesPerSecond);
        notNegative("cutEvery", cutEvery);
        notNegative("loseAnswerEvery", loseAnswerEvery);
    }

    /** The same with a delay. */
    public Faults delay(Duration span) {
        return new Faults(span, bytesPerSecond, cutEvery, loseAnswerEvery);
    }

    /** The same with a bound on how much passes in a second. */
    public Faults bytesPerSecond(long bytes) {
        return new Faults(delay, bytes, cutEvery, loseAnswerEvery);
    }

    /** The same with connections cut after so many bytes on average. */
    public Faults cutEvery(long bytes) {
        return new Faults(delay, bytesPerSecond, bytes, loseAnswerEvery);
    }

    /** The same with answers lost after so many bytes of requests on average. */
    public Faults loseAnswerEvery(long bytes) {
        return new Faults(delay, bytesPerSecond, cutEvery, bytes);
    }

    private static void notNegative(String name, long number) {
        if (number < 0) {
            throw new IllegalArgumentException(name + ": " + number + " (expected: not less than zero)");
        }
    }
}
