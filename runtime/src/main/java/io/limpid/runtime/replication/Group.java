package io.limpid.runtime.replication;

import io.limpid.runtime.identity.Binding;
import io.limpid.runtime.identity.Replica;
import io.limpid.runtime.invocation.Cancellation;
import io.limpid.runtime.invocation.Clock;
import io.limpid.runtime.invocation.Invocation;
import io.limpid.runtime.invocation.Outcome;
import io.limpid.runtime.invocation.TargetInvoker;
import io.limpid.runtime.invocation.TargetInvoker.Target;
import io.limpid.runtime.invocation.Tie;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * A group as one call meets it: sends attempts to its replicas, and has what they do counted. Immutable.
 *
 * @param binding its replicas
 * @param load what has been seen of them
 * @param lastResort whether so many are away that none is passed over for it
 */
record Group(Binding binding, GroupLoad load, boolean lastResort, Clock clock, TargetInvoker next) {
    /** Makes the call at a replica. */
    CompletableFuture<Outcome> send(Invocation invocation, Replica replica) {
        long began = clock.nanoTime();
        load.of(replica).begins();
        Target target = new Target(replica.endpoint(), binding.standing(replica), lastResort);
        CompletableFuture<Outcome> pending = next.invoke(invocation, target);
        return pending.whenComplete((outcome, bug) -> {
            if (outcome == null) {
                load.of(replica).endsWithoutNews();
            } else {
                load.ended(binding, replica, invocation, began, outcome);
            }
        });
    }

    /** The call as one of several attempts at once, which can be cancelled by itself and ends with the call. */
    static Invocation branch(Invocation call) {
        return branch(call, null);
    }

    /** The same, of which is asked how far it is. */
    static Invocation branch(Invocation call, @Nullable Tie asked) {
        return new Invocation(
                call.object(),
                call.method(),
                call.arguments(),
                call.id(),
                call.chain(),
                call.deadline(),
                new Cancellation(),
                call.journal().branch(asked));
    }
}
