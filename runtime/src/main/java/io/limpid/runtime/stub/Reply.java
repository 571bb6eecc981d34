package io.limpid.runtime.stub;

import io.limpid.runtime.invocation.Clock;
import io.limpid.runtime.invocation.Invocation;
import io.limpid.runtime.invocation.Outcome;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * How a blocking call ended. The stub names the exceptions that its method declares, then takes the value.
 *
 * @param <R> the method's result
 */
public final class Reply<R> {
    private final Outcome outcome;

    /** What to tell of the call if it failed; both null where it returned. */
    private final @Nullable Invocation invocation;

    private final @Nullable Clock clock;

    Reply(Outcome.Returned result) {
        this.outcome = result;
        this.invocation = null;
        this.clock = null;
    }

    Reply(Invocation invocation, Outcome outcome, Clock clock) {
        this.invocation = invocation;
        this.outcome = outcome;
        this.clock = clock;
    }

    /** Throws the object's exception if it is of this kind; gives this reply otherwise. */
    public <X extends Throwable> Reply<R> throwing(Class<X> kind) throws X {
        if (outcome instanceof Outcome.Threw threw && kind.isInstance(threw.exception())) {
            CallSite.join(threw.exception());
            throw kind.cast(threw.exception());
        }
        return this;
    }

    /**
     * Gives the result.
     *
     * @throws io.limpid.RemoteFailureException if the method ended with something that it does not declare
     * @throws io.limpid.NotExecutedException if the method certainly did not run
     * @throws io.limpid.OutcomeUnknownException if it may have run and no answer came
     */
    public R value() {
        if (outcome instanceof Outcome.Returned returned) {
            return resultOf(returned);
        }
        Invocation failed = Objects.requireNonNull(invocation);
        Throwable failure = Failures.toThrowable(failed, outcome, Objects.requireNonNull(clock));
        if (!(outcome instanceof Outcome.Threw)) {
            // Made here, where nobody wants to look.
            failure.setStackTrace(new StackTraceElement[0]);
        }
        CallSite.join(failure);
        if (failure instanceof RuntimeException unchecked) {
            throw unchecked;
        }
        if (failure instanceof Error error) {
            throw error;
        }
        throw new IllegalStateException(
                failed.method() + " declares an exception that its stub does not name", failure);
    }

    /** The one cast of a result: what the descriptor's codec read is what the descriptor's type says. */
    @SuppressWarnings({"unchecked", "NullAway", "TypeParameterUnusedInFormals"})
    static <R> R resultOf(Outcome.Returned returned) {
        @Nullable Object value = returned.value();
        return (R) value;
    }
}
