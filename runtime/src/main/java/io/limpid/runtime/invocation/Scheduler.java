package io.limpid.runtime.invocation;

import java.time.Duration;

/** Runs small, non-blocking tasks after a delay; tests advance it by hand. Thread-safe. */
public interface Scheduler {
    /** Runs the task once, not before the delay is over. A delay of zero or less runs it as soon as possible, never within this call. */
    Task schedule(Duration delay, Runnable task);

    /** A task that waits. */
    interface Task {
        /** Keeps the task from running if it has not begun; otherwise does nothing. */
        void cancel();
    }
}
