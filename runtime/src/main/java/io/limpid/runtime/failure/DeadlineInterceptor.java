package io.limpid.runtime.failure;

import io.limpid.NotExecutedException.Reason;
import io.limpid.runtime.invocation.Cancellation;
import io.limpid.runtime.invocation.Clock;
import io.limpid.runtime.invocation.Interceptor;
import io.limpid.runtime.invocation.Invocation;
import io.limpid.runtime.invocation.Invoker;
import io.limpid.runtime.invocation.Outcome;
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

    private @Nullable Outcome refusal(Invocation invocation) {
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

    /** One call that is waited for. Completes by what is below, or by giving up, whichever comes first. */
    private final class Watch extends CompletableFuture<Outcome> {
        private final Invocation invocation;

        /** Why the call is given up; null until it is. Written once, under this object's lock. */
        private volatile @Nullable Reason reason;

        Watch(Invocation invocation) {
            this.invocation = invocation;
        }

        CompletableFuture<Outcome> over(CompletableFuture<Outcome> below) {
            open.add(this);
            Scheduler.Task timer = scheduler.schedule(
                    Duration.ofNanos(invocation.deadline().remainingNanos(clock)),
                    () -> giveUp(Reason.DEADLINE_EXCEEDED));
            // Registered after what is below has been started, so that an attempt that knows its fate says it first.
            Cancellation.Registration cancelled = invocation.cancellation().onCancel(() -> giveUp(Reason.CANCELLED));
            CompletableFuture<Outcome> unused = whenComplete((outcome, bug) -> {
                timer.cancel();
                cancelled.close();
                open.remove(this);
            });
            unused = below.whenComplete(this::ended);
            if (closed) {
                giveUp(Reason.CLOSED);
            }
            return this;
        }

        private void ended(@Nullable Outcome outcome, @Nullable Throwable bug) {
            if (bug != null) {
                completeExceptionally(bug);
            } else if (outcome != null) {
                complete(asGivenUp(outcome));
            }
        }

        void giveUp(Reason why) {
            synchronized (this) {
                if (reason != null) {
                    return;
                }
                reason = why;
            }
            invocation.cancellation().cancel();
            if (isDone()) {
                return;
            }
            if (why == Reason.DEADLINE_EXCEEDED && invocation.journal().mayHaveExecuted()) {
                scheduler.schedule(LAST_WORD, () -> conclude(why));
            } else {
                conclude(why);
            }
        }

        private void conclude(Reason why) {
            boolean mayHaveExecuted = invocation.journal().close();
            complete(
                    mayHaveExecuted
                            ? new Outcome.Unknown(explain(why) + " before an answer came", null)
                            : new Outcome.NotExecuted(why, explain(why) + " before the call was sent" + lastRefusal()));
        }

        /** An attempt that was stopped says "cancelled"; the caller wants to know by what. */
        private Outcome asGivenUp(Outcome outcome) {
            Reason why = reason;
            if (why == null) {
                return outcome;
            }
            if (outcome instanceof Outcome.NotExecuted refused && refused.reason() == Reason.CANCELLED) {
                return new Outcome.NotExecuted(
                        why, explain(why) + "; " + refused.detail(), Duration.ZERO, null, refused.cause());
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
