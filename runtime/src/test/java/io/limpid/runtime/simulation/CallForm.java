package io.limpid.runtime.simulation;

import static org.awaitility.Awaitility.await;

import io.limpid.runtime.invocation.Arguments;
import io.limpid.runtime.invocation.MethodDescriptor;
import io.limpid.runtime.stub.StubInvoker;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/** The two forms of a call, so that one test body proves both. */
public enum CallForm {
    /** A thread waits in the stub. */
    BLOCKING {
        @Override
        public Call start(StubInvoker stub, MethodDescriptor<Long> method, Arguments arguments) {
            CompletableFuture<Long> result = new CompletableFuture<>();
            AtomicBoolean interrupted = new AtomicBoolean();
            Thread caller = new Thread(
                    () -> {
                        try {
                            result.complete(stub.call(method, arguments).value());
                        } catch (Throwable e) {
                            interrupted.set(Thread.currentThread().isInterrupted());
                            result.completeExceptionally(e);
                        }
                    },
                    "caller");
            caller.setDaemon(true);
            caller.start();
            await().pollDelay(Duration.ZERO)
                    .pollInterval(Duration.ofMillis(1))
                    .until(() -> result.isDone() || caller.getState() == Thread.State.WAITING);
            return new Call(result, caller::interrupt, interrupted);
        }
    },
    /** Nobody waits. */
    FUTURE {
        @Override
        public Call start(StubInvoker stub, MethodDescriptor<Long> method, Arguments arguments) {
            CompletableFuture<Long> result = stub.callAsync(method, arguments);
            return new Call(result, () -> result.cancel(true), new AtomicBoolean());
        }
    };

    /** Starts a call and returns once its first attempt is made, or waits for something. */
    public abstract Call start(StubInvoker stub, MethodDescriptor<Long> method, Arguments arguments);

    /** Starts a call without arguments. */
    public Call start(StubInvoker stub, MethodDescriptor<Long> method) {
        return start(stub, method, Methods.NONE);
    }

    /** A call that was started. */
    public static final class Call {
        private final CompletableFuture<Long> result;
        private final Runnable giveUp;
        private final AtomicBoolean interrupted;

        Call(CompletableFuture<Long> result, Runnable giveUp, AtomicBoolean interrupted) {
            this.result = result;
            this.giveUp = giveUp;
            this.interrupted = interrupted;
        }

        /** Interrupts the waiting thread, or cancels the future. */
        public void giveUp() {
            giveUp.run();
        }

        /** Whether the caller's thread was interrupted when the call failed. */
        public boolean leftInterrupted() {
            return interrupted.get();
        }

        public boolean isDone() {
            return result.isDone();
        }

        /** The result, waiting for a blocked thread to take it up. */
        public long value() {
            try {
                return result.get(10, TimeUnit.SECONDS);
            } catch (ExecutionException e) {
                throw new CompletionException(e.getCause());
            } catch (Exception e) {
                throw new AssertionError("the call has not ended", e);
            }
        }

        /** What the call failed with. */
        public Throwable failure() {
            await().pollDelay(Duration.ZERO).pollInterval(Duration.ofMillis(1)).until(result::isDone);
            try {
                long value = result.join();
                throw new AssertionError("the call returned " + value);
            } catch (CompletionException e) {
                return e.getCause();
            } catch (RuntimeException e) {
                return e;
            }
        }
    }
}
