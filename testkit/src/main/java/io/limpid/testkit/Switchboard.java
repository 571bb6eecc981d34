package io.limpid.testkit;

import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;

/** What a proxy does at the moment, and where its pumps wait. Thread-safe. */
final class Switchboard {
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Map<Direction, Passage> passages = new EnumMap<>(Direction.class);
    private volatile Faults faults = Faults.NONE;

    Faults faults() {
        return faults;
    }

    void faults(Faults given) {
        faults = given;
    }

    void pass(Direction direction, Passage passage) {
        lock.lock();
        try {
            passages.put(direction, passage);
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    void wake() {
        lock.lock();
        try {
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Waits while the direction is held and the caller is not over. */
    Passage awaitUnheld(Direction direction, BooleanSupplier over) throws InterruptedException {
        lock.lock();
        try {
            while (passage(direction) == Passage.HELD && !over.getAsBoolean()) {
                changed.await();
            }
            return passage(direction);
        } finally {
            lock.unlock();
        }
    }

    private Passage passage(Direction direction) {
        return passages.getOrDefault(direction, Passage.OPEN);
    }

    /** Lets a span pass, or less if the caller is over. */
    void pause(long nanos, BooleanSupplier over) throws InterruptedException {
        long until = System.nanoTime() + nanos;
        lock.lock();
        try {
            long left = nanos;
            while (left > 0 && !over.getAsBoolean()) {
                changed.await(left, TimeUnit.NANOSECONDS);
                left = until - System.nanoTime();
            }
        } finally {
            lock.unlock();
        }
    }
}
