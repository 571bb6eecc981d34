package io.limpid.runtime.replication;

import io.limpid.NotExecutedException.Reason;
import io.limpid.runtime.identity.Replica;
import io.limpid.runtime.invocation.Outcome;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** How attempts ended that brought no answer, and what they come to together. For one thread at a time. */
final class Endings {
    private final List<Ending> endings = new ArrayList<>();

    private record Ending(Replica replica, Outcome outcome) {}

    static boolean isAnswer(Outcome outcome) {
        return outcome instanceof Outcome.Returned || outcome instanceof Outcome.Threw;
    }

    /** Whether another replica may do what this one surely did not. */
    static boolean isElsewherePossible(Outcome outcome) {
        return outcome instanceof Outcome.NotExecuted refused
                && (refused.reason() == Reason.UNREACHABLE || refused.reason() == Reason.CLOSED || hasLeft(outcome));
    }

    /** Whether it is no longer one of the group; then others are, and whoever knows them should be asked. */
    static boolean hasLeft(Outcome outcome) {
        return outcome instanceof Outcome.NotExecuted refused
                && (refused.reason() == Reason.NOT_FOUND || refused.reason() == Reason.MOVED);
    }

    static boolean isPushBack(Outcome outcome) {
        return outcome instanceof Outcome.NotExecuted refused && refused.reason() == Reason.OVERLOADED;
    }

    void add(Replica replica, Outcome outcome) {
        endings.add(new Ending(replica, outcome));
    }

    /**
     * What is known if nothing more comes: unknown if any may have run, else why the last did not; that a host has too much to do outranks
     * other reasons, because it says when to come back.
     *
     * @param prefix what was missing; empty where one answer was wanted
     */
    Outcome together(String prefix) {
        Outcome.NotExecuted refused = null;
        for (Ending ending : endings) {
            if (ending.outcome().mayHaveExecuted()) {
                Throwable cause = ending.outcome() instanceof Outcome.Unknown unknown ? unknown.cause() : null;
                return new Outcome.Unknown(prefix + described(), cause);
            }
            if (ending.outcome() instanceof Outcome.NotExecuted next && (refused == null || !isPushBack(refused))) {
                refused = next;
            }
        }
        if (refused == null) {
            return new Outcome.NotExecuted(Reason.UNREACHABLE, prefix + "nobody was asked");
        }
        // Where it was sent next is a matter of that replica alone.
        return new Outcome.NotExecuted(
                hasLeft(refused) ? Reason.MOVED : refused.reason(),
                endings.size() == 1 && prefix.isEmpty() ? refused.detail() : prefix + described(),
                refused.retryAfter(),
                null,
                refused.cause());
    }

    private String described() {
        return endings.stream()
                .map(ending -> ending.replica().host() + ": " + detail(ending.outcome()))
                .collect(Collectors.joining("; "));
    }

    private static @Nullable String detail(Outcome outcome) {
        if (outcome instanceof Outcome.NotExecuted refused) {
            return refused.reason() + ", " + refused.detail();
        }
        return outcome instanceof Outcome.Unknown unknown ? unknown.detail() : "answered";
    }
}
