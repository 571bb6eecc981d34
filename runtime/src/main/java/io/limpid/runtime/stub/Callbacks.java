package io.limpid.runtime.stub;

import io.limpid.runtime.invocation.Scheduler;
import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs what users hang on the futures of calls. Where many end together, one thread runs what hangs on all of them: to wake one for each would cost
 * more than a call. What waits behind a task that takes long, or blocks, goes on in another thread after {@link #PATIENCE}. Thread-safe.
 */
public final class Callbacks implements Executor {
    /** How long a task waits for those before it. */
    private static final Duration PATIENCE = Duration.ofMillis(1);

    private static final Logger LOG = LoggerFactory.getLogger(Callbacks.class);

    private final Executor threads;
    private final Scheduler scheduler;
    private final Queue<Runnable> waiting = new ConcurrentLinkedQueue<>();

    /** How many threads run tasks, or are about to. */
    private final AtomicInteger running = new AtomicInteger();

    /** Whether somebody will look whether tasks wait for too long. */
    private final AtomicBoolean watched = new AtomicBoolean();

    /**
     * Makes one.
     *
     * @param threads runs tasks that may block
     */
    public Callbacks(Executor threads, Scheduler scheduler) {
        this.threads = threads;
        this.scheduler = scheduler;
    }

    @Override
    public void execute(Runnable task) {
        waiting.add(task);
        if (running.compareAndSet(0, 1)) {
            start();
        } else if (!watched.get() && watched.compareAndSet(false, true)) {
            watch();
        }
    }

    private void start() {
        try {
            threads.execute(this::runAll);
        } catch (RejectedExecutionException e) {
            // There are no threads any more: better here than never.
            runAll();
        }
    }

    private void runAll() {
        do {
            for (Runnable task = waiting.poll(); task != null; task = waiting.poll()) {
                run(task);
            }
            running.decrementAndGet();
            // What came meanwhile has seen this thread and started none.
        } while (!waiting.isEmpty() && running.compareAndSet(0, 1));
    }

    private static void run(Runnable task) {
        try {
            task.run();
        } catch (RuntimeException | Error e) {
            LOG.error("a callback failed; this is a bug", e);
        }
    }

    private void watch() {
        scheduler.schedule(PATIENCE, () -> {
            watched.set(false);
            if (waiting.isEmpty()) {
                return;
            }
            running.incrementAndGet();
            start();
            if (!waiting.isEmpty() && watched.compareAndSet(false, true)) {
                watch();
            }
        });
    }
}
