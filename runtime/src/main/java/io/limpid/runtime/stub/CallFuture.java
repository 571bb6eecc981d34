package io.limpid.runtime.stub;

import io.limpid.runtime.identity.ObjectName;
import io.limpid.runtime.invocation.Arguments;
import io.limpid.runtime.invocation.Deadline;
import io.limpid.runtime.invocation.Express;
import io.limpid.runtime.invocation.Invocation;
import io.limpid.runtime.invocation.MethodDescriptor;
import io.limpid.runtime.invocation.Outcome;
import io.limpid.runtime.invocation.Pending;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;

/**
 * A call that nobody waits for, past the layers or through them. Whoever completes it from outside no longer wants the result, so that the call is
 * cancelled. Runs to complete itself.
 */
final class CallFuture<R> extends CompletableFuture<R> implements Express.Call, Runnable {
    private final StubInvoker stub;
    private final MethodDescriptor<R> method;
    private final Arguments arguments;
    private final long startNanos;
    private final Deadline deadline;

    /** By what to leave the way past the layers; null where it did not take it. */
    private volatile Express.@Nullable Ride ride;

    /** What it is in the layers; null as long as it is none of theirs. */
    private volatile @Nullable Invocation invocation;

    /** Whether whoever made it has turned away from it. Written before {@link #invocation} is read, and read after that is written. */
    private volatile boolean givenUp;

    /** How it ended; null until it has. */
    private @Nullable Outcome end;

    CallFuture(StubInvoker stub, MethodDescriptor<R> method, Arguments arguments, long startNanos, Deadline deadline) {
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

    /** Makes the call if it can pass the layers by. */
    boolean beginPastLayers() {
        Express.Ride taken = stub.path().express().take(this);
        ride = taken;
        if (taken != null && givenUp) {
            taken.leave();
        }
        return taken != null;
    }

    /** Makes it through the layers, as this. On the thread of whoever makes the call, who may find it complete. */
    void beginInLayers(Invocation known, CompletableFuture<Outcome> pending) {
        invocation = known;
        if (pending.isDone()) {
            finish(pending.join());
        } else {
            follow(pending);
        }
    }

    @Override
    public void joins(Invocation known, CompletableFuture<Outcome> pending) {
        invocation = known;
        if (givenUp) {
            cancel(known);
        }
        follow(pending);
    }

    private void follow(CompletableFuture<Outcome> pending) {
        CompletableFuture<Outcome> unused = Pending.through(pending, new End());
    }

    @Override
    public void returned(Outcome.Returned result) {
        finishSoon(result);
    }

    /** Nothing goes on from here. */
    private final class End extends Pending.Step {
        @Override
        protected void ended(Outcome outcome) {
            finishSoon(outcome);
        }
    }

    /** Has the future completed by a thread that may run what users have hung on it. */
    private void finishSoon(Outcome outcome) {
        end = outcome;
        try {
            stub.path().callbacks().execute(this);
        } catch (RejectedExecutionException e) {
            finish(outcome);
        }
    }

    @Override
    public void run() {
        finish(Objects.requireNonNull(end));
    }

    private void finish(Outcome outcome) {
        if (outcome instanceof Outcome.Returned returned) {
            super.complete(Reply.<R>resultOf(returned));
        } else {
            super.completeExceptionally(Failures.toThrowable(
                    Objects.requireNonNull(invocation), outcome, stub.path().clock()));
        }
    }

    @Override
    public boolean cancel(boolean mayInterruptIfRunning) {
        boolean cancelled = super.cancel(mayInterruptIfRunning);
        giveUp();
        return cancelled;
    }

    @Override
    public boolean complete(R value) {
        boolean completed = super.complete(value);
        giveUp();
        return completed;
    }

    @Override
    public boolean completeExceptionally(Throwable failure) {
        boolean completed = super.completeExceptionally(failure);
        giveUp();
        return completed;
    }

    private void giveUp() {
        givenUp = true;
        Express.Ride taken = ride;
        if (taken != null) {
            taken.leave();
        }
        Invocation known = invocation;
        if (known != null) {
            cancel(known);
        }
    }

    private static void cancel(Invocation known) {
        known.journal().disowned();
        known.cancellation().cancel();
    }

    /** Futures that hang on this one are ordinary: cancelling one of them does not cancel the call. */
    @Override
    public <U> CompletableFuture<U> newIncompleteFuture() {
        return new CompletableFuture<>();
    }
}
