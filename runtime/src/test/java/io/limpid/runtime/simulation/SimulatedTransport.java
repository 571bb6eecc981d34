package io.limpid.runtime.simulation;

import io.limpid.runtime.identity.Endpoint;
import io.limpid.runtime.invocation.Invocation;
import io.limpid.runtime.invocation.Outcome;
import io.limpid.runtime.transport.RequestHandler;
import io.limpid.runtime.transport.Transport;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/** A process's way onto a {@link SimulatedNetwork}. No hints go along with answers. */
public final class SimulatedTransport implements Transport {
    private final SimulatedNetwork network;
    private final RequestHandler handler;
    private final Consumer<Runnable> machine;

    /**
     * Makes one.
     *
     * @param handler takes what arrives once it listens
     * @param machine runs what happens in the process
     */
    public SimulatedTransport(SimulatedNetwork network, RequestHandler handler, Consumer<Runnable> machine) {
        this.network = network;
        this.handler = handler;
        this.machine = machine;
    }

    @Override
    public CompletableFuture<Outcome> invoke(Invocation invocation, Target target) {
        CompletableFuture<Outcome> here = new CompletableFuture<>();
        CompletableFuture<Void> unused =
                network.invoke(invocation, target).thenAccept(outcome -> machine.accept(() -> here.complete(outcome)));
        return here;
    }

    @Override
    public Endpoint listen(ListenSettings settings) {
        Endpoint endpoint = new Endpoint(settings.host(), settings.port());
        network.listen(endpoint, handler);
        return endpoint;
    }

    @Override
    public void hintsTo(HintListener listener) {}

    @Override
    public String principal() {
        return "";
    }

    @Override
    public Draining drain() {
        return new Draining(CompletableFuture.completedFuture(null), CompletableFuture.completedFuture(null));
    }

    @Override
    public void close() {}
}
