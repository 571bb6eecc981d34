package io.limpid.runtime.replication;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * After how long a call of one method is slow: the span within which all but a twentieth of the first attempts were answered lately, so that
 * a second attempt after it is a twentieth of extra load. Learnt from a histogram whose buckets grow by an eighth; the present window and the
 * last count. Thread-safe.
 */
final class HedgeDelay {
    /** A second attempt earlier than this costs more than it can gain. */
    static final Duration FLOOR = Duration.ofMillis(1);

    /** Until so many answers are known nothing is slow. */
    static final int FEWEST = 20;

    private static final double ANSWERED = 0.95;
    private static final long WINDOW_NANOS = TimeUnit.SECONDS.toNanos(10);

    /** How many answers may come before the delay is looked for again. */
    private static final int BETWEEN_LOOKS = 16;

    private static final int STEPS = 8;
    private static final int BUCKETS = 40 * STEPS;

    @GuardedBy("this")
    private int[] present = new int[BUCKETS];

    @GuardedBy("this")
    private int[] last = new int[BUCKETS];

    @GuardedBy("this")
    private int presentCount;

    @GuardedBy("this")
    private int lastCount;

    @GuardedBy("this")
    private long windowBegan;

    @GuardedBy("this")
    private int sinceLook;

    /** Zero while too little is known. */
    private volatile Duration delay = Duration.ZERO;

    HedgeDelay(long now) {
        this.windowBegan = now;
    }

    /** The delay; zero as long as too little is known. */
    Duration present() {
        return delay;
    }

    /** A first attempt was answered, or given up, after so long. */
    synchronized void learn(long nanos, long now) {
        if (now - windowBegan > WINDOW_NANOS && presentCount >= FEWEST) {
            int[] oldest = last;
            last = present;
            lastCount = presentCount;
            java.util.Arrays.fill(oldest, 0);
            present = oldest;
            presentCount = 0;
            windowBegan = now;
        }
        present[bucket(nanos)]++;
        presentCount++;
        sinceLook++;
        if (sinceLook >= BETWEEN_LOOKS && presentCount + lastCount >= FEWEST) {
            sinceLook = 0;
            delay = look();
        }
    }

    @GuardedBy("this")
    private Duration look() {
        double wanted = ANSWERED * (presentCount + lastCount);
        int seen = 0;
        for (int i = 0; i < BUCKETS; i++) {
            seen += present[i] + last[i];
            if (seen >= wanted) {
                Duration found = Duration.ofNanos(end(i));
                return found.compareTo(FLOOR) < 0 ? FLOOR : found;
            }
        }
        throw new IllegalStateException("fewer answers in the buckets than were counted");
    }

    /** Eight to each doubling. */
    static int bucket(long nanos) {
        long value = Math.max(STEPS, nanos);
        int doubling = 63 - Long.numberOfLeadingZeros(value) - 3;
        int step = (int) (value >>> doubling) - STEPS;
        return Math.min(BUCKETS - 1, doubling * STEPS + step);
    }

    /** The first value beyond a bucket. */
    static long end(int bucket) {
        return (long) (STEPS + bucket % STEPS + 1) << (bucket / STEPS);
    }
}
