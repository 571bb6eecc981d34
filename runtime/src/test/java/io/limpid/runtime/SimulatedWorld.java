package io.limpid.runtime;

import io.limpid.runtime.hosting.Failpoints.Point;
import io.limpid.runtime.identity.Endpoint;
import io.limpid.runtime.simulation.Faults;
import io.limpid.runtime.simulation.SimulatedNetwork;
import io.limpid.runtime.simulation.SteppedThreads;
import io.limpid.runtime.simulation.Trace;
import io.limpid.runtime.simulation.VirtualTime;
import io.limpid.runtime.transport.Request;
import io.limpid.runtime.transport.RequestHandler;
import io.limpid.runtime.transport.RequestHandler.Responder;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiConsumer;

/** Machines and what is between them, in virtual time, all by one seed. For the test's thread, and those that it steps. */
public final class SimulatedWorld implements AutoCloseable {
    public final VirtualTime time = new VirtualTime();
    public final Trace trace = new Trace(time);
    public final Random random;
    public final SimulatedNetwork network;
    final SteppedThreads threads = new SteppedThreads(time);

    /** Is told of each step of each machine's work, on the thread that does it. */
    public BiConsumer<SimulatedMachine, Point> reached = (machine, point) -> {};

    /** Takes what arrives at a machine, in place of what does it right; for mistakes that are planted. */
    public Receiving receiving = (machine, right, request, responder) -> right.handle(request, responder);

    /** The machine that has reached a point at present. */
    SimulatedMachine running;

    /** Takes what arrives. */
    @FunctionalInterface
    public interface Receiving {
        /** Takes a request to a machine whose own part would take it right. */
        void receive(SimulatedMachine machine, RequestHandler right, Request request, Responder responder);
    }

    /** Makes one whose network has these faults. */
    public SimulatedWorld(long seed, Faults faults) {
        random = new Random(seed);
        network = new SimulatedNetwork(time, random, faults, trace);
    }

    /** Starts a machine. */
    public SimulatedMachine machine(String name, int port) {
        return new SimulatedMachine(this, name, new Endpoint(name, port));
    }

    /** Lets time pass. */
    public void advance(Duration span) {
        threads.advance(span);
    }

    /** How many threads stand still, because they wait for something or because their machine is gone. */
    public int standing() {
        return threads.standing();
    }

    /** Keeps a running thread of a machine from going on for so long, and as long as that is paused. */
    void nap(SimulatedMachine machine, Duration span) {
        running = null;
        CompletableFuture<Void> over = new CompletableFuture<>();
        time.schedule(span, () -> machine.happens(() -> over.complete(null)));
        threads.waits(machine::happens).join(over);
    }

    /** Ends what waits. */
    @Override
    public void close() {
        threads.close();
    }
}
