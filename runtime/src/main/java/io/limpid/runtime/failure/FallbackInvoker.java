package io.limpid.runtime.failure;

import io.limpid.runtime.invocation.Clock;
import io.limpid.runtime.invocation.Invocation;
import io.limpid.runtime.invocation.Invoker;
import io.limpid.runtime.invocation.Outcome;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;

/** Lets an object of the caller's own answer where nobody else has. */
public final class FallbackInvoker implements Invoker {
    private final Invoker next;
    private final Substitute substitute;
    private final Clock clock;
    private final Executor executor;

    /** Calls a method of the caller's own object, on the thread that asks. */
    @FunctionalInterface
    public interface Substitute {
        /**
         * Calls it.
         *
         * @return the result as the Java method gives it
         * @throws Throwable whatever the method throws
         */
        @Nullable
        Object call(Invocation invocation) throws Throwable;
    }

    /**
     * Makes one.
     *
     * @param executor runs the object's methods, which may block
     */
    public FallbackInvoker(Invoker next, Substitute substitute, Clock clock, Executor executor) {
        this.next = next;
        this.substitute = substitute;
        this.clock = clock;
        this.executor = executor;
    }

    @Override
    public CompletableFuture<Outcome> invoke(Invocation invocation) {
        return next.invoke(invocation)
                .thenCompose(outcome -> Unavailability.of(invocation, outcome, clock)
                        ? instead(invocation, outcome)
                        : CompletableFuture.completedFuture(outcome));
    }

    private CompletableFuture<Outcome> instead(Invocation invocation, Outcome outcome) {
        try {
            return CompletableFuture.supplyAsync(() -> call(invocation), executor)
                    .thenCompose(stage -> stage);
        } catch (RejectedExecutionException e) {
            // The client closes.
            return CompletableFuture.completedFuture(outcome);
        }
    }

    private CompletionStage<Outcome> call(Invocation invocation) {
        try {
            @Nullable Object returned = substitute.call(invocation);
            return invocation.method().asynchronous()
                    ? awaited(invocation, returned)
                    : CompletableFuture.completedFuture(new Outcome.Returned(returned));
        } catch (Throwable thrown) {
            return CompletableFuture.completedFuture(new Outcome.Threw(thrown));
        }
    }

    private static CompletionStage<Outcome> awaited(Invocation invocation, @Nullable Object returned) {
        if (!(returned instanceof CompletionStage<?> stage)) {
            throw new NullPointerException(
                    "the fallback of " + invocation.method() + " returned null instead of a stage");
        }
        return stage.handle(
                (value, thrown) -> thrown == null ? new Outcome.Returned(value) : new Outcome.Threw(unwrapped(thrown)));
    }

    /** A stage that depends on another wraps that one's exception. */
    private static Throwable unwrapped(Throwable thrown) {
        Throwable cause = thrown.getCause();
        return thrown instanceof CompletionException && cause != null ? cause : thrown;
    }
}
