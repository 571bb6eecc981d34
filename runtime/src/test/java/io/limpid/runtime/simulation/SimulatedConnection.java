package io.limpid.runtime.simulation;

import io.limpid.runtime.identity.Standing;
import io.limpid.runtime.invocation.Invocation;
import io.limpid.runtime.invocation.Outcome;
import io.limpid.runtime.transport.Connection;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** What a host sees of its callers. For one thread. */
final class SimulatedConnection implements Connection {
    private final List<Runnable> listeners = new ArrayList<>();
    private final String principal;
    private boolean open = true;

    SimulatedConnection(String principal) {
        this.principal = principal;
    }

    @Override
    public CompletableFuture<Outcome> invoke(Invocation invocation, Standing standing) {
        throw new UnsupportedOperationException("simulated hosts do not call back");
    }

    @Override
    public String principal() {
        return principal;
    }

    @Override
    public void strike(String seen) {
        // A thief's stays open, so that it goes on trying.
        if (principal.isEmpty()) {
            throw new AssertionError("a simulated client does nothing of that kind: " + seen);
        }
    }

    @Override
    public boolean isOpen() {
        return open;
    }

    @Override
    public void onClose(Runnable task) {
        if (open) {
            listeners.add(task);
        } else {
            task.run();
        }
    }

    void close() {
        open = false;
        List.copyOf(listeners).forEach(Runnable::run);
        listeners.clear();
    }
}
