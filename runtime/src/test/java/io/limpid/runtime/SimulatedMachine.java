package io.limpid.runtime;

import io.limpid.runtime.hosting.Failpoints.Point;
import io.limpid.runtime.identity.Endpoint;
import io.limpid.runtime.invocation.Clock;
import io.limpid.runtime.invocation.Scheduler;
import io.limpid.runtime.simulation.SimulatedTransport;
import io.limpid.runtime.transport.RequestHandler;
import io.limpid.runtime.transport.Transport;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.AbstractExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * A process of a {@link SimulatedWorld}, from its start to its crash: a real client or host, whose time, chance, threads and network are the
 * world's. While it is paused nothing happens in it, and its clock goes on; once it has crashed nothing does.
 */
public final class SimulatedMachine {
    private static final int MOST_MICROS_TO_THREAD = 200;

    private final SimulatedWorld world;
    private final String name;
    private final Endpoint endpoint;
    private boolean alive = true;

    /** A host draws its instance first; null before. */
    private UUID firstId;

    private RequestHandler handler;

    SimulatedMachine(SimulatedWorld world, String name, Endpoint endpoint) {
        this.world = world;
        this.name = name;
        this.endpoint = endpoint;
    }

    /** Its name, which its next life has too. */
    public String name() {
        return name;
    }

    /** Where it listens. */
    public Endpoint endpoint() {
        return endpoint;
    }

    /** Whether it has not crashed. */
    public boolean isAlive() {
        return alive;
    }

    /** Opens a host here; waits. */
    public Host open(HostBuilder host) {
        return host.listen(endpoint.host(), endpoint.port()).open(name, environment());
    }

    /** Opens a client here; waits. */
    public Client open(ClientBuilder client) {
        return client.open(environment());
    }

    /** Runs something here that may wait. */
    public void execute(Runnable task) {
        later(Duration.ofNanos(1_000L * world.random.nextInt(MOST_MICROS_TO_THREAD)), task);
    }

    /** The time. */
    public Clock clock() {
        return world.time;
    }

    /** Runs small tasks here. */
    public Scheduler scheduler() {
        return this::later;
    }

    private Scheduler.Task later(Duration delay, Runnable task) {
        AtomicBoolean cancelled = new AtomicBoolean();
        world.time.schedule(
                delay,
                () -> happens(() -> {
                    if (!cancelled.get()) {
                        task.run();
                    }
                }));
        return () -> cancelled.set(true);
    }

    /** Does something here: at once, when it goes on, or never. */
    void happens(Runnable task) {
        world.network.within(endpoint, () -> {
            if (alive) {
                task.run();
            }
        });
    }

    /** Nothing is left of it, and whoever is connected notices. If it does this to itself, this does not return. */
    public void crash() {
        alive = false;
        world.network.crash(endpoint);
        world.network.resume(endpoint);
        if (world.running == this) {
            world.running = null;
            world.threads.halt();
        }
    }

    /** Stands still, for so long. If it does this to itself, this returns when it goes on. */
    public void pause(Duration span) {
        boolean itself = world.running == this;
        world.network.pause(endpoint);
        world.time.schedule(span, () -> {
            if (alive) {
                world.network.resume(endpoint);
            }
        });
        if (itself) {
            world.nap(this, Duration.ZERO);
        }
    }

    /** The thread that has reached a step here stands still, for so long; all others go on. */
    public void holdUp(Duration span) {
        world.nap(this, span);
    }

    /** As which naming knows the host here, if there is one. */
    public UUID instance() {
        return firstId;
    }

    /** What takes the requests that arrive here. */
    public RequestHandler handler() {
        return handler;
    }

    private void reached(Point point) {
        SimulatedMachine outer = world.running;
        world.running = this;
        try {
            world.reached.accept(this, point);
        } finally {
            world.running = outer;
        }
    }

    private UUID id() {
        UUID drawn = new UUID(world.random.nextLong(), world.random.nextLong());
        firstId = firstId == null ? drawn : firstId;
        return drawn;
    }

    private Transport transport(RequestHandler right) {
        handler = right;
        return new SimulatedTransport(
                world.network,
                (request, responder) -> world.receiving.receive(this, right, request, responder),
                this::happens);
    }

    private Environment environment() {
        Environment.Machine machine = new Environment.Machine(
                world.threads.waits(this::happens),
                (prefix, most) -> new Threads(),
                this::id,
                (settings, surroundings, given, references) -> transport(given),
                this::reached);
        return new Environment(world.time, scheduler(), world.random, this::execute, machine, () -> {});
    }

    @Override
    public String toString() {
        return name;
    }

    /** Each task on a thread of its own, which ends with its machine. */
    private final class Threads extends AbstractExecutorService {
        @Override
        public void execute(Runnable task) {
            SimulatedMachine.this.execute(task);
        }

        @Override
        public void shutdown() {}

        @Override
        public List<Runnable> shutdownNow() {
            return List.of();
        }

        @Override
        public boolean isShutdown() {
            return !alive;
        }

        @Override
        public boolean isTerminated() {
            return !alive;
        }

        @Override
        public boolean awaitTermination(long timeout, TimeUnit unit) {
            return true;
        }
    }
}
