package io.limpid.runtime.failure;

import io.limpid.runtime.invocation.Clock;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.concurrent.atomic.LongAdder;

/**
 * Bounds what repeating adds to the load of one host, so that a host which fails under load is not kept down by those who try again.
 * Within a sliding window there may be as many retries as a fifth of the calls that the host answered, and a few a second for those who
 * call seldom. Calls that it did not answer earn nothing: when it answers none, nearly nothing is repeated. Thread-safe.
 */
final class RetryBudget {
    /** So many answered calls pay for one retry. */
    static final int ANSWERS_PER_RETRY = 5;

    /** What nobody has to earn. */
    static final int FREE_PER_SECOND = 10;

    static final int WINDOW_SECONDS = 10;

    /** One more than the window has, because the present second is not over: so no window, wherever it begins, holds more. */
    private static final int SLICES = WINDOW_SECONDS + 1;

    private static final long NANOS_PER_SLICE = TimeUnit.SECONDS.toNanos(1);

    private final Clock clock;
    private final AtomicReferenceArray<Slice> slices = new AtomicReferenceArray<>(SLICES);

    /** Makes one that has earned nothing yet. */
    RetryBudget(Clock clock) {
        this.clock = clock;
    }

    /** The host answered a call; on every call's way, and so without a lock. */
    void earn() {
        present().answers.increment();
    }

    /**
     * Takes one retry out of the budget.
     *
     * @return false if there is none left
     */
    synchronized boolean spend() {
        Slice present = present();
        long answers = 0;
        long retries = 0;
        for (int i = 0; i < SLICES; i++) {
            Slice slice = slices.get(i);
            if (slice != null && present.number - slice.number < SLICES) {
                answers += slice.answers.sum();
                retries += slice.retries;
            }
        }
        if (retries >= answers / ANSWERS_PER_RETRY + FREE_PER_SECOND * WINDOW_SECONDS) {
            return false;
        }
        present.retries++;
        return true;
    }

    private Slice present() {
        long number = Math.floorDiv(clock.nanoTime(), NANOS_PER_SLICE);
        int index = Math.floorMod(number, SLICES);
        while (true) {
            Slice slice = slices.get(index);
            // A later one is as good: this thread has been held up since it read the clock.
            if (slice != null && slice.number - number >= 0) {
                return slice;
            }
            Slice begun = new Slice(number);
            if (slices.compareAndSet(index, slice, begun)) {
                return begun;
            }
        }
    }

    /** A second of the clock. */
    private static final class Slice {
        final long number;
        final LongAdder answers = new LongAdder();

        /** Guarded by the budget's lock. */
        long retries;

        Slice(long number) {
            this.number = number;
        }
    }
}
