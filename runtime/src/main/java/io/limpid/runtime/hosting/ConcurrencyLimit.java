package io.limpid.runtime.hosting;

import com.netflix.concurrency.limits.limit.Gradient2Limit;
import java.util.concurrent.TimeUnit;

/**
 * Finds how many methods this host does best to run at once. Methods that wait need many at once, methods that compute no more than
 * there are processors, and nobody tells in advance which is which. The answer is in how long they take: where more at once makes each
 * slower, more at once is no gain.
 *
 * <p>The rule is Gradient2 of Netflix's concurrency-limits ("Performance Under Load", 2018): the limit is multiplied by the long-term mean
 * of the run time over the recent one, with some tolerance, and grows by a little as long as the two agree and the limit is in use. It never
 * leaves a range, because the rule can be misled by a change of what is called.
 *
 * <p>Not thread-safe.
 */
final class ConcurrencyLimit {
    private static final long WINDOW_NANOS = TimeUnit.MILLISECONDS.toNanos(100);
    private static final int LEAST_SAMPLES = 16;
    private static final int INITIAL = 256;
    private static final int GROWTH_DIVISOR = 8;
    private static final int LEAST_GROWTH = 4;
    private static final double TOLERANCE = 2.0;

    private final Gradient2Limit rule;
    private int present;

    private long windowBegan;
    private long windowSum;
    private int windowSamples;
    private int windowMostRunning;

    private long typicalNanos;

    /**
     * Makes one.
     *
     * @param least what it never falls below
     * @param most what it never goes beyond
     */
    ConcurrencyLimit(int least, int most) {
        present = Math.max(least, Math.min(most, INITIAL));
        rule = Gradient2Limit.newBuilder()
                .minLimit(Math.min(least, most))
                .maxConcurrency(most)
                .initialLimit(present)
                .queueSizeFunction(limit -> Math.max(LEAST_GROWTH, limit / GROWTH_DIVISOR))
                .rttTolerance(TOLERANCE)
                .build();
    }

    /** How many may run at once now. */
    int present() {
        return present;
    }

    /** How long a method takes these days, in nanoseconds; 0 before the first. */
    long typicalNanos() {
        return typicalNanos;
    }

    /**
     * Learns of a method that has run without waiting for calls of its own.
     *
     * @param now the clock's point at which it ended
     * @param nanos how long it took
     * @param running how many ran when it ended, itself included
     */
    void ran(long now, long nanos, int running) {
        typicalNanos = TypicalSpan.after(typicalNanos, nanos);
        if (windowSamples == 0) {
            windowBegan = now;
        }
        windowSum += nanos;
        windowSamples++;
        windowMostRunning = Math.max(windowMostRunning, running);
        if (windowSamples >= LEAST_SAMPLES && now - windowBegan >= WINDOW_NANOS) {
            rule.onSample(windowBegan, Math.max(1, windowSum / windowSamples), windowMostRunning, false);
            present = rule.getLimit();
            windowSum = 0;
            windowSamples = 0;
            windowMostRunning = 0;
        }
    }
}
