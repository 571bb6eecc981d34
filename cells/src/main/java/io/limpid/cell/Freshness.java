package io.limpid.cell;

import io.limpid.runtime.invocation.Clock;
import io.limpid.runtime.invocation.Scheduler;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * How old this host's part of a cell's objects may be. The host asks whoever leads to put a mark into the log, and notes when it asked. Once it
 * meets the mark in its own log, it has all that was answered before it asked: whatever that was stands before the mark. So its age is counted
 * from the asking, not from the meeting, by its own monotonic clock alone: the clocks of hosts need not agree, and one that stood still, was cut off, or
 * is given its entries late finds itself old.
 *
 * <p>It asks as long as there are questions that any replica may answer, one mark at a time. Thread-safe.
 */
final class Freshness {
    /** Without a question for so long it asks no more. */
    private static final Duration IDLE = Duration.ofSeconds(2);

    /** Between two marks at least: each is a forced write at most of the hosts. */
    private static final Duration LEAST_BETWEEN_MARKS = Duration.ofMillis(10);

    /** How many marks come within the age that is wanted, so that one may be late. */
    private static final int MARKS = 3;

    private final Clock clock;
    private final Scheduler scheduler;
    private final UUID self;
    private final Marking marking;

    /** Whether a mark, or the wait before the next, is under way. */
    private final AtomicBoolean isAsking = new AtomicBoolean();

    /** When the latest of the marks that were met was asked for; null before the first. */
    private volatile @Nullable Long asOf;

    private volatile long lastWanted;

    /** In nanoseconds, the least age that was wanted since it asks. */
    private final AtomicLong wanted = new AtomicLong(Long.MAX_VALUE);

    /** Has a mark put into the log. */
    @FunctionalInterface
    interface Marking {
        /** Asks whoever leads; returns at once. */
        CompletionStage<?> mark(UUID asker, long askedAt);
    }

    /**
     * Makes one.
     *
     * @param self unlike any other's, and any earlier one's of this host
     */
    Freshness(Clock clock, Scheduler scheduler, UUID self, Marking marking) {
        this.clock = clock;
        this.scheduler = scheduler;
        this.self = self;
        this.marking = marking;
    }

    /** Tells whether what is here from now on has all that was answered more than so long ago. */
    boolean isWithin(Duration age) {
        long now = clock.nanoTime();
        lastWanted = now;
        wanted.accumulateAndGet(age.toNanos(), Math::min);
        if (isAsking.compareAndSet(false, true)) {
            ask();
        }
        Long since = asOf;
        return since != null && now - since <= age.toNanos();
    }

    /** A mark was applied here. On the log's thread. */
    void met(UUID asker, long askedAt) {
        Long since = asOf;
        if (asker.equals(self) && (since == null || askedAt - since > 0)) {
            asOf = askedAt;
        }
    }

    private void ask() {
        long asked = clock.nanoTime();
        var unused = marking.mark(self, asked).whenComplete((marked, failure) -> {
            long spent = clock.nanoTime() - asked;
            long between = wanted.get() / MARKS - spent;
            scheduler.schedule(Duration.ofNanos(Math.max(between, LEAST_BETWEEN_MARKS.toNanos())), this::askAgain);
        });
    }

    private void askAgain() {
        if (!isIdle()) {
            ask();
            return;
        }
        wanted.set(Long.MAX_VALUE);
        isAsking.set(false);
        // Somebody may have come since, and left the asking to this one.
        if (!isIdle() && isAsking.compareAndSet(false, true)) {
            ask();
        }
    }

    private boolean isIdle() {
        return clock.nanoTime() - lastWanted > IDLE.toNanos();
    }
}
