package io.limpid.runtime.failure;

import io.limpid.runtime.invocation.Clock;
import io.limpid.runtime.invocation.Invocation;
import io.limpid.runtime.invocation.Outcome;

/** Tells which calls may be answered by something else: nobody was there, or might as well not have been. */
final class Unavailability {
    private Unavailability() {}

    /**
     * Tells whether nobody has answered, and whatever else answers does not do a second time what must be done once. What the object, or the
     * host that has it, said for good is an answer.
     */
    static boolean of(Invocation invocation, Outcome outcome, Clock clock) {
        if (outcome instanceof Outcome.NotExecuted refused) {
            return switch (refused.reason()) {
                case UNREACHABLE, CLOSED, MOVED, OVERLOADED, NOT_FOUND, DEADLINE_EXCEEDED -> true;
                case NOT_ALLOWED, INTERFACE_MISMATCH, BAD_REQUEST, CANCELLED -> false;
            };
        }
        return outcome instanceof Outcome.Unknown
                && invocation.method().effect().mayRepeat()
                && isWaitedFor(invocation, clock);
    }

    /** The deadline cancels a call, too, and then its caller is still there. */
    private static boolean isWaitedFor(Invocation invocation, Clock clock) {
        return !invocation.cancellation().isCancelled() || invocation.deadline().hasPassed(clock);
    }
}
