package io.limpid.runtime.invocation;

import io.limpid.runtime.invocation.TimerWheel.Timeout;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A scheduler with one daemon thread of its own. Once closed it runs nothing more: tasks that wait are dropped, and further ones
 * are accepted and never run.
 *
 * <p>Its thread is woken for a task only if that is due before everything it knows. Deadlines are due one after the other as their calls
 * are made, and nearly all are cancelled, so that a call does not wake it.
 */
public final class SystemScheduler implements Scheduler, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(SystemScheduler.class);
    private static final Task NOTHING = () -> {};

    /** The thread is awake and will look for what was added before it rests. */
    private static final long AWAKE = Long.MIN_VALUE;

    private final String name;
    private final long origin = System.nanoTime();
    private final TimerWheel wheel = new TimerWheel();
    private final Thread thread;

    /**
     * When the earliest of those added since the thread last looked is due. Whoever adds writes it and then reads {@link #resting}; the
     * thread writes that and then reads this: one of the two sees the other.
     */
    private final AtomicLong added = new AtomicLong(TimerWheel.NEVER);

    /** Until when the thread rests; {@link #AWAKE} while it does not. */
    private volatile long resting = AWAKE;

    private volatile boolean closed;

    /** Makes one whose thread has this name. */
    public SystemScheduler(String name) {
        this.name = name;
        this.thread = SystemThreads.daemons(name).newThread(this::keepTime);
        thread.start();
    }

    @Override
    public Task schedule(Duration delay, Runnable task) {
        if (closed) {
            return NOTHING;
        }
        long due = now() + Math.max(0, delay.toNanos());
        Timeout timeout = wheel.add(due, task);
        announce(due);
        return timeout;
    }

    private void announce(long due) {
        for (long earliest = added.get(); due < earliest; earliest = added.get()) {
            if (added.compareAndSet(earliest, due)) {
                break;
            }
        }
        if (due < resting) {
            LockSupport.unpark(thread);
        }
    }

    private void keepTime() {
        while (!closed) {
            resting = AWAKE;
            long earliest = added.getAndSet(TimerWheel.NEVER);
            for (Timeout due : wheel.takeDue(earliest, now())) {
                run(due);
            }
            long next = wheel.next();
            resting = next;
            rest(Math.min(next, added.get()));
        }
    }

    private void rest(long until) {
        if (closed) {
            return;
        }
        if (until == TimerWheel.NEVER) {
            LockSupport.park(this);
            return;
        }
        long nanos = until - now();
        if (nanos > 0) {
            LockSupport.parkNanos(this, nanos);
        }
    }

    private void run(Timeout due) {
        Runnable task = due.claim();
        if (task == null || closed) {
            return;
        }
        try {
            task.run();
        } catch (RuntimeException | Error e) {
            LOG.error("a task of scheduler {} failed; this is a bug", name, e);
        }
    }

    private long now() {
        return System.nanoTime() - origin;
    }

    @Override
    public void close() {
        closed = true;
        // As before: a task that waits for something within is told that nobody waits for it.
        thread.interrupt();
    }

    @Override
    public String toString() {
        return "scheduler " + name;
    }
}
