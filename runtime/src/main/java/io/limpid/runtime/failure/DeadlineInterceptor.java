package io.limpid.runtime.failure;

import io.limpid.NotExecutedException.Reason;
import io.limpid.runtime.invocation.Cancellation;
import io.limpid.runtime.invocation.Clock;
import io.limpid.runtime.invocation.Deadline;
import io.limpid.runtime.invocation.Express;
import io.limpid.runtime.invocation.Interceptor;
import io.limpid.runtime.invocation.Invocation;
import io.limpid.runtime.invocation.Invoker;
import io.limpid.runtime.invocation.Journal;
import io.limpid.runtime.invocation.Outcome;
import io.limpid.runtime.invocation.Pending;
import io.limpid.runtime.invocation.Scheduler;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Ends a call when nobody waits for it any longer: at its deadline, when its caller cancels it, when the process closes. What
 * is below is cancelled, and the caller learns at once what is known then: "not executed" if no attempt was sent, or the one
 * under way says so itself; else "unknown".
 */
public final class DeadlineInterceptor implements Interceptor, AutoCloseable {
    /**
     * How long an attempt may take, once the deadline has cancelled it, to say that it was never sent. It knows at once; what takes
     * time is the way to the thread that knows. Short against every sensible timeout, and only spent when an attempt is under way.
     */
    private static final Duration LAST_WORD = Duration.ofMillis(10);

    /** Whatever has less time than this is watched from its beginning. */
    private static final Duration SOON = Express.PATIENCE.multipliedBy(2);

    private final Clock clock;
    private final Scheduler scheduler;
    private final Set<Watch> open = ConcurrentHashMap.newKeySet();
    private volatile boolean closed;

    /** Makes one. */
    public DeadlineInterceptor(Clock clock, Scheduler scheduler) {
        this.clock = clock;
        this.scheduler = scheduler;
    }

    @Override
    public CompletableFuture<Outcome> intercept(Invocation invocation, Invoker next) {
        Outcome refused = refusal(invocation);
        if (refused != null) {
            return CompletableFuture.completedFuture(refused);
        }
        CompletableFuture<Outcome> below = next.invoke(invocation);
        return below.isDone() ? below : new Watch(invocation).over(below);
    }

    /** Ends every call that is under way, and refuses further ones. */
    @Override
    public void close() {
        closed = true;
        open.forEach(watch -> watch.giveUp(Reason.CLOSED));
    }

    /** Tells whether a call that begins now may pass this layer by: there is time enough to take it in when it is not over soon. */
    public boolean letsPass(long startNanos, Deadline deadline) {
        return !closed && deadline.nanos() - startNanos >= SOON.toNanos();
    }

    private @Nullable Outcome refusal(Invocation invocation) {
        if (invocation.journal().early() != null) {
            // It was sent in time.
            return null;
        }
        if (closed) {
            return new Outcome.NotExecuted(Reason.CLOSED, "this process has closed its client or host");
        }
        if (invocation.deadline().hasPassed(clock)) {
            return new Outcome.NotExecuted(
                    Reason.DEADLINE_EXCEEDED, "the deadline had passed before the call was sent");
        }
        return invocation.cancellation().isCancelled()
                ? new Outcome.NotExecuted(Reason.CANCELLED, "the call was cancelled before it was sent")
                : null;
    }

    @Override
    public String toString() {
        return "deadline";
    }

    /** One call that is waited for. Goes on with what comes from below, or by giving up, whichever is first. */
    private final class Watch extends Pending.Step implements Runnable {
        private final Invocation invocation;

        /** Why the call is given up; null until it is. Written once, under this object's lock. */
        private volatile @Nullable Reason reason;

        /** Whether this has gone on. Changed under this object's lock. */
        private volatile boolean over;

        /** Both null until they are there, and guarded by this object's lock. */
        private Scheduler.@Nullable Task timer;

        private Cancellation.@Nullable Registration cancelled;

        Watch(Invocation invocation) {
            this.invocation = invocation;
        }

