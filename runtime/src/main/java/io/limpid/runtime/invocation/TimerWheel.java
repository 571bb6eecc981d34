package io.limpid.runtime.invocation;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Tasks by the time at which they are due, made for tasks of which nearly all are cancelled: to add one and to take it out again costs
 * two links under a lock that is seldom contended, however many there are. It is a hashed timing wheel (Varghese and Lauck, "Hashed and
 * Hierarchical Timing Wheels", SOSP'87): a ring of buckets, each for one span of time in each turn of the ring.
 *
 * <p>The spans decide where a task is kept, not when it is due: that is exact. Any thread adds and cancels; one thread takes what is due and
 * asks for the next.
 */
final class TimerWheel {
    /** Never. */
    static final long NEVER = Long.MAX_VALUE;

    /** The span of a bucket as a power of two, in nanoseconds: short enough that calls made together part, about four milliseconds. */
    private static final int SPAN_SHIFT = 22;

    /** So many that one turn is longer than most deadlines. A power of two. */
    private static final int BUCKETS = 2_048;

    private final Bucket[] buckets = new Bucket[BUCKETS];

    /** The span up to which everything has been taken that was added in time. Touched by the taking thread alone. */
    private long taken;

    TimerWheel() {
        for (int i = 0; i < BUCKETS; i++) {
            buckets[i] = new Bucket();
        }
    }

    /** Adds a task that is due at this point of a clock that began at zero. */
    Timeout add(long due, Runnable task) {
        Bucket bucket = bucketOf(due >> SPAN_SHIFT);
        Timeout timeout = new Timeout(bucket, due, task);
        bucket.add(timeout);
        return timeout;
    }

    /**
     * Takes out what is due, the earliest first, of those at one point the one that was added first.
     *
     * @param earliest nothing was added since the last time that was due before; {@link #NEVER} if nothing was added
     */
    List<Timeout> takeDue(long earliest, long now) {
        List<Timeout> due = new ArrayList<>();
        long last = now >> SPAN_SHIFT;
        long first = Math.max(Math.min(taken, earliest >> SPAN_SHIFT), last - BUCKETS + 1);
        for (long span = first; span <= last; span++) {
            bucketOf(span).takeDue(now, due);
        }
        taken = last;
        due.sort(Comparator.comparingLong(timeout -> timeout.due));
        return due;
    }

    /** Tells when the next is due, if nothing is added; {@link #NEVER} if there is none. Only to be asked after taking. */
    long next() {
        long next = NEVER;
        for (long span = taken; span < taken + BUCKETS; span++) {
            next = Math.min(next, bucketOf(span).next());
            // What is due within this turn cannot be in a later bucket.
            if (next >> SPAN_SHIFT <= span) {
                return next;
            }
        }
        return next;
    }

    private Bucket bucketOf(long span) {
        return buckets[(int) span & (BUCKETS - 1)];
    }

    /** A task that waits; it knows its neighbours in its bucket, so that it can leave. */
    static final class Timeout implements Scheduler.Task {
        private final Bucket bucket;
        private final long due;

        /** Null once it was taken or cancelled. Guarded by the bucket, as the neighbours are. */
        private @Nullable Runnable task;

        private @Nullable Timeout previous;
        private @Nullable Timeout following;

        Timeout(Bucket bucket, long due, Runnable task) {
            this.bucket = bucket;
            this.due = due;
            this.task = task;
        }

        @Override
        public void cancel() {
            bucket.remove(this);
        }

        /** Gives the task, to whoever asks first; null if it was cancelled or given before. */
        @Nullable
        Runnable claim() {
            return bucket.claim(this);
        }
    }

    private static final class Bucket {
        @GuardedBy("this")
        private @Nullable Timeout first;

        @GuardedBy("this")
        private @Nullable Timeout last;

        synchronized void add(Timeout timeout) {
            timeout.previous = last;
            if (last == null) {
                first = timeout;
            } else {
                last.following = timeout;
            }
            last = timeout;
        }

        synchronized void remove(Timeout timeout) {
            if (timeout.task != null) {
                timeout.task = null;
                unlink(timeout);
            }
        }

        synchronized @Nullable Runnable claim(Timeout timeout) {
            Runnable task = timeout.task;
            timeout.task = null;
            return task;
        }

        synchronized void takeDue(long now, List<Timeout> due) {
            Timeout following;
            for (Timeout each = first; each != null; each = following) {
                following = each.following;
                if (each.due <= now) {
                    unlink(each);
                    due.add(each);
                }
            }
        }

        synchronized long next() {
            long next = NEVER;
            for (Timeout each = first; each != null; each = each.following) {
                next = Math.min(next, each.due);
            }
            return next;
        }

        /** Leaves the neighbours of one that is in no list any more as they are: none. */
        @GuardedBy("this")
        private void unlink(Timeout timeout) {
            Timeout before = timeout.previous;
            Timeout after = timeout.following;
            if (before == null && after == null && first != timeout) {
                return;
            }
            if (before == null) {
                first = after;
            } else {
                before.following = after;
            }
            if (after == null) {
                last = before;
            } else {
                after.previous = before;
            }
            timeout.previous = null;
            timeout.following = null;
        }
    }
}
