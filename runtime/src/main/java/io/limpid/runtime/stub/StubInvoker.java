package io.limpid.runtime.stub;

import io.limpid.NotExecutedException.Reason;
import io.limpid.runtime.invocation.Arguments;
import io.limpid.runtime.invocation.Cancellation;
import io.limpid.runtime.invocation.CurrentCall;
import io.limpid.runtime.invocation.Deadline;
import io.limpid.runtime.invocation.Express;
import io.limpid.runtime.invocation.Invocation;
import io.limpid.runtime.invocation.Invoker;
import io.limpid.runtime.invocation.Journal;
import io.limpid.runtime.invocation.MethodDescriptor;
import io.limpid.runtime.invocation.Outcome;
import io.limpid.runtime.invocation.Replication;
import io.limpid.runtime.invocation.Shortcut;
import io.limpid.runtime.wire.RemoteReference;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Where the calls of one stub begin, and the only place where a caller waits. Two are equal if they mean the same object by the
 * same interface, whatever their timeouts. Immutable and thread-safe.
 */
public final class StubInvoker {
    private final RemoteReference reference;
    private final RemoteType<?> type;
    private final CallPath path;

    /** The span given to this stub by its user, which outranks what the interface declares; null where none is. */
    private final @Nullable Duration timeout;

    /** How the user of this stub wants its calls to meet a group, which outranks what the interface declares; null where that holds. */
    private final @Nullable Replication replication;

    /** Makes one for an object. */
    public StubInvoker(RemoteReference reference, RemoteType<?> type, CallPath path) {
        this(reference, type, path, null, null);
    }

    private StubInvoker(
            RemoteReference reference,
            RemoteType<?> type,
            CallPath path,
            @Nullable Duration timeout,
            @Nullable Replication replication) {
        this.reference = reference;
        this.type = type;
        this.path = path;
        this.timeout = timeout;
        this.replication = replication;
    }

    /** The object that is called. */
    public RemoteReference reference() {
        return reference;
    }

    /** The interface by which it is called. */
    public RemoteType<?> type() {
        return type;
    }

    /** The way that the calls take. */
    public CallPath path() {
        return path;
    }

    /**
     * Gives one for the same object whose calls have this span, whatever the interface declares.
     *
     * @throws IllegalArgumentException if the span is not greater than zero
     */
    public StubInvoker withTimeout(Duration span) {
        if (span.isZero() || span.isNegative()) {
            throw new IllegalArgumentException("timeout: " + span + " (expected: greater than zero)");
        }
        return new StubInvoker(reference, type, path, span, replication);
    }

    /** Gives one for the same object whose calls meet a group so, whatever the interface declares, as far as each method may. */
    public StubInvoker withReplication(Replication how) {
        return new StubInvoker(reference, type, path, timeout, how);
    }

    /** Gives one for the same object whose calls pass through a further layer, outside of all others. */
    public StubInvoker through(UnaryOperator<Invoker> layer) {
        CallPath longer = path.through(layer.apply(path.pipeline()));
        return new StubInvoker(reference, type, longer, timeout, replication);
    }

    /**
     * Calls the method and waits until the call has ended; an interrupt of the waiting thread cancels the call. For a method that has
     * promised to wait for nothing it throws {@link IllegalStateException}.
     */
    public <R> Reply<R> call(MethodDescriptor<R> method, Arguments arguments) {
        CurrentCall served = CurrentCall.served();
        boolean isInterrupted = Thread.currentThread().isInterrupted();
        if (served == null && !isInterrupted && !path.shortcut().isOpen()) {
            return callAlone(method, arguments);
        }
        Invocation invocation = newInvocation(method, arguments, served);
        if (isInterrupted) {
            return new Reply<>(
                    invocation,
                    new Outcome.NotExecuted(Reason.CANCELLED, "the calling thread was interrupted before the call"),
                    path.clock());
        }
        if (served == null) {
            Outcome here = path.shortcut().take(invocation, type.javaType());
            return here == null ? callAlone(method, arguments) : new Reply<>(invocation, here, path.clock());
        }
        served.callOuts().checkMayWait(method);
        try (Cancellation.Registration nested = served.cancellation().onCancel(invocation.cancellation()::cancel)) {
            return new Reply<>(
                    invocation, await(callOut(invocation, served, path.shortcut()), invocation), path.clock());
        }
    }

    private <R> Reply<R> callAlone(MethodDescriptor<R> method, Arguments arguments) {
        long now = path.clock().nanoTime();
        return new WaitingCall<>(this, asHere(method), arguments, now, Deadline.after(spanOf(method), now)).get();
    }

