package io.limpid.runtime.failure;

import io.limpid.NotExecutedException.Reason;
import io.limpid.runtime.identity.Standing;
import io.limpid.runtime.invocation.EarlyAttempt;
import io.limpid.runtime.invocation.Invocation;
import io.limpid.runtime.invocation.Journal;
import io.limpid.runtime.invocation.Outcome;
import io.limpid.runtime.invocation.Pending;
import io.limpid.runtime.invocation.TargetInvoker;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** Writes every sending into the call's journal, and sends nothing for a call that has been given up. */
public final class AttemptInvoker implements TargetInvoker {
    private final TargetInvoker transport;

    /** Makes one above a transport. */
    public AttemptInvoker(TargetInvoker transport) {
        this.transport = transport;
    }

    @Override
    public CompletableFuture<Outcome> invoke(Invocation invocation, Target target) {
        EarlyAttempt early = invocation.journal().takeEarly();
        if (early != null) {
            return recorded(invocation, early.outcome());
        }
        Outcome forbidden = begin(invocation, target.endpoint(), target.standing());
        return forbidden != null
                ? CompletableFuture.completedFuture(forbidden)
                : recorded(invocation, transport.invoke(invocation, target));
    }

    /**
     * Writes into the call's journal that it is about to be sent to a place.
     *
     * @return null if it may be sent; else the outcome of what must not be
     */
    public static @Nullable Outcome begin(Invocation invocation, Object place, Standing standing) {
        Journal journal = invocation.journal();
        String forbidden =
                isOtherIncarnation(invocation, standing) ? lost(journal, standing) : journal.begin(place, standing);
        return forbidden == null ? null : new Outcome.NotExecuted(Reason.CANCELLED, forbidden);
    }

    /** Has the end of a sending, which has begun, written into the call's journal. */
    public static CompletableFuture<Outcome> recorded(Invocation invocation, CompletableFuture<Outcome> sending) {
        Journal journal = invocation.journal();
        return Pending.through(sending, new Pending.Step() {
            @Override
            protected void ended(Outcome outcome) {
                journal.end(outcome);
                goOn(outcome);
            }
        });
    }

    /**
     * Tells whether the object began anew since an attempt of this call may have run. What became of that is lost with the old state,
     * and so the call must not run on the new one, unless it may run twice.
     */
    private static boolean isOtherIncarnation(Invocation invocation, Standing standing) {
        Standing earlier = invocation.journal().standingOfExecution();
        return earlier != null
                && earlier.incarnation() != standing.incarnation()
                && !invocation.method().effect().mayRepeat()
                && !invocation.method().replication().isOneObject();
    }

    private static String lost(Journal journal, Standing standing) {
        return "the object's state was lost, and with it what became of the call (was " + journal.standingOfExecution()
                + ", now " + standing + ")";
    }

    @Override
    public String toString() {
        return "attempt -> " + transport;
    }
}
