package io.limpid.runtime.failure;

import io.limpid.NotExecutedException.Reason;
import io.limpid.runtime.invocation.Invocation;
import io.limpid.runtime.invocation.Journal;
import io.limpid.runtime.invocation.Outcome;
import io.limpid.runtime.invocation.TargetInvoker;
import java.util.concurrent.CompletableFuture;

/** Writes every sending into the call's journal, and sends nothing for a call that has been given up. */
public final class AttemptInvoker implements TargetInvoker {
    private final TargetInvoker transport;

    /** Makes one above a transport. */
    public AttemptInvoker(TargetInvoker transport) {
        this.transport = transport;
    }

    @Override
    public CompletableFuture<Outcome> invoke(Invocation invocation, Target target) {
        Journal journal = invocation.journal();
        if (!journal.begin(target.endpoint(), target.epoch())) {
            return CompletableFuture.completedFuture(
                    new Outcome.NotExecuted(Reason.CANCELLED, "the call had been given up before it was sent"));
        }
        CompletableFuture<Outcome> pending = transport.invoke(invocation, target);
        if (pending.isDone() && !pending.isCompletedExceptionally()) {
            journal.end(pending.join());
            return pending;
        }
        return pending.whenComplete((outcome, bug) -> {
            if (outcome != null) {
                journal.end(outcome);
            }
        });
    }

    @Override
    public String toString() {
        return "attempt -> " + transport;
    }
}
