package io.limpid.runtime.stub;

import io.limpid.runtime.identity.ObjectName;
import io.limpid.runtime.invocation.Arguments;
import io.limpid.runtime.invocation.Deadline;
import io.limpid.runtime.invocation.Express;
import io.limpid.runtime.invocation.Invocation;
import io.limpid.runtime.invocation.Meanwhile;
import io.limpid.runtime.invocation.MethodDescriptor;
import io.limpid.runtime.invocation.Outcome;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** A call that serves no other and whose caller waits, past the layers or through them. Made and waited for by one thread. */
final class WaitingCall<R> implements Express.Call, Meanwhile.Waited {
    private final StubInvoker stub;
    private final MethodDescriptor<R> method;
    private final Arguments arguments;
    private final long startNanos;
    private final Deadline deadline;
    private final Thread thread = Thread.currentThread();

    /** By what to leave the way past the layers; null where it did not take it. Belongs to the thread that waits. */
    private Express.@Nullable Ride ride;

    /** Null until it has come past the layers. */
    private volatile Outcome.@Nullable Returned result;

    /** Null as long as it is none of the layers'. */
    private volatile @Nullable InLayers inLayers;

    /** Wakes whoever waits otherwise than by standing still; null where nobody does. */
    private volatile @Nullable Runnable whenDone;

    private record InLayers(Invocation invocation, CompletableFuture<Outcome> pending) {}

    WaitingCall(StubInvoker stub, MethodDescriptor<R> method, Arguments arguments, long startNanos, Deadline deadline) {
        this.stub = stub;
        this.method = method;
        this.arguments = arguments;
        this.startNanos = startNanos;
        this.deadline = deadline;
    }

    @Override
    public ObjectName object() {
        return stub.reference().name();
    }

    @Override
    public MethodDescriptor<R> method() {
        return method;
    }

    @Override
    public Arguments arguments() {
        return arguments;
    }

    @Override
    public long startNanos() {
        return startNanos;
    }

    @Override
    public Deadline deadline() {
        return deadline;
    }

    @Override
    public void begin() {
        ride = stub.path().express().take(this);
        if (ride == null) {
            Invocation invocation = StubInvoker.newInvocation(this);
            inLayers = new InLayers(invocation, stub.path().pipeline().invoke(invocation));
        }
    }

    /** Makes it and waits; an interrupt cancels it. */
    Reply<R> get() {
        stub.path().meanwhile().begin(this);
        boolean interrupted = false;
        while (result == null && inLayers == null) {
            LockSupport.park(this);
            if (Thread.interrupted()) {
                interrupted = true;
                leave();
            }
        }
        if (interrupted) {
            // The layers end it.
            thread.interrupt();
        }
        Outcome.Returned returned = result;
        return returned != null ? new Reply<>(returned) : inLayers(Objects.requireNonNull(inLayers));
    }

    private Reply<R> inLayers(InLayers known) {
        Invocation invocation = known.invocation();
        Outcome outcome = stub.await(known.pending(), invocation);
        return new Reply<>(invocation, outcome, stub.path().clock());
    }

    private void leave() {
        if (ride != null) {
            ride.leave();
        }
    }

    @Override
    public boolean isDone() {
        InLayers known = inLayers;
        return result != null || (known != null && known.pending().isDone());
    }

    @Override
    public void whenDone(Runnable task) {
        whenDone = task;
        InLayers known = inLayers;
        if (known != null) {
            runWhenDone(known, task);
        }
    }

    private static void runWhenDone(InLayers known, Runnable task) {
        CompletableFuture<Outcome> unused = known.pending().whenComplete((outcome, bug) -> task.run());
    }

    @Override
    public void returned(Outcome.Returned given) {
        result = given;
        Runnable task = whenDone;
        if (task != null) {
            task.run();
        }
        wakeUp();
    }

    @Override
    public void joins(Invocation invocation, CompletableFuture<Outcome> pending) {
        InLayers known = new InLayers(invocation, pending);
        inLayers = known;
        Runnable task = whenDone;
        if (task != null) {
            runWhenDone(known, task);
        }
        wakeUp();
    }

    private void wakeUp() {
        if (Thread.currentThread() != thread) {
            LockSupport.unpark(thread);
        }
    }
}
