package io.limpid.runtime;

import io.limpid.runtime.hosting.Failpoints.Point;
import io.limpid.runtime.identity.Endpoint;
import io.limpid.runtime.simulation.Faults;
import io.limpid.runtime.simulation.SimulatedNetwork;
import io.limpid.runtime.simulation.SteppedThreads;
import io.limpid.runtime.simulation.Trace;
import io.limpid.runtime.simulation.VirtualTime;
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

    /** The machine that has reached a point at present. */
    SimulatedMachine running;

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

    /** Keeps a running thread of a paused machine from going on. */
    void nap(SimulatedMachine machine) {
        running = null;
        CompletableFuture<Void> over = new CompletableFuture<>();
        machine.happens(() -> over.complete(null));
        threads.waits(machine::happens).join(over);
    }

    /** Ends what waits. */
    @Override
    public void close() {
        threads.close();
    }
}
