package io.limpid.runtime.simulation;

import io.limpid.runtime.invocation.Clock;
import io.limpid.runtime.invocation.Scheduler;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.PriorityQueue;

/** Time that passes only when told to, and runs what is due on the thread that tells it. Thread-safe. */
public final class VirtualTime implements Clock, Scheduler {
    private final PriorityQueue<Waiting> waiting =
            new PriorityQueue<>(Comparator.comparingLong(Waiting::due).thenComparingLong(Waiting::order));
    /** Not zero, so that nobody takes a point in time for a span. */
    private long now = Duration.ofDays(3).toNanos();

    private long order;

    @Override
    public synchronized long nanoTime() {
        return now;
    }

    @Override
    public synchronized Instant wallTime() {
        return Instant.EPOCH.plusNanos(now);
    }

    @Override
    public synchronized Task schedule(Duration delay, Runnable task) {
        Waiting entry = new Waiting(now + Math.max(0, delay.toNanos()), order++, task);
        waiting.add(entry);
        return () -> {
            synchronized (this) {
                waiting.remove(entry);
            }
        };
    }

    /** Lets time pass, and runs every task in the order in which it falls due. */
    public void advance(Duration span) {
        long end = nanoTime() + span.toNanos();
        while (runNext(end)) {
            // What it does belongs to others.
        }
        synchronized (this) {
            // A task may have let time pass itself.
            now = Math.max(now, end);
        }
    }

    /**
     * Runs the next task, if one is due by then, at its time.
     *
     * @param end a point in time, as {@link #nanoTime()} tells it
     * @return false if none is
     */
    public boolean runNext(long end) {
        Waiting next = nextUntil(end);
        if (next != null) {
            next.task.run();
        }
        return next != null;
    }

    /** Lets time pass while the scheduler lags behind. */
    public synchronized void pass(Duration span) {
        now += span.toNanos();
    }

    private synchronized Waiting nextUntil(long end) {
        Waiting next = waiting.peek();
        if (next == null || next.due > end) {
            return null;
        }
        waiting.poll();
        now = Math.max(now, next.due);
        return next;
    }

    /** How many tasks wait. */
    public synchronized int scheduled() {
        return waiting.size();
    }

    private record Waiting(long due, long order, Runnable task) {}
}
