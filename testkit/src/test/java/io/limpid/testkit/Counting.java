package io.limpid.testkit;

import java.util.concurrent.atomic.AtomicInteger;

/** A counter that the test can look at past all faults. */
final class Counting implements Counter {
    final AtomicInteger count = new AtomicInteger();
    volatile Runnable whileAdding = () -> {};

    @Override
    public int add() {
        int now = count.incrementAndGet();
        whileAdding.run();
        return now;
    }

    @Override
    public int carry(byte[] load) {
        count.incrementAndGet();
        return load.length;
    }

    @Override
    public int addAtLeastOnce() {
        return count.incrementAndGet();
    }

    @Override
    public int count() {
        return count.get();
    }
}
