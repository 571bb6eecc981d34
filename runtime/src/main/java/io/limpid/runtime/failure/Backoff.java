package io.limpid.runtime.failure;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * How long to wait before trying again: a random span between nothing and a ceiling that doubles with each failure ("full
 * jitter": callers that failed together come back scattered). Immutable.
 *
 * @param first the ceiling after the first failure
 * @param longest the ceiling's own limit
 */
public record Backoff(Duration first, Duration longest) {
    /** What calls use. */
    public static final Backoff OF_CALLS = new Backoff(Duration.ofMillis(20), Duration.ofSeconds(1));

    private static final int MAX_DOUBLINGS = 30;

    /** @throws IllegalArgumentException unless {@code 0 < first <= longest} */
    public Backoff {
        if (first.isNegative() || first.isZero() || longest.compareTo(first) < 0) {
            throw new IllegalArgumentException(
                    "backoff: " + first + " to " + longest + " (expected: 0 < first <= longest)");
        }
    }

    /** Draws the wait after so many failures in a row, counted from one. */
    public Duration afterFailure(int failures, RandomGenerator random) {
        int doublings = Math.min(Math.max(failures, 1) - 1, MAX_DOUBLINGS);
        Duration ceiling = first.multipliedBy(1L << doublings);
        long limit = (ceiling.compareTo(longest) < 0 ? ceiling : longest).toNanos();
        return Duration.ofNanos(random.nextLong(limit + 1));
    }
}