        /** Each is one of its own; to ask the JVM for an identity takes longer than to look at when it began. */
        @Override
        public int hashCode() {
            return Long.hashCode(invocation.journal().startNanos());
        }

        @Override
        public boolean equals(@Nullable Object other) {
            return this == other;
        }

        CompletableFuture<Outcome> over(CompletableFuture<Outcome> below) {
            CompletableFuture<Outcome> watched = Pending.through(below, this);
            if (!over) {
                // Only now may it be given up: what has not been left anywhere cannot go on.
                open.add(this);
                Scheduler.Task due = scheduler.schedule(
                        Duration.ofNanos(invocation.deadline().remainingNanos(clock)), this);
                // Registered after what is below has been started, so that an attempt that knows its fate says it
                // first.
                Cancellation.Registration listening = invocation.cancellation().onCancel(this);
                stopThese(due, listening);
            }
            if (closed) {
                giveUp(Reason.CLOSED);
            }
            return watched;
        }

        /** Keeps them until the call is over; stops them if it is. */
        private void stopThese(Scheduler.Task due, Cancellation.Registration listening) {
            synchronized (this) {
                if (!over) {
                    timer = due;
                    cancelled = listening;
                    return;
                }
            }
            due.cancel();
            listening.close();
            open.remove(this);
        }

        @Override
        protected void ended(Outcome outcome) {
            if (isFirst()) {
                goOn(asGivenUp(outcome));
            }
        }

        @Override
        protected void failed(Throwable bug) {
            if (isFirst()) {
                goOn(bug);
            }
        }

        /** Whether nothing has gone on yet; then the watch is over. */
        private boolean isFirst() {
            Scheduler.Task due;
            Cancellation.Registration listening;
            synchronized (this) {
                if (over) {
                    return false;
                }
                over = true;
                due = timer;
                listening = cancelled;
            }
            if (due != null) {
                due.cancel();
            }
            if (listening != null) {
                listening.close();
            }
            open.remove(this);
            return true;
        }

        /** Its time has come, or it was cancelled. */
        @Override
        public void run() {
            giveUp(invocation.cancellation().isCancelled() ? Reason.CANCELLED : Reason.DEADLINE_EXCEEDED);
        }

        void giveUp(Reason why) {
            synchronized (this) {
                if (reason != null) {
                    return;
                }
                reason = why;
            }
            invocation.cancellation().cancel();
            if (over) {
                return;
            }
            if (why == Reason.DEADLINE_EXCEEDED && invocation.journal().mayHaveExecuted()) {
                scheduler.schedule(LAST_WORD, () -> conclude(why));
            } else {
                conclude(why);
            }
        }

        private void conclude(Reason why) {
            Journal journal = invocation.journal();
            if (journal.giveUp() && isFirst()) {
                goOn(
                        journal.isLeftUnknown()
                                ? new Outcome.Unknown(explain(why) + " before an answer came", null)
                                : new Outcome.NotExecuted(
                                        why, explain(why) + " before the call was sent" + lastRefusal()));
            }
        }

        /** An attempt that was stopped says "cancelled"; the caller wants to know by what. */
        private Outcome asGivenUp(Outcome outcome) {
            Reason why = reason;
            if (why == null) {
                return outcome;
            }
            if (outcome instanceof Outcome.NotExecuted refused && refused.reason() == Reason.CANCELLED) {
                return new Outcome.NotExecuted(
                        why,
                        explain(why) + "; " + refused.detail() + lastRefusal(),
                        Duration.ZERO,
                        null,
                        refused.cause());
            }
            return outcome instanceof Outcome.Unknown unknown
                    ? new Outcome.Unknown(explain(why) + "; " + unknown.detail(), unknown.cause())
                    : outcome;
        }

        private String lastRefusal() {
            Outcome.NotExecuted last = invocation.journal().refusal();
            return last == null ? "" : "; until then: " + last.reason() + ", " + last.detail();
        }
    }

    private static String explain(Reason why) {
        return switch (why) {
            case DEADLINE_EXCEEDED -> "the deadline passed";
            case CANCELLED -> "the caller cancelled the call";
            default -> "this process closed its client or host";
        };
    }
}
