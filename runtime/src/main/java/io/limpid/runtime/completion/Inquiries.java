package io.limpid.runtime.completion;

import io.limpid.Fate;
import io.limpid.InvocationId;
import io.limpid.NotExecutedException.Reason;
import io.limpid.OutcomeUnknownException;
import io.limpid.runtime.completion.Ticket.InLayers;
import io.limpid.runtime.identity.Standing;
import io.limpid.runtime.invocation.Cancellation;
import io.limpid.runtime.invocation.Deadline;
import io.limpid.runtime.invocation.Interceptor;
import io.limpid.runtime.invocation.Invocation;
import io.limpid.runtime.invocation.Journal;
import io.limpid.runtime.invocation.MethodDescriptor;
import io.limpid.runtime.invocation.Outcome;
import io.limpid.runtime.invocation.Replication;
import io.limpid.runtime.wire.PayloadException;
import java.util.concurrent.CompletableFuture;

/** Asks what became of this process's own calls that ended as unknown. Thread-safe. */
public final class Inquiries {
    private final InvocationIds ids;
    private final Interceptor deadlines;

    /**
     * Makes one.
     *
     * @param deadlines ends a question in time
     */
    public Inquiries(InvocationIds ids, Interceptor deadlines) {
        this.ids = ids;
        this.deadlines = deadlines;
    }

    /**
     * Asks about a call.
     *
     * @param startNanos now
     * @return fails with {@link OutcomeUnknownException} if no answer can be had; then it can be asked again
     */
    public CompletableFuture<Fate> ask(
            InvocationId call, long startNanos, Deadline deadline, Cancellation cancellation) {
        Session session = ids.session();
        InLayers known = session.clientId() == call.clientId() ? session.call(call.sequence()) : null;
        if (known == null) {
            return CompletableFuture.completedFuture(
                    new Fate.Forgotten("this process does not, or no longer, remember call " + call
                            + " as one whose outcome it does not know"));
        }
        Invocation asked = known.call();
        Standing standing = asked.journal().standingOfExecution();
        Invocation question = new Invocation(
                        asked.object(),
                        methodFor(asked),
                        new Question(call.sequence(), standing == null ? 0 : standing.incarnation()),
                        Invocation.UNIDENTIFIED,
                        Invocation.UNIDENTIFIED,
                        deadline,
                        cancellation,
                        new Journal(startNanos))
                .identifiedAs(session.next());
        return deadlines.intercept(question, known.below()).thenApply(outcome -> fateOf(call, asked, outcome));
    }

    /** Where the replicas are one object it is asked of whoever leads; elsewhere of whoever may have run the call. */
    private static MethodDescriptor<Told> methodFor(Invocation asked) {
        MethodDescriptor<Told> method = Question.methodOf(asked.method().type());
        Replication replication = asked.method().replication();
        return replication.isOneObject() ? method.replicated(replication) : method;
    }

    private static Fate fateOf(InvocationId call, Invocation asked, Outcome outcome) {
        if (outcome instanceof Outcome.Returned returned && returned.value() instanceof Told told) {
            try {
                return told.of(asked.method());
            } catch (PayloadException e) {
                throw unknown(call, asked, "it ran, but its outcome cannot be read: " + e.getMessage());
            }
        }
        if (outcome instanceof Outcome.NotExecuted refused) {
            if (refused.reason() == Reason.NOT_FOUND || refused.reason() == Reason.NOT_ALLOWED) {
                return new Fate.Forgotten(refused.detail());
            }
            throw unknown(call, asked, refused.reason() + ", " + refused.detail());
        }
        throw unknown(call, asked, outcome instanceof Outcome.Unknown lost ? lost.detail() : outcome.toString());
    }

    // Without a cause, which the declaration in the module without annotations cannot say.
    @SuppressWarnings("NullAway")
    private static OutcomeUnknownException unknown(InvocationId call, Invocation asked, String why) {
        return new OutcomeUnknownException(
                call,
                "what became of " + asked.method() + " on " + asked.object() + " [call " + call + "] is still unknown: "
                        + why,
                null);
    }
}
