package io.limpid.runtime.failure;

import io.limpid.NotExecutedException.Reason;
import io.limpid.runtime.invocation.Invocation;
import io.limpid.runtime.invocation.Journal;
import io.limpid.runtime.invocation.Outcome;
import io.limpid.runtime.invocation.TargetInvoker;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/** Writes every sending into the call's journal, and sends nothing for a call that has been given up. */
public final class AttemptInvoker implements TargetInvoker {
    private final TargetInvoker transport;

    /** Makes one above a transport. */
    public AttemptInvoker(TargetInvoker transport) {
        this.transport = transport;
    }

    @Override
    public CompletableFuture<Outcome> invoke(Invocation invocation, Target target) {
        return recorded(invocation, target.endpoint(), target.epoch(), () -> transport.invoke(invocation, target));
    }

    /** Makes a sending to a place and writes it into the call's journal. */
    public static CompletableFuture<Outcome> recorded(
            Invocation invocation, Object place, long epoch, Supplier<CompletableFuture<Outcome>> sending) {
        Journal journal = invocation.journal();
        if (!journal.begin(place, epoch)) {
            return CompletableFuture.completedFuture(
                    new Outcome.NotExecuted(Reason.CANCELLED, "the call had been given up before it was sent"));
        }
        CompletableFuture<Outcome> pending = sending.get();
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
