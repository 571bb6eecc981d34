package io.limpid.runtime.failure;

import io.limpid.runtime.invocation.Clock;
import io.limpid.runtime.invocation.Invocation;
import io.limpid.runtime.invocation.Outcome;
import java.util.concurrent.TimeUnit;

/** What the end of an attempt says about its endpoint. */
enum Verdict {
    /** Somebody is there and answers, be it by an exception of the object or by "not here". */
    ANSWERED,
    /** It cannot be reached, or was sent a call and did not answer. */
    FAILED,
    /**
     * Nothing. Overload above all: it asks for less, and has its own way to say so. Whoever takes an overloaded host away
     * gives its load to the others, which are next.
     */
    NO_NEWS;

    /** A call that had less time than this proves nothing by passing its deadline. */
    private static final long FAIR_CHANCE_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

    static Verdict of(Invocation invocation, Outcome outcome, Clock clock) {
        if (outcome instanceof Outcome.NotExecuted refused) {
            return switch (refused.reason()) {
                // With a delay it repeats what an earlier attempt to connect has found out.
                case UNREACHABLE -> refused.retryAfter().isZero() ? FAILED : NO_NEWS;
                case OVERLOADED, CLOSED, CANCELLED, DEADLINE_EXCEEDED -> NO_NEWS;
                case MOVED, NOT_FOUND, NOT_ALLOWED, INTERFACE_MISMATCH, BAD_REQUEST -> ANSWERED;
            };
        }
        if (outcome instanceof Outcome.Unknown unknown && !unknown.answered()) {
            return isHostsFault(invocation, clock) ? FAILED : NO_NEWS;
        }
        return ANSWERED;
    }

    /** A caller that gives up early says nothing about the host; one that has waited until its deadline does. */
    private static boolean isHostsFault(Invocation invocation, Clock clock) {
        if (!invocation.cancellation().isCancelled()) {
            return true;
        }
        long span = invocation.deadline().nanos() - invocation.journal().startNanos();
        return invocation.deadline().hasPassed(clock) && span >= FAIR_CHANCE_NANOS;
    }
}