    /**
     * Calls the method without waiting. Cancelling the future, or completing it by hand, cancels the call. It ends with what the
     * blocking form would throw.
     */
    public <R> CompletableFuture<R> callAsync(MethodDescriptor<R> method, Arguments arguments) {
        CurrentCall served = CurrentCall.served();
        long now = path.clock().nanoTime();
        CallFuture<R> future =
                new CallFuture<>(this, asHere(method), arguments, now, Deadline.after(spanOf(method), now));
        if (served != null) {
            Invocation invocation = newInvocation(method, arguments, served);
            Cancellation.Registration nested = served.cancellation().onCancel(invocation.cancellation()::cancel);
            CompletableFuture<Outcome> pending = callOut(invocation, served, Shortcut.NONE);
            future.beginInLayers(invocation, pending.whenComplete((outcome, bug) -> nested.close()));
        } else if (!future.beginPastLayers()) {
            Invocation invocation = newInvocation(future);
            future.beginInLayers(invocation, path.pipeline().invoke(invocation));
        }
        return future;
    }

    /**
     * Makes a call on behalf of the served method: its object may be called back by the chain meanwhile, and is its own again before
     * the caller has the outcome. An asynchronous call is no exception, although the method may run on beside it: whether it will
     * wait for the future cannot be known, and if it does, a chain that is not let in never ends.
     */
    private CompletableFuture<Outcome> callOut(Invocation invocation, CurrentCall served, Shortcut shortcut) {
        served.callOuts().began();
        CompletableFuture<Outcome> resumed = new CompletableFuture<>();
        Outcome here = shortcut.take(invocation, type.javaType());
        CompletableFuture<Outcome> pending =
                here == null ? path.pipeline().invoke(invocation) : CompletableFuture.completedFuture(here);
        CompletableFuture<Void> unused =
                pending.thenAccept(outcome -> served.callOuts().ended(() -> resumed.complete(outcome)));
        return resumed;
    }

    private Invocation newInvocation(MethodDescriptor<?> method, Arguments arguments, @Nullable CurrentCall served) {
        long now = path.clock().nanoTime();
        Deadline deadline = Deadline.after(spanOf(method), now);
        return new Invocation(
                reference.name(),
                asHere(method),
                arguments,
                Invocation.UNIDENTIFIED,
                served == null ? Invocation.UNIDENTIFIED : served.chain(),
                served == null ? deadline : deadline.earlierOf(served.deadline()),
                new Cancellation(),
                new Journal(now));
    }

    /** What a call that serves no other is in the layers. */
    static Invocation newInvocation(Express.Call call) {
        return new Invocation(
                call.object(),
                call.method(),
                call.arguments(),
                Invocation.UNIDENTIFIED,
                Invocation.UNIDENTIFIED,
                call.deadline(),
                new Cancellation(),
                new Journal(call.startNanos()));
    }

    private <R> MethodDescriptor<R> asHere(MethodDescriptor<R> method) {
        return replication == null ? method : method.replicated(replication);
    }

    private Duration spanOf(MethodDescriptor<?> method) {
        if (timeout != null) {
            return timeout;
        }
        Duration declared = method.timeout();
        return declared != null ? declared : path.timeout();
    }

    /** Waits; an interrupt cancels the call. */
    Outcome await(CompletableFuture<Outcome> pending, Invocation invocation) {
        try {
            return path.waits().get(pending);
        } catch (InterruptedException e) {
            // Ends the call here and now, with what is known of it.
            invocation.cancellation().cancel();
            Outcome outcome = path.waits().join(pending);
            Thread.currentThread().interrupt();
            return outcome;
        } catch (ExecutionException e) {
            throw new IllegalStateException("the pipeline failed instead of giving an outcome; this is a bug", e);
        }
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof StubInvoker that
                && reference.equals(that.reference)
                && type.id().equals(that.type.id())
                && path.scope().equals(that.path.scope());
    }

    @Override
    public int hashCode() {
        return 31 * reference.hashCode() + type.id().hashCode();
    }

    /** Gives the interface, the object's name and, where the reference says it, the place. */
    @Override
    public String toString() {
        String object = type.id() + " " + reference.name();
        if (reference instanceof RemoteReference.Direct direct) {
            return object + " at " + direct.endpoint();
        }
        return reference instanceof RemoteReference.Connected ? object + " over " + path.scope() : object;
    }
}
