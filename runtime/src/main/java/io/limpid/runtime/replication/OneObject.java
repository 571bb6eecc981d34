package io.limpid.runtime.replication;

import io.limpid.NotExecutedException.Reason;
import io.limpid.runtime.identity.Replica;
import io.limpid.runtime.invocation.Clock;
import io.limpid.runtime.invocation.Effect;
import io.limpid.runtime.invocation.Invocation;
import io.limpid.runtime.invocation.Outcome;
import java.time.Duration;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Calls of replicas that are one object. One of them leads and answers, and the others say that they do not lead; mostly it is still the same. A
 * question whose answer may be stale goes to any of them first, and to the leader if that one is too far behind; for a while then to the leader first.
 *
 * <p>No answer is older than what this process has changed itself. Whoever answered a change has applied it, and all that was answered before the
 * change was sent. So until a change is older than the answer may be, questions go to whoever answered it, and to nobody if two answered
 * changes at the same time. Thread-safe.
 */
final class OneObject {
    private static final long NOBODY = 0;

    private final Clock clock;
    private final Selector selector;

    /** Since when whoever leads has belonged to the group, or {@link #NOBODY}. */
    private final AtomicLong leader = new AtomicLong(NOBODY);

    /** When one was last too far behind; null while none was. */
    private volatile @Nullable Long behind;

    /** The latest change of this process; null before the first. */
    private final AtomicReference<@Nullable Changed> changed = new AtomicReference<>();

    /**
     * When the latest change was answered, and who has all of them until then: since when it has belonged to the group, or {@link #NOBODY} where nobody
     * surely has.
     */
    private record Changed(long since, long answered) {}

    OneObject(Clock clock, Selector selector) {
        this.clock = clock;
        this.selector = selector;
    }

    CompletableFuture<Outcome> invoke(Invocation call, Group group) {
        List<Replica> order = selector.order(call, group.binding(), group.load());
        Duration stale = call.method().replication().stale();
        if (stale.isZero()) {
            leaderFirst(order);
            return next(call, group, order.iterator(), null);
        }
        Changed own = changed.get();
        if (own != null && clock.nanoTime() - own.answered() < stale.toNanos()) {
            order.removeIf(replica -> replica.since() != own.since());
        }
        if (order.isEmpty()) {
            return CompletableFuture.completedFuture(new Outcome.NotExecuted(
                    Reason.MOVED, "no replica is known to have what this process has changed lately"));
        }
        leaderFirst(isOneBehind(stale) ? order : order.subList(1, order.size()));
        return next(call, group, order.iterator(), null);
    }

    /** Those that refuse are not asked in vain all the time: after that long a replica may be up to date again. */
    private boolean isOneBehind(Duration stale) {
        Long last = behind;
        return last != null && clock.nanoTime() - last < stale.toNanos();
    }

    private void leaderFirst(List<Replica> order) {
        long leads = leader.get();
        order.sort(Comparator.comparing(replica -> replica.since() != leads));
    }

    /** @param told what one said that does not lead: it knows when to come back, unlike those that are not reached; null before */
    private CompletableFuture<Outcome> next(
            Invocation call, Group group, Iterator<Replica> left, @Nullable Outcome told) {
        Replica replica = left.next();
        long sent = clock.nanoTime();
        return group.send(call, replica).thenCompose(outcome -> {
            learn(call, replica, sent, outcome);
            if (!Endings.isElsewherePossible(outcome)) {
                return CompletableFuture.completedFuture(outcome);
            }
            Outcome known = saysThatAnotherLeads(outcome) ? outcome : told;
            if (left.hasNext() && !call.cancellation().isCancelled()) {
                return next(call, group, left, known);
            }
            return CompletableFuture.completedFuture(known == null ? outcome : known);
        });
    }

    private static boolean saysThatAnotherLeads(Outcome outcome) {
        return outcome instanceof Outcome.NotExecuted refused && refused.reason() == Reason.MOVED;
    }

    private void learn(Invocation call, Replica replica, long sent, Outcome outcome) {
        boolean mayBeStale = !call.method().replication().stale().isZero();
        if (!Endings.isAnswer(outcome)) {
            leader.compareAndSet(replica.since(), NOBODY);
            if (mayBeStale && Endings.hasLeft(outcome)) {
                behind = clock.nanoTime();
            }
        } else if (!mayBeStale) {
            leader.set(replica.since());
            if (call.method().effect() != Effect.READ_ONLY) {
                long answered = clock.nanoTime();
                changed.accumulateAndGet(
                        new Changed(replica.since(), answered),
                        (before, now) ->
                                before == null || before.since() == replica.since() || before.answered() - sent < 0
                                        ? now
                                        : new Changed(NOBODY, answered));
            }
        }
    }
}
