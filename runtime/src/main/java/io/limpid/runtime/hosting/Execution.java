package io.limpid.runtime.hosting;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.limpid.runtime.hosting.Failpoints.Point;
import io.limpid.runtime.invocation.Arguments;
import io.limpid.runtime.invocation.CurrentCall;
import io.limpid.runtime.invocation.MethodDescriptor;
import io.limpid.runtime.invocation.Outcome;
import io.limpid.runtime.stub.RemoteType;
import io.limpid.runtime.stub.Skeleton;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One run of one method: on a thread, then, if it returns a stage, until that is complete. Thread-safe.
 *
 * @param <T> the remote interface
 */
final class Execution<T> {
    private final Skeleton<T> skeleton;
    private final T object;
    private final MethodDescriptor<?> method;
    private final CurrentCall call;

    /** Whether to cancel the call interrupts the thread: not one that brought the call, which has other work as well. */
    private final boolean interruptible;

    private final Failpoints failpoints;

    /** Null before and after the method's run, so that an interrupt never meets another call's. */
    @GuardedBy("this")
    private @Nullable Thread runner;

    /** What the method returned while that is not complete, if it can be cancelled. */
    @GuardedBy("this")
    private @Nullable Future<?> stage;

    private Execution(
            Skeleton<T> skeleton,
            T object,
            MethodDescriptor<?> method,
            CurrentCall call,
            boolean interruptible,
            Failpoints failpoints) {
        this.interruptible = interruptible;
        this.failpoints = failpoints;
        this.skeleton = skeleton;
        this.object = object;
        this.method = method;
        this.call = call;
    }

    /**
     * Prepares the run of a method of an object that is of this interface.
     *
     * @param interruptible whether to cancel the call interrupts the thread that runs it
     */
    static <T> Execution<T> of(
            RemoteType<T> type,
            Object object,
            MethodDescriptor<?> method,
            CurrentCall call,
            boolean interruptible,
            Failpoints failpoints) {
        return new Execution<>(type.skeleton(), type.javaType().cast(object), method, call, interruptible, failpoints);
    }

    /**
     * Runs the method on this thread.
     *
     * @param end takes how the method ended, once, on this thread or on that which completes its stage; what it threw is as it was
     *     thrown
     */
    void run(Arguments arguments, Consumer<Outcome> end) {
        Outcome outcome = call(arguments);
        if (method.asynchronous() && outcome instanceof Outcome.Returned returned) {
            await(returned.value(), end);
        } else {
            end.accept(outcome);
        }
    }

    private Outcome call(Arguments arguments) {
        if (!interruptible) {
            return callHere(arguments);
        }
        setRunner(Thread.currentThread());
        try {
            if (call.cancellation().isCancelled()) {
                Thread.currentThread().interrupt();
            }
            return callHere(arguments);
        } finally {
            setRunner(null);
            // Whether the method saw the interrupt or not, what this thread does next must not see it.
            boolean unused = Thread.interrupted();
        }
    }

    private Outcome callHere(Arguments arguments) {
        try (CurrentCall.Scope served = call.enter()) {
            failpoints.reached(Point.BEFORE_BODY);
            @Nullable Object returned = skeleton.call(object, method, arguments);
            failpoints.reached(Point.AFTER_BODY);
            return new Outcome.Returned(returned);
        } catch (Throwable thrown) {
            return new Outcome.Threw(thrown);
        }
    }

    private void await(@Nullable Object returned, Consumer<Outcome> end) {
        if (!(returned instanceof CompletionStage<?> pending)) {
            end.accept(new Outcome.Threw(new NullPointerException(method + " returned null instead of a stage")));
            return;
        }
        if (pending instanceof Future<?> cancellable) {
            setStage(cancellable);
            if (call.cancellation().isCancelled()) {
                cancellable.cancel(true);
            }
        }
        try {
            var unused = pending.whenComplete((value, thrown) -> {
                setStage(null);
                end.accept(thrown == null ? new Outcome.Returned(value) : new Outcome.Threw(unwrapped(thrown)));
            });
        } catch (RuntimeException thrown) {
            setStage(null);
            end.accept(new Outcome.Threw(thrown));
        }
    }

    /** A stage that depends on another wraps that one's exception; the method's user never meant the wrapper. */
    private static Throwable unwrapped(Throwable thrown) {
        Throwable cause = thrown.getCause();
        return thrown instanceof CompletionException && cause != null ? cause : thrown;
    }

    /** Interrupts the method while it runs, and cancels its stage after that. */
    void cancel() {
        Future<?> pending;
        synchronized (this) {
            if (runner != null) {
                runner.interrupt();
            }
            pending = stage;
        }
        if (pending != null) {
            pending.cancel(true);
        }
    }

    private synchronized void setRunner(@Nullable Thread thread) {
        runner = thread;
    }

    private synchronized void setStage(@Nullable Future<?> pending) {
        stage = pending;
    }
}
