package io.limpid.runtime.invocation;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * How a thread waits for what others bring about, passed in wherever the runtime waits; a simulation runs the others meanwhile. Thread-safe.
 */
public interface Waits {
    /** The thread stands still. */
    Waits BLOCKING = new Waits() {
        @Override
        public <T> T get(CompletableFuture<T> pending) throws InterruptedException, ExecutionException {
            return pending.get();
        }

        @Override
        public <T> T get(CompletableFuture<T> pending, Duration patience)
                throws InterruptedException, ExecutionException, TimeoutException {
            return pending.get(patience.toNanos(), TimeUnit.NANOSECONDS);
        }

        @Override
        public <T> T join(CompletionStage<T> pending) {
            return pending.toCompletableFuture().join();
        }
    };

    /**
     * Waits until it is complete; an interrupt ends the wait.
     *
     * @throws ExecutionException if it has completed exceptionally
     */
    <T> T get(CompletableFuture<T> pending) throws InterruptedException, ExecutionException;

    /**
     * The same, for so long at most.
     *
     * @throws TimeoutException if it is not complete by then
     */
    <T> T get(CompletableFuture<T> pending, Duration patience)
            throws InterruptedException, ExecutionException, TimeoutException;

    /**
     * Waits until it is complete, whatever happens.
     *
     * @throws CompletionException if it has completed exceptionally
     */
    <T> T join(CompletionStage<T> pending);
}
