package io.limpid.runtime.location;

import io.limpid.NotExecutedException.Reason;
import io.limpid.runtime.identity.Binding;
import io.limpid.runtime.invocation.BoundInvoker;
import io.limpid.runtime.invocation.EarlyAttempt;
import io.limpid.runtime.invocation.Invocation;
import io.limpid.runtime.invocation.Invoker;
import io.limpid.runtime.invocation.Outcome;
import io.limpid.runtime.invocation.Pending;
import io.limpid.runtime.location.Directory.Resolution;
import java.util.concurrent.CompletableFuture;

/**
 * Turns a name into a binding, and learns from how the attempt ends whether the binding was right. It makes one attempt: whoever
 * stands above makes the next, which then finds what this one learnt.
 */
public final class LocatingInvoker implements Invoker {
    /** After how many redirects of one call the directory is asked, which knows the last place and not only the next. */
    private static final int LONGEST_CHAIN = 2;

    private final BindingCache cache;
    private final BoundInvoker next;

    /** Makes one. */
    public LocatingInvoker(BindingCache cache, BoundInvoker next) {
        this.cache = cache;
        this.next = next;
    }

    @Override
    public CompletableFuture<Outcome> invoke(Invocation invocation) {
        EarlyAttempt early = invocation.journal().early();
        Binding trusted = early == null ? cache.trusted(invocation.object()) : early.binding();
        if (trusted != null) {
            return attempt(invocation, trusted, false);
        }
        return cache.find(invocation.object()).thenCompose(resolution -> resolved(invocation, resolution));
    }

    private CompletableFuture<Outcome> resolved(Invocation invocation, Resolution resolution) {
        if (resolution instanceof Resolution.Bound bound) {
            return attempt(invocation, bound.binding(), true);
        }
        Outcome outcome = resolution instanceof Resolution.Unavailable unavailable
                ? new Outcome.NotExecuted(Reason.UNREACHABLE, unavailable.detail())
                : new Outcome.NotExecuted(Reason.NOT_FOUND, "no object has the name " + invocation.object());
        return CompletableFuture.completedFuture(outcome);
    }

    private CompletableFuture<Outcome> attempt(Invocation invocation, Binding binding, boolean justAsked) {
        return Pending.through(next.invoke(invocation, binding), new Pending.Step() {
            @Override
            protected void ended(Outcome outcome) {
                if (outcome instanceof Outcome.NotExecuted refused) {
                    boolean isChain = invocation.journal().redirects() >= LONGEST_CHAIN;
                    goOn(learn(refused, binding, justAsked, isChain));
                } else {
                    goOn(outcome);
                }
            }
        });
    }

    private Outcome learn(Outcome.NotExecuted refused, Binding used, boolean justAsked, boolean isChain) {
        return switch (refused.reason()) {
            case MOVED -> moved(refused, used, isChain);
            case UNREACHABLE, CLOSED -> {
                cache.doubt(used);
                yield refused;
            }
            case NOT_FOUND -> {
                cache.doubt(used);
                // The directory has the last word: at the next attempt, if it was not asked, or said otherwise. Naming
                // takes a name out before its host does, so a name that it still has is one whose host has begun anew
                // and does not hold it yet.
                boolean isLastWord = justAsked && used.epoch() == 0;
                yield isLastWord ? refused : new Outcome.NotExecuted(Reason.MOVED, refused.detail());
            }
            default -> refused;
        };
    }

    /** A redirect that is older than what is known is no help, and so is passed on without. Within a chain it is used only if the directory is silent. */
    private Outcome moved(Outcome.NotExecuted refused, Binding used, boolean isChain) {
        Binding redirect = refused.redirect();
        if (redirect != null && redirect.name().equals(used.name()) && cache.learn(redirect)) {
            if (isChain) {
                cache.doubt(redirect);
            }
            return refused;
        }
        cache.doubt(used);
        Binding trusted = cache.trusted(used.name());
        return new Outcome.NotExecuted(Reason.MOVED, refused.detail(), refused.retryAfter(), trusted, refused.cause());
    }

    @Override
    public String toString() {
        return "locate (" + cache + ") -> " + next;
    }
}
