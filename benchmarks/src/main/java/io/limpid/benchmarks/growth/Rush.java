package io.limpid.benchmarks.growth;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Something done many times by several threads.
 *
 * @param count how often it was done
 * @param seconds how long that took
 */
record Rush(long count, double seconds) {
    /** What is done. */
    @FunctionalInterface
    interface Task {
        /** Does it for this number, which nobody else gets. */
        void run(int number) throws Exception;
    }

    /**
     * Does it for each number, one after the other, until all have been or the time is over. A task that fails ends it.
     *
     * @param first the lowest number
     * @param end the first number that is too high
     */
    static Rush run(int threads, int first, int end, Duration patience, Task task) throws Exception {
        AtomicLong next = new AtomicLong(first);
        AtomicLong done = new AtomicLong();
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        long begun = System.nanoTime();
        try {
            List<Future<?>> all = new ArrayList<>();
            for (int i = 0; i < threads; i++) {
                all.add(pool.submit(() -> {
                    while (System.nanoTime() - begun < patience.toNanos()) {
                        long number = next.getAndIncrement();
                        if (number >= end) {
                            break;
                        }
                        task.run((int) number);
                        done.incrementAndGet();
                    }
                    return null;
                }));
            }
            for (Future<?> each : all) {
                each.get(patience.toSeconds() + 60, TimeUnit.SECONDS);
            }
            return new Rush(done.get(), (System.nanoTime() - begun) / 1e9);
        } finally {
            pool.shutdownNow();
        }
    }

    /** Reads what {@link #toString} gives. */
    static Rush parse(String text) {
        String[] words = text.split(" ", -1);
        return new Rush(Long.parseLong(words[0]), Double.parseDouble(words[1]));
    }

    /** How often in a second. */
    double rate() {
        return count / seconds;
    }

    /** Gives words on a line. */
    @Override
    public String toString() {
        return count + " " + seconds;
    }
}
