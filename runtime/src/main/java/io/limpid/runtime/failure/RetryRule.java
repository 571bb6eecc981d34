package io.limpid.runtime.failure;

import io.limpid.NotExecutedException.Reason;
import io.limpid.runtime.invocation.Effect;
import io.limpid.runtime.invocation.Outcome;

/** What may follow an attempt. */
enum RetryRule {
    /** Nothing: the call has been answered, or another attempt would end alike, or must not be made. */
    FINAL,
    /** Another attempt, as long as there is time: this one was not sent, or met a host that no longer has the object. */
    FREE,
    /** Another attempt, a few times and within the host's {@link RetryBudget}: it burdens somebody. */
    COUNTED,
    /**
     * Another attempt, as long as there is time, whenever the host's {@link RetryBudget} allows it: it burdens somebody, but only it can
     * tell the caller what has become of a call that is never to run twice.
     */
    OWED;

    /** How many counted attempts there may be, the first among them. */
    static final int COUNTED_ATTEMPTS = 3;

    /** How many redirects in a row are followed without a wait; an object that moves on faster than it is called must not be chased. */
    static final int PROMPT_REDIRECTS = 3;

    /** Tells what may follow where the caller wants one attempt: another only if this one met a host that no longer has the object. */
    static RetryRule ofFailfast(Outcome outcome) {
        return outcome instanceof Outcome.NotExecuted refused && refused.reason() == Reason.MOVED ? FREE : FINAL;
    }

    /**
     * Tells what may follow.
     *
     * @param tracked whether hosts know the call's attempts as one, so that it runs once however often it is sent
     */
    static RetryRule of(Outcome outcome, Effect effect, boolean tracked) {
        if (outcome instanceof Outcome.NotExecuted refused) {
            return switch (refused.reason()) {
                case MOVED, UNREACHABLE, CLOSED -> FREE;
                case OVERLOADED -> COUNTED;
                case NOT_FOUND, NOT_ALLOWED, INTERFACE_MISMATCH, BAD_REQUEST, CANCELLED, DEADLINE_EXCEEDED -> FINAL;
            };
        }
        if (!(outcome instanceof Outcome.Unknown unknown)) {
            return FINAL;
        }
        if (tracked) {
            return unknown.answered() ? FINAL : OWED;
        }
        return effect.mayRepeat() ? COUNTED : FINAL;
    }
}
