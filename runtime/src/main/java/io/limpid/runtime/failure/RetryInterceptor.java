package io.limpid.runtime.failure;

import io.limpid.runtime.invocation.Clock;
import io.limpid.runtime.invocation.Interceptor;
import io.limpid.runtime.invocation.Invocation;
import io.limpid.runtime.invocation.Invoker;
import io.limpid.runtime.invocation.Outcome;
import io.limpid.runtime.invocation.Scheduler;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Repeats whole attempts of a call, as {@link RetryRule} allows, with a random growing wait between them and never past the
 * deadline. An attempt that surely did not run because the object is elsewhere or its host is away is repeated as long as there
 * is time; one that was turned away, or whose fate is unknown, only a few times.
 */
public final class RetryInterceptor implements Interceptor {
    private final Backoff backoff;
    private final Clock clock;
    private final Scheduler scheduler;
    private final RandomGenerator random;

    /** Makes one. */
    public RetryInterceptor(Backoff backoff, Clock clock, Scheduler scheduler, RandomGenerator random) {
        this.backoff = backoff;
        this.clock = clock;
        this.scheduler = scheduler;
        this.random = random;
    }

    @Override
    public CompletableFuture<Outcome> intercept(Invocation invocation, Invoker next) {
        CompletableFuture<Outcome> first = next.invoke(invocation);
        if (first.isDone() && !first.isCompletedExceptionally() && isAnswer(first.join())) {
            return first;
        }
        Repetition repetition = new Repetition(invocation, next);
        repetition.follow(first);
        return repetition;
    }

    private static boolean isAnswer(Outcome outcome) {
        return outcome instanceof Outcome.Returned || outcome instanceof Outcome.Threw;
    }

    @Override
    public String toString() {
        return "retry";
    }

    /** One call and its attempts, one after another. Its fields are handed from attempt to attempt and never touched by two at once. */
    private final class Repetition extends CompletableFuture<Outcome> {
        private final Invocation invocation;
        private final Invoker next;
        private int failures;

        /** How many of the failures count against {@link RetryRule#COUNTED_RETRIES}. */
        private int counted;

        Repetition(Invocation invocation, Invoker next) {
            this.invocation = invocation;
            this.next = next;
        }

        void follow(CompletableFuture<Outcome> attempt) {
            CompletableFuture<Outcome> unused = attempt.whenComplete(this::ended);
        }

        private void ended(@Nullable Outcome outcome, @Nullable Throwable bug) {
            if (bug != null || outcome == null) {
                completeExceptionally(
                        bug == null ? new IllegalStateException("an attempt ended without an outcome") : bug);
                return;
            }
            failures++;
            RetryRule rule = RetryRule.of(outcome, invocation.method().effect());
            if (rule == RetryRule.FINAL || invocation.cancellation().isCancelled()) {
                finish(outcome);
                return;
            }
            if (rule == RetryRule.COUNTED && ++counted > RetryRule.COUNTED_RETRIES) {
                finish(outcome);
                return;
            }
            Duration wait = isPromptlyFollowed(outcome) ? Duration.ZERO : waitAfter(outcome);
            if (wait.toNanos() >= invocation.deadline().remainingNanos(clock)) {
                finish(outcome);
                return;
            }
            if (outcome instanceof Outcome.NotExecuted refused) {
                invocation.journal().refused(refused);
            }
            if (isPromptlyFollowed(outcome)) {
                tryAgain();
            } else {
                scheduler.schedule(wait, this::tryAgain);
            }
        }

        private void tryAgain() {
            try {
                follow(next.invoke(invocation));
            } catch (RuntimeException | Error e) {
                completeExceptionally(e);
            }
        }

        /** Whether it says where the object is instead, and has not been followed too often. */
        private boolean isPromptlyFollowed(Outcome outcome) {
            return outcome instanceof Outcome.NotExecuted refused
                    && refused.redirect() != null
                    && failures <= RetryRule.PROMPT_REDIRECTS;
        }

        /** Whoever asks for time gets it, and chance on top, or all would come back together. */
        private Duration waitAfter(Outcome outcome) {
            Duration wait = backoff.afterFailure(failures, random);
            return outcome instanceof Outcome.NotExecuted refused ? wait.plus(refused.retryAfter()) : wait;
        }

        /** The last attempt did not run, but perhaps an earlier one did: then nobody knows. */
        private void finish(Outcome last) {
            if (last instanceof Outcome.NotExecuted refused
                    && invocation.journal().mayHaveExecuted()) {
                complete(new Outcome.Unknown(
                        "an earlier attempt was sent and not answered; the last was not executed (" + refused.reason()
                                + ": " + refused.detail() + ")",
                        refused.cause()));
            } else {
                complete(last);
            }
        }
    }
}
