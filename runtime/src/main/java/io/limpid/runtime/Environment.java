package io.limpid.runtime;

import io.limpid.runtime.hosting.Failpoints;
import io.limpid.runtime.invocation.Clock;
import io.limpid.runtime.invocation.Scheduler;
import io.limpid.runtime.invocation.SystemClock;
import io.limpid.runtime.invocation.SystemRandom;
import io.limpid.runtime.invocation.SystemScheduler;
import io.limpid.runtime.invocation.SystemThreads;
import io.limpid.runtime.invocation.Waits;
import io.limpid.runtime.transport.NettyTransport;
import io.limpid.runtime.transport.RequestHandler;
import io.limpid.runtime.transport.Surroundings;
import io.limpid.runtime.transport.Transport;
import io.limpid.runtime.transport.Transport.ReferenceSource;
import io.limpid.runtime.transport.TransportSettings;
import java.util.UUID;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/**
 * Time, chance and threads, as a client or host is given them.
 *
 * @param clock the time
 * @param scheduler runs small tasks later; they must not wait
 * @param random draws jitter and choices
 * @param tasks runs what may wait
 * @param machine what it runs on
 * @param release gives it all back
 */
record Environment(
        Clock clock, Scheduler scheduler, RandomGenerator random, Executor tasks, Machine machine, Runnable release) {
    /** On this machine. */
    Environment(Clock clock, Scheduler scheduler, RandomGenerator random, Executor tasks, Runnable release) {
        this(clock, scheduler, random, tasks, Machine.SYSTEM, release);
    }

    /** The machine's, with threads of this name. */
    static Environment ofSystem(String name) {
        SystemScheduler scheduler = new SystemScheduler(name + "-timer");
        ExecutorService tasks = SystemThreads.forTasks(name + "-task");
        return new Environment(new SystemClock(), scheduler, SystemRandom.forChoices(), tasks, () -> {
            scheduler.close();
            tasks.shutdown();
        });
    }

    /**
     * What a process runs on; a simulation makes one for each.
     *
     * @param waits how threads wait
     * @param threads where those come from that may wait for long
     * @param ids draws ids that no other process draws
     * @param network opens the transport
     * @param failpoints is told of the steps of a host's work
     */
    record Machine(
            Waits waits, ThreadSource threads, Supplier<UUID> ids, TransportOpener network, Failpoints failpoints) {
        /** The one that this process runs on. */
        static final Machine SYSTEM = new Machine(
                Waits.BLOCKING, SystemThreads::forMethods, SystemRandom::unique, NettyTransport::open, Failpoints.NONE);
    }

    /** Gives executors that start every task at once on a thread of its own. */
    @FunctionalInterface
    interface ThreadSource {
        /** Gives one, to be shut down by its owner; a task beyond so many may be rejected. */
        ExecutorService named(String prefix, int most);
    }

    /** Opens transports. */
    @FunctionalInterface
    interface TransportOpener {
        /** Opens one, to be closed by its owner. */
        Transport open(
                TransportSettings settings,
                Surroundings surroundings,
                RequestHandler handler,
                ReferenceSource references);
    }
}
