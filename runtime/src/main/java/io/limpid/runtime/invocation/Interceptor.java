package io.limpid.runtime.invocation;

import java.util.concurrent.CompletableFuture;

/** One concern on a call's way, such as its deadline. Bound by the same contract as {@link Invoker}. Thread-safe. */
public interface Interceptor {
    /** Handles the call, normally by passing it, or a copy that knows more, to the next invoker. */
    CompletableFuture<Outcome> intercept(Invocation invocation, Invoker next);
}
