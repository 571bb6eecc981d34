package io.limpid.runtime.invocation;

import java.util.concurrent.CompletableFuture;

/** What a thread that makes a call does until it stands still and waits for the end. */
@FunctionalInterface
public interface Meanwhile {
    /** Nothing. */
    Meanwhile NOTHING = (call, pipeline) -> pipeline.invoke(call);

    /**
     * Makes the call, and may then do work on this thread that the call needs; returns when the call has ended, or there is nothing to be
     * done for it here. An interrupted thread is given back soon, within a few milliseconds.
     */
    CompletableFuture<Outcome> invoke(Invocation call, Invoker pipeline);
}
