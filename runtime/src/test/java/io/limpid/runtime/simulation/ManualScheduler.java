package io.limpid.runtime.simulation;

import io.limpid.runtime.invocation.Scheduler;
import java.time.Duration;
import java.util.Comparator;
import java.util.PriorityQueue;

/** A scheduler whose tasks run on the thread that advances it, in the order of their times. */
public final class ManualScheduler implements Scheduler {
    private final ManualClock clock;
    private final PriorityQueue<Waiting> waiting = new PriorityQueue<>(
            Comparator.comparingLong((Waiting task) -> task.due).thenComparingLong(task -> task.number));
    private long count;

    /** Makes one that moves this clock. */
    public ManualScheduler(ManualClock clock) {
        this.clock = clock;
    }

    @Override
    public synchronized Task schedule(Duration delay, Runnable task) {
        Waiting added = new Waiting(clock.nanoTime() + Math.max(0, delay.toNanos()), count++, task);
        waiting.add(added);
        return () -> remove(added);
    }

    private synchronized void remove(Waiting task) {
        waiting.remove(task);
    }

    /** Lets time pass, running what becomes due on the way, each task at its own time. */
    public void advance(Duration span) {
        long end = clock.nanoTime() + span.toNanos();
        for (Waiting next = nextUntil(end); next != null; next = nextUntil(end)) {
            clock.moveTo(next.due);
            next.task.run();
        }
        clock.moveTo(end);
    }

    private synchronized Waiting nextUntil(long end) {
        Waiting next = waiting.peek();
        return next == null || next.due - end > 0 ? null : waiting.remove();
    }

    /** How many tasks wait. */
    public synchronized int waiting() {
        return waiting.size();
    }

    private record Waiting(long due, long number, Runnable task) {}
}
