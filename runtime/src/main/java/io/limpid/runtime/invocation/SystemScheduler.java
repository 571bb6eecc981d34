package io.limpid.runtime.invocation;

import java.time.Duration;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A scheduler with one daemon thread of its own. Once closed it runs nothing more: tasks that wait are dropped, and further ones
 * are accepted and never run.
 */
public final class SystemScheduler implements Scheduler, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(SystemScheduler.class);

    private final String name;
    private final ScheduledThreadPoolExecutor executor;

    /** Makes one whose thread has this name. */
    public SystemScheduler(String name) {
        this.name = name;
        executor = new ScheduledThreadPoolExecutor(1, SystemThreads.daemons(name));
        // Nearly every deadline is cancelled: left in the queue until it passes, each would hold its call in memory.
        executor.setRemoveOnCancelPolicy(true);
    }

    @Override
    public Task schedule(Duration delay, Runnable task) {
        try {
            ScheduledFuture<?> waiting = executor.schedule(() -> run(task), delay.toNanos(), TimeUnit.NANOSECONDS);
            return () -> waiting.cancel(false);
        } catch (RejectedExecutionException e) {
            return () -> {};
        }
    }

    @Override
    public void close() {
        executor.shutdownNow();
    }

    @Override
    public String toString() {
        return "scheduler " + name;
    }

    private void run(Runnable task) {
        try {
            task.run();
        } catch (RuntimeException | Error e) {
            LOG.error("a task of scheduler {} failed; this is a bug", name, e);
        }
    }
}
