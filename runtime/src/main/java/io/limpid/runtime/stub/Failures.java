package io.limpid.runtime.stub;

import io.limpid.NotExecutedException;
import io.limpid.OutcomeUnknownException;
import io.limpid.runtime.invocation.Clock;
import io.limpid.runtime.invocation.Invocation;
import io.limpid.runtime.invocation.Journal;
import io.limpid.runtime.invocation.Outcome;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Turns an outcome that is not a result into what the caller gets, with a message that tells the whole call. */
final class Failures {
    private Failures() {}

    /** Makes the exception of an outcome that is not a result. */
    static Throwable toThrowable(Invocation invocation, Outcome outcome, Clock clock) {
        if (outcome instanceof Outcome.Threw threw) {
            return threw.exception();
        }
        if (outcome instanceof Outcome.NotExecuted refused) {
            String message = subject(invocation) + " was not executed (" + refused.reason() + "): " + refused.detail()
                    + account(invocation, clock);
            return new NotExecutedException(refused.reason(), message, refused.detail(), orNone(refused.cause()));
        }
        if (outcome instanceof Outcome.Unknown unknown) {
            String message = subject(invocation) + " may or may not have been executed: " + unknown.detail()
                    + account(invocation, clock);
            return new OutcomeUnknownException(invocation.journal().id(), message, orNone(unknown.cause()));
        }
        throw new IllegalArgumentException("outcome: " + outcome + " (expected: not a result)");
    }

    /** A throwable takes null for "no cause", which its declaration in the module without annotations cannot say. */
    @SuppressWarnings("NullAway")
    private static Throwable orNone(@Nullable Throwable cause) {
        return cause;
    }

    private static String subject(Invocation invocation) {
        return invocation.method() + " on " + invocation.object();
    }

    private static String account(Invocation invocation, Clock clock) {
        Journal journal = invocation.journal();
        long elapsed = clock.nanoTime() - journal.startNanos();
        long span = invocation.deadline().nanos() - journal.startNanos();
        return " [call " + journal.id() + ", " + millis(elapsed) + " of " + millis(span) + " ms, " + attempts(journal)
                + "]";
    }

    private static String attempts(Journal journal) {
        int count = journal.attempts();
        if (count == 0) {
            return "never sent";
        }
        List<Journal.Attempt> latest = journal.latestAttempts();
        String several =
                count == 1 ? "1 attempt: " : count + " attempts" + (count > latest.size() ? ", the last: " : ": ");
        return several + latest.stream().map(Failures::describe).collect(Collectors.joining("; "));
    }

    private static String describe(Journal.Attempt attempt) {
        return attempt.place() + " at epoch " + attempt.standing().epoch() + " " + describe(attempt.outcome());
    }

    private static String describe(@Nullable Outcome outcome) {
        if (outcome == null) {
            return "did not answer";
        }
        if (outcome instanceof Outcome.NotExecuted refused) {
            return "did not execute it (" + refused.reason() + ": " + refused.detail() + ")";
        }
        return outcome instanceof Outcome.Unknown unknown ? "is unknown (" + unknown.detail() + ")" : "answered";
    }

    private static long millis(long nanos) {
        return TimeUnit.NANOSECONDS.toMillis(nanos);
    }
}
