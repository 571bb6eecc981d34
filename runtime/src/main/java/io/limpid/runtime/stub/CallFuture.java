package io.limpid.runtime.stub;

import io.limpid.runtime.invocation.Invocation;
import io.limpid.runtime.invocation.Outcome;
import io.limpid.runtime.invocation.Pending;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;

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
        CompletableFuture<Outcome> unused = Pending.through(pending, new End());
    }

    /** Has the future completed by a thread that may run what users have hung on it. Nothing goes on from here. */
    private final class End extends Pending.Step implements Runnable {
        private @Nullable Outcome outcome;

        @Override
        protected void ended(Outcome given) {
            outcome = given;
            try {
                path.callbacks().execute(this);
            } catch (RejectedExecutionException e) {
                finish(given);
            }
        }

        @Override
        public void run() {
            finish(Objects.requireNonNull(outcome));
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
