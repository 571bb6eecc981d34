package io.limpid.runtime.failure;

import io.limpid.NotExecutedException.Reason;
import io.limpid.Strategy;
import io.limpid.runtime.invocation.Clock;
import io.limpid.runtime.invocation.Interceptor;
import io.limpid.runtime.invocation.Invocation;
import io.limpid.runtime.invocation.Invoker;
import io.limpid.runtime.invocation.Outcome;
import io.limpid.runtime.invocation.Pending;
import io.limpid.runtime.invocation.Replication;
import io.limpid.runtime.invocation.Scheduler;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Repeats whole attempts of a call, as {@link RetryRule} allows, with a random growing wait between them and never past the
 * deadline. An attempt that surely did not run because the object is elsewhere or its host is away is repeated as long as there
 * is time; one that was turned away, or whose fate is unknown, only a few times, and only while the host's {@link RetryBudget} lasts.
 * A host that wants no repetition says so by a delay: one that ends after the deadline ends the call at once.
 */
public final class RetryInterceptor implements Interceptor {
    /** As many failures a wait grows with at most where servers elect one of them, which takes a second or two. */
    private static final int MOST_GROWTH_IN_ELECTIONS = 4;

    private final RetryBudgets budgets;
    private final Backoff backoff;
    private final Clock clock;
    private final Scheduler scheduler;
    private final RandomGenerator random;

    /** Makes one. */
    public RetryInterceptor(
            RetryBudgets budgets, Backoff backoff, Clock clock, Scheduler scheduler, RandomGenerator random) {
        this.budgets = budgets;
        this.backoff = backoff;
        this.clock = clock;
        this.scheduler = scheduler;
        this.random = random;
    }

    @Override
    public CompletableFuture<Outcome> intercept(Invocation invocation, Invoker next) {
        return Pending.through(next.invoke(invocation), new Repetition(invocation, next));
    }

    /** That of the host which the latest attempt met. */
    private RetryBudget budgetOf(Invocation invocation) {
        return budgets.of(invocation.journal().place());
    }

    private static boolean isAnswer(Outcome outcome) {
        return outcome instanceof Outcome.Returned || outcome instanceof Outcome.Threw;
    }

    @Override
    public String toString() {
        return "retry";
    }

    /**
     * One call and its attempts, one after another: goes on with how the last one ended. Its fields are handed from attempt to attempt and never
     * touched by two at once.
     */
    private final class Repetition extends Pending.Step {
        private final Invocation invocation;
        private final Invoker next;
        private int failures;

        /** How many of the failures count against {@link RetryRule#COUNTED_ATTEMPTS}. */
        private int counted;

        Repetition(Invocation invocation, Invoker next) {
            this.invocation = invocation;
            this.next = next;
        }

        @Override
        protected void ended(Outcome end) {
            Outcome outcome = asFarAsItGoes(end);
            if (isAnswer(outcome)) {
                budgetOf(invocation).earn();
                goOn(outcome);
                return;
            }
            failures++;
            RetryRule rule = ruleAfter(outcome);
            if (rule == RetryRule.FINAL || invocation.cancellation().isCancelled()) {
                finish(outcome, "");
                return;
            }
            if (rule == RetryRule.COUNTED && ++counted >= RetryRule.COUNTED_ATTEMPTS) {
                finish(outcome, "; not tried again after " + counted + " attempts of this kind");
                return;
            }
            Duration wait = isPromptlyFollowed(outcome) ? Duration.ZERO : waitAfter(outcome);
            if (wait.toNanos() >= invocation.deadline().remainingNanos(clock)) {
                finish(
                        outcome,
                        "; not tried again, because " + wait.toMillis() + " ms later the deadline will have passed");
                return;
            }
            if (rule == RetryRule.COUNTED && !budgetOf(invocation).spend()) {
                finish(
                        outcome,
                        "; not tried again, because the retry budget of "
                                + invocation.journal().place() + " is used up");
                return;
            }
            if (rule == RetryRule.OWED && !budgetOf(invocation).spend()) {
                scheduler.schedule(wait, () -> ended(outcome));
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

        private RetryRule ruleAfter(Outcome outcome) {
            Replication replication = invocation.method().replication();
            if (replication.strategy() == Strategy.FAILFAST) {
                return RetryRule.ofFailfast(outcome);
            }
            return RetryRule.of(
                    outcome, invocation.method().effect(), invocation.journal().isTracked());
        }

        /**
         * A replica of one object that lost sight of a call does not have the last word: it, or whoever leads then, can tell by the call's
         * record, another attempt as well as whoever asks later what became of it.
         */
        private Outcome asFarAsItGoes(Outcome end) {
            return end instanceof Outcome.Unknown unknown
                            && unknown.answered()
                            && invocation.method().replication().isOneObject()
                    ? new Outcome.Unknown(unknown.detail(), unknown.cause())
                    : end;
        }

        private void tryAgain() {
            try {
                CompletableFuture<Outcome> unused = next.invoke(invocation).whenComplete(this::endedAgain);
            } catch (RuntimeException | Error e) {
                goOn(e);
            }
        }

        private void endedAgain(Outcome outcome, @Nullable Throwable bug) {
            if (bug == null) {
                ended(outcome);
            } else {
                goOn(bug);
            }
        }

        /** Whether it says where the object is instead, and has not been followed too often. */
        private boolean isPromptlyFollowed(Outcome outcome) {
            return outcome instanceof Outcome.NotExecuted refused
                    && refused.redirect() != null
                    && failures <= RetryRule.PROMPT_REDIRECTS;
        }

        /**
         * Whoever asks for time gets it, and chance on top, or all would come back together. How much on top does not grow where a server says that
         * another leads, or will: it knows better than a count of failures when that is.
         */
        private Duration waitAfter(Outcome outcome) {
            if (!(outcome instanceof Outcome.NotExecuted refused)) {
                return backoff.afterFailure(failures, random);
            }
            Duration asked = refused.retryAfter();
            boolean isElection = refused.reason() == Reason.MOVED && !asked.isZero();
            int growth = isElection ? Math.min(failures, MOST_GROWTH_IN_ELECTIONS) : failures;
            return backoff.afterFailure(growth, random).plus(asked);
        }

        /** The last attempt did not run, but perhaps an earlier one did: then nobody knows. */
        private void finish(Outcome last, String whyNoFurther) {
            if (last instanceof Outcome.NotExecuted refused
                    && invocation.journal().mayHaveExecuted()) {
                goOn(new Outcome.Unknown(
                        "an earlier attempt was sent and not answered; the last was not executed (" + refused.reason()
                                + ": " + refused.detail() + ")" + whyNoFurther,
                        refused.cause()));
            } else {
                goOn(last.explained(whyNoFurther));
            }
        }
    }
}
