package io.limpid.runtime.stub;

import io.limpid.runtime.invocation.Invocation;
import io.limpid.runtime.invocation.Outcome;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;

/** A call that nobody waits for. Whoever completes it from outside no longer wants the result, so that the call is cancelled. */
final class CallFuture<R> extends CompletableFuture<R> {
    private final Invocation invocation;
    private final CallPath path;

    CallFuture(Invocation invocation, CallPath path) {
        this.invocation = invocation;
        this.path = path;
    }

    /** Completes this future with what the call ends with. */
    void follow(CompletableFuture<Outcome> pending) {
        if (pending.isDone()) {
            finish(pending.join());
            return;
        }
        CompletableFuture<Void> unused = pending.thenAccept(this::finishElsewhere);
    }

    private void finishElsewhere(Outcome outcome) {
        try {
            path.callbacks().execute(() -> finish(outcome));
        } catch (RejectedExecutionException e) {
            finish(outcome);
        }
    }

    private void finish(Outcome outcome) {
        if (outcome instanceof Outcome.Returned returned) {
            super.complete(Reply.<R>resultOf(returned));
        } else {
            super.completeExceptionally(Failures.toThrowable(invocation, outcome, path.clock()));
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
        invocation.journal().disowned();
        invocation.cancellation().cancel();
    }

    /** Futures that hang on this one are ordinary: cancelling one of them does not cancel the call. */
    @Override
    public <U> CompletableFuture<U> newIncompleteFuture() {
        return new CompletableFuture<>();
    }
}
