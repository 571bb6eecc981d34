package io.limpid.runtime.invocation;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/** Runs small, non-blocking tasks after a delay; tests advance it by hand. Thread-safe. */
public interface Scheduler {
    /** Runs the task once, not before the delay is over. A delay of zero or less runs it as soon as possible, never within this call. */
    Task schedule(Duration delay, Runnable task);

    /** Gives a future that completes after the delay, for whoever waits or goes on then. */
    default CompletableFuture<Void> after(Duration delay) {
        CompletableFuture<Void> passed = new CompletableFuture<>();
        Task unused = schedule(delay, () -> passed.complete(null));
        return passed;
    }

    /** A task that waits. */
    interface Task {
        /** Keeps the task from running if it has not begun; otherwise does nothing. */
        void cancel();
    }
}
