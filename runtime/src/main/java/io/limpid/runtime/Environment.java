package io.limpid.runtime;

import io.limpid.runtime.invocation.Clock;
import io.limpid.runtime.invocation.Scheduler;
import io.limpid.runtime.invocation.SystemClock;
import io.limpid.runtime.invocation.SystemRandom;
import io.limpid.runtime.invocation.SystemScheduler;
import io.limpid.runtime.invocation.SystemThreads;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.random.RandomGenerator;

/**
 * Time, chance and threads, as a client or host is given them.
 *
 * @param clock the time
 * @param scheduler runs small tasks later; they must not wait
 * @param random draws jitter and choices
 * @param tasks runs what may wait
 * @param release gives it all back
 */
record Environment(Clock clock, Scheduler scheduler, RandomGenerator random, Executor tasks, Runnable release) {
    /** The machine's, with threads of this name. */
    static Environment ofSystem(String name) {
        SystemScheduler scheduler = new SystemScheduler(name + "-timer");
        ExecutorService tasks = SystemThreads.forTasks(name + "-task");
        return new Environment(new SystemClock(), scheduler, SystemRandom.forChoices(), tasks, () -> {
            scheduler.close();
            tasks.shutdown();
        });
    }
}
