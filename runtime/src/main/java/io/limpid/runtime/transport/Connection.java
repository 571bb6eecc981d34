package io.limpid.runtime.transport;

import io.limpid.runtime.identity.Standing;
import io.limpid.runtime.invocation.Invocation;
import io.limpid.runtime.invocation.Outcome;
import java.util.concurrent.CompletableFuture;

/** An open way to one process, in either direction. Thread-safe. */
public interface Connection {
    /** How often the other end may try what nobody of good will does. */
    int STRIKES = 3;

    /** Calls an object that the process at the other end holds; under the contract of {@link io.limpid.runtime.invocation.Invoker}. */
    CompletableFuture<Outcome> invoke(Invocation invocation, Standing standing);

    /** Who is at the other end, as its certificate says; empty on a plain connection. */
    String principal();

    /**
     * Takes note that the other end tried what nobody of good will does, and was refused; the last of {@link #STRIKES} closes it, behind
     * the answers that were given before.
     *
     * @param seen what it tried, in one sentence; holds nothing that it sent but numbers
     */
    void strike(String seen);

    /** Tells whether it is still open. */
    boolean isOpen();

    /** Runs the task once the connection is closed, at once if it is. */
    void onClose(Runnable task);
}
