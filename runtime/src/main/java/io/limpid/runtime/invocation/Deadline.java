package io.limpid.runtime.invocation;

import java.time.Duration;

/**
 * A point on the monotonic clock by which a call must have ended. Immutable.
 *
 * @param nanos the point, on {@link Clock#nanoTime()}
 */
public record Deadline(long nanos) {
    /** Gives the point that lies a span ahead; a span too long for the clock is cut to 100 years. */
    public static Deadline after(Duration span, Clock clock) {
        return after(span, clock.nanoTime());
    }

    /** Gives the point that lies a span behind another. */
    public static Deadline after(Duration span, long nanos) {
        Duration longest = Duration.ofDays(36_500);
        return new Deadline(nanos + (span.compareTo(longest) < 0 ? span : longest).toNanos());
    }

    /** What is left, in nanoseconds; zero or less once it has passed. */
    public long remainingNanos(Clock clock) {
        return nanos - clock.nanoTime();
    }

    /** Tells whether it has passed. */
    public boolean hasPassed(Clock clock) {
        return remainingNanos(clock) <= 0;
    }

    /** Gives the earlier of the two. */
    public Deadline earlierOf(Deadline other) {
        return nanos - other.nanos <= 0 ? this : other;
    }
}
