package io.limpid.runtime.invocation;

import java.util.concurrent.CompletableFuture;

/**
 * Makes a call happen. Returns at once, never blocks, never throws; the future completes exactly once, never exceptionally, on
 * any thread.
 */
@FunctionalInterface
public interface Invoker {
    /** Starts the call. */
    CompletableFuture<Outcome> invoke(Invocation invocation);
}
