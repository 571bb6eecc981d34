package io.limpid.runtime.replication;

import io.limpid.NotExecutedException.Reason;
import io.limpid.runtime.identity.Binding;
import io.limpid.runtime.identity.Endpoint;
import io.limpid.runtime.identity.ObjectName;
import io.limpid.runtime.identity.Replica;
import io.limpid.runtime.invocation.BoundInvoker;
import io.limpid.runtime.invocation.Invocation;
import io.limpid.runtime.invocation.Outcome;
import io.limpid.runtime.invocation.TargetInvoker;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/**
 * Makes the call at one replica, and at the next one when the call surely was not sent to the one before. It begins with the
 * replica that answered last, else with the primary.
 */
public final class FailoverInvoker implements BoundInvoker {
    private static final int MOST_REMEMBERED = 10_000;

    private final TargetInvoker next;

    /** Which replica answered last, of objects that have several. */
    private final ConcurrentMap<ObjectName, Endpoint> answered = new ConcurrentHashMap<>();

    /** Makes one. */
    public FailoverInvoker(TargetInvoker next) {
        this.next = next;
    }

    @Override
    public CompletableFuture<Outcome> invoke(Invocation invocation, Binding binding) {
        if (binding.replicas().size() == 1) {
            return next.invoke(invocation, target(binding, binding.replicas().get(0)));
        }
        return tryNext(invocation, binding, inOrder(binding).iterator());
    }

    private CompletableFuture<Outcome> tryNext(Invocation invocation, Binding binding, Iterator<Replica> left) {
        Replica replica = left.next();
        return next.invoke(invocation, target(binding, replica)).thenCompose(outcome -> {
            if (isElsewherePossible(outcome)
                    && left.hasNext()
                    && !invocation.cancellation().isCancelled()) {
                return tryNext(invocation, binding, left);
            }
            remember(binding.name(), replica, outcome);
            return CompletableFuture.completedFuture(outcome);
        });
    }

    private static boolean isElsewherePossible(Outcome outcome) {
        return outcome instanceof Outcome.NotExecuted refused
                && (refused.reason() == Reason.UNREACHABLE || refused.reason() == Reason.CLOSED);
    }

    private void remember(ObjectName name, Replica replica, Outcome outcome) {
        if (isElsewherePossible(outcome) || outcome instanceof Outcome.Unknown) {
            answered.remove(name);
            return;
        }
        if (answered.size() >= MOST_REMEMBERED) {
            answered.clear();
        }
        answered.put(name, replica.endpoint());
    }

    private List<Replica> inOrder(Binding binding) {
        List<Replica> order = new ArrayList<>(binding.replicas());
        Endpoint last = answered.get(binding.name());
        order.sort(Comparator.comparingInt(
                replica -> replica.endpoint().equals(last) ? 0 : replica.role() == Replica.Role.PRIMARY ? 1 : 2));
        return order;
    }

    private static TargetInvoker.Target target(Binding binding, Replica replica) {
        return new TargetInvoker.Target(replica.endpoint(), binding.epoch());
    }

    @Override
    public String toString() {
        return "failover -> " + next;
    }
}
