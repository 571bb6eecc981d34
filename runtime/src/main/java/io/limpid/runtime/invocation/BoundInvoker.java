package io.limpid.runtime.invocation;

import io.limpid.runtime.identity.Binding;
import java.util.concurrent.CompletableFuture;

/** Makes a call happen whose object's binding is known. Bound by the same contract as {@link Invoker}. */
@FunctionalInterface
public interface BoundInvoker {
    /** Starts the call at one or several of the binding's replicas. */
    CompletableFuture<Outcome> invoke(Invocation invocation, Binding binding);
}
