package io.limpid.runtime.completion;

import io.limpid.NotExecutedException.Reason;
import io.limpid.runtime.invocation.Cancellation;
import io.limpid.runtime.invocation.Effect;
import io.limpid.runtime.invocation.Interceptor;
import io.limpid.runtime.invocation.Invocation;
import io.limpid.runtime.invocation.Invoker;
import io.limpid.runtime.invocation.Journal;
import io.limpid.runtime.invocation.Outcome;
import io.limpid.runtime.invocation.Pending;
import io.limpid.runtime.invocation.Scheduler;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Gives each call its id. No layer below can draw another, so all attempts of a call carry one id. A call that is to run exactly once is
 * followed until its caller has its outcome, and
 * for a while longer if that is "unknown"; if too many calls of its object are outstanding, it waits here.
 */
public final class IdentityInterceptor implements Interceptor {
    private final InvocationIds ids;
    private final Scheduler scheduler;

    /** Makes one. */
    public IdentityInterceptor(InvocationIds ids, Scheduler scheduler) {
        this.ids = ids;
        this.scheduler = scheduler;
    }

    @Override
    public CompletableFuture<Outcome> intercept(Invocation invocation, Invoker next) {
        if (invocation.journal().early() != null) {
            return hasId(invocation, next);
        }
        Session session = ids.session();
        if (session.clientId() == 0 || invocation.method().effect() != Effect.EXACTLY_ONCE) {
            return next.invoke(invocation.identifiedAs(session.next()));
        }
        CompletableFuture<@Nullable Ticket> turn = session.open(invocation, next);
        if (turn.isDone()) {
            return withTurn(turn.join(), invocation, next);
        }
        Cancellation.Registration waiting = invocation.cancellation().onCancel(() -> turn.complete(null));
        return turn.thenCompose(ticket -> {
            waiting.close();
            return withTurn(ticket, invocation, next);
        });
    }

    /** It got its id before it came to the layers. */
    private CompletableFuture<Outcome> hasId(Invocation invocation, Invoker next) {
        return invocation.journal().acknowledged() instanceof Ticket ticket
                ? followed(ticket.of(invocation, next), invocation, next)
                : next.invoke(invocation);
    }

    private CompletableFuture<Outcome> withTurn(@Nullable Ticket ticket, Invocation invocation, Invoker next) {
        if (ticket != null) {
            return followed(ticket, invocation.identifiedAs(ticket.id(), ticket), next);
        }
        if (invocation.cancellation().isCancelled()) {
            return CompletableFuture.completedFuture(new Outcome.NotExecuted(
                    Reason.CANCELLED, "cancelled while earlier calls of " + invocation.object() + " had no answer"));
        }
        // The lease ended before any attempt: the call may begin under the next id.
        return intercept(invocation, next);
    }

    private CompletableFuture<Outcome> followed(Ticket ticket, Invocation identified, Invoker next) {
        return Pending.through(next.invoke(identified), new Pending.Step() {
            @Override
            protected void ended(Outcome outcome) {
                letGo(ticket, identified, outcome);
                goOn(outcome);
            }

            @Override
            protected void failed(Throwable bug) {
                ticket.close();
                goOn(bug);
            }
        });
    }

    private void letGo(Ticket ticket, Invocation invocation, Outcome outcome) {
        if (outcome instanceof Outcome.NotExecuted refused && refused.reason() == Reason.NOT_ALLOWED) {
            ids.doubted(ticket.id().clientId());
        }
        Journal journal = invocation.journal();
        boolean isUnknown = journal.ended()
                ? outcome instanceof Outcome.Unknown unknown && !unknown.answered()
                // What comes too late for the caller is what it may ask for.
                : journal.isLeftUnknown();
        if (isUnknown && journal.isOwned()) {
            ticket.keep(scheduler);
        } else {
            ticket.close();
        }
    }

    @Override
    public String toString() {
        return "identity";
    }
}
