package io.limpid.runtime.replication;

import io.limpid.NotExecutedException.Reason;
import io.limpid.runtime.identity.Binding;
import io.limpid.runtime.identity.Endpoint;
import io.limpid.runtime.identity.ObjectName;
import io.limpid.runtime.identity.Replica;
import io.limpid.runtime.invocation.BoundInvoker;
import io.limpid.runtime.invocation.Invocation;
import io.limpid.runtime.invocation.Journal;
import io.limpid.runtime.invocation.Outcome;
import io.limpid.runtime.invocation.TargetInvoker;
import io.limpid.runtime.invocation.TargetInvoker.Target;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * Makes the call at one replica, and at the next one when the call surely was not sent to the one before. It begins with the
 * replica that answered last, else with the primary; one that this call has met before comes last. Replicas that are away for having
 * failed are left out, below here, unless that would be more than half of them: then it is rather the network, or the load, that is to
 * blame, and those that are left would not bear it. Nor are they once all others have turned the call away.
 */
public final class FailoverInvoker implements BoundInvoker {
    /** Beyond, all is forgotten at once: it is a hint, learnt again from the next answer, and not worth an order of its own. */
    static final int MOST_REMEMBERED = 10_000;

    private final Predicate<Endpoint> away;
    private final TargetInvoker next;

    /** Which replica answered last, of objects that have several. */
    private final ConcurrentMap<ObjectName, Endpoint> answered = new ConcurrentHashMap<>();

    /**
     * Makes one.
     *
     * @param away tells which endpoints have failed lately
     */
    public FailoverInvoker(Predicate<Endpoint> away, TargetInvoker next) {
        this.away = away;
        this.next = next;
    }

    @Override
    public CompletableFuture<Outcome> invoke(Invocation invocation, Binding binding) {
        List<Replica> replicas = binding.replicas();
        if (replicas.size() == 1) {
            return next.invoke(invocation, new Target(replicas.get(0).endpoint(), binding.standing()));
        }
        Object ran = invocation.journal().placeOfExecution();
        if (ran != null && !invocation.method().effect().mayRepeat()) {
            return again(invocation, binding, ran);
        }
        Set<Object> met = met(invocation);
        boolean lastResort = 2 * countAway(replicas) > replicas.size() || isNobodyElseLeft(replicas, met);
        Iterator<Target> targets = inOrder(binding, met).stream()
                .map(replica -> new Target(replica.endpoint(), binding.standing(), lastResort))
                .iterator();
        return tryNext(invocation, targets);
    }

    /** Only where it may have run it is known whether it did; each replica knows its own calls. */
    private CompletableFuture<Outcome> again(Invocation invocation, Binding binding, Object ran) {
        for (Replica replica : binding.replicas()) {
            if (replica.endpoint().equals(ran)) {
                return next.invoke(invocation, new Target(replica.endpoint(), binding.standing()));
            }
        }
        return CompletableFuture.completedFuture(new Outcome.NotExecuted(
                Reason.CANCELLED, "the replica at " + ran + ", where the call may have run, is gone"));
    }

    private CompletableFuture<Outcome> tryNext(Invocation invocation, Iterator<Target> left) {
        Target target = left.next();
        return next.invoke(invocation, target).thenCompose(outcome -> {
            if (isElsewherePossible(outcome)
                    && left.hasNext()
                    && !invocation.cancellation().isCancelled()) {
                return tryNext(invocation, left);
            }
            remember(invocation.object(), target, outcome);
            return CompletableFuture.completedFuture(outcome);
        });
    }

    /** Whether each that is not away has turned this call away: the one that is may be the one that has the object, as a server that leads. */
    private boolean isNobodyElseLeft(List<Replica> replicas, Set<Object> met) {
        return replicas.stream().allMatch(replica -> met.contains(replica.endpoint()) || away.test(replica.endpoint()));
    }

    private int countAway(List<Replica> replicas) {
        int count = 0;
        for (Replica replica : replicas) {
            count += away.test(replica.endpoint()) ? 1 : 0;
        }
        return count;
    }

    private static boolean isElsewherePossible(Outcome outcome) {
        return outcome instanceof Outcome.NotExecuted refused
                && (refused.reason() == Reason.UNREACHABLE || refused.reason() == Reason.CLOSED);
    }

    /** Whether it does not have the object, as a server that does not lead. */
    private static boolean isNotThere(Outcome outcome) {
        return outcome instanceof Outcome.NotExecuted refused
                && (refused.reason() == Reason.NOT_FOUND || refused.reason() == Reason.MOVED);
    }

    private void remember(ObjectName name, Target target, Outcome outcome) {
        if (isElsewherePossible(outcome) || isNotThere(outcome) || outcome instanceof Outcome.Unknown) {
            answered.remove(name);
            return;
        }
        if (answered.size() >= MOST_REMEMBERED) {
            answered.clear();
        }
        answered.put(name, target.endpoint());
    }

    /** Of how many objects it remembers which replica answered last. */
    int remembered() {
        return answered.size();
    }

    private static Set<Object> met(Invocation invocation) {
        return invocation.journal().latestAttempts().stream()
                .map(Journal.Attempt::place)
                .collect(Collectors.toSet());
    }

    private List<Replica> inOrder(Binding binding, Set<Object> met) {
        Endpoint last = answered.get(binding.name());
        List<Replica> order = new ArrayList<>(binding.replicas());
        order.sort(Comparator.comparing((Replica replica) -> met.contains(replica.endpoint()))
                .thenComparing(replica -> !replica.endpoint().equals(last))
                .thenComparing(Replica::role));
        return order;
    }

    @Override
    public String toString() {
        return "failover -> " + next;
    }
}
