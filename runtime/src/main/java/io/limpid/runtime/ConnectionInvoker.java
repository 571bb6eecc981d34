package io.limpid.runtime;

import io.limpid.NotExecutedException.Reason;
import io.limpid.runtime.failure.AttemptInvoker;
import io.limpid.runtime.identity.Standing;
import io.limpid.runtime.invocation.Invocation;
import io.limpid.runtime.invocation.Invoker;
import io.limpid.runtime.invocation.Outcome;
import io.limpid.runtime.transport.Connection;
import java.util.concurrent.CompletableFuture;

/** Sends every attempt over one connection: for objects whose process does not listen. They are gone when the connection is. */
final class ConnectionInvoker implements Invoker {
    private final Connection connection;

    ConnectionInvoker(Connection connection) {
        this.connection = connection;
    }

    @Override
    public CompletableFuture<Outcome> invoke(Invocation invocation) {
        Outcome forbidden = AttemptInvoker.begin(invocation, connection, Standing.NONE);
        CompletableFuture<Outcome> pending = forbidden != null
                ? CompletableFuture.completedFuture(forbidden)
                : AttemptInvoker.recorded(invocation, connection.invoke(invocation, Standing.NONE));
        return pending.thenApply(this::orGone);
    }

    /** A closed connection does not come back, so that trying again would only keep the caller waiting. */
    private Outcome orGone(Outcome outcome) {
        boolean refused = outcome instanceof Outcome.NotExecuted notExecuted
                && (notExecuted.reason() == Reason.UNREACHABLE || notExecuted.reason() == Reason.CLOSED);
        return refused && !connection.isOpen()
                ? new Outcome.NotExecuted(
                        Reason.NOT_FOUND, "the process that held the object has closed its connection")
                : outcome;
    }

    @Override
    public String toString() {
        return "attempt -> " + connection;
    }
}
