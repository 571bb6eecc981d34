package io.limpid.runtime.replication;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.limpid.runtime.identity.Replica;
import io.limpid.runtime.invocation.Cancellation;
import io.limpid.runtime.invocation.Effect;
import io.limpid.runtime.invocation.Invocation;
import io.limpid.runtime.invocation.Outcome;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One call at every replica of a group, until enough have answered. Attempts that are under way then are cancelled if the method changes
 * nothing; one that changes something is to happen at all replicas, and where answers are voted on, those that come late are still compared.
 */
final class Gathering {
    private final Invocation call;
    private final Group group;
    private final Consumer<Outcome> ended;
    private final BiConsumer<Replica, Outcome> outvoted;
    private final CompletableFuture<Outcome> result = new CompletableFuture<>();

    @GuardedBy("this")
    private final Tally tally;

    @GuardedBy("this")
    private final Map<Replica, Invocation> underWay = new LinkedHashMap<>();

    @GuardedBy("this")
    private boolean over;

    /**
     * Prepares.
     *
     * @param ended is told how each attempt ended
     * @param outvoted is told of each replica that answered otherwise than most
     */
    Gathering(Invocation call, Group group, Consumer<Outcome> ended, BiConsumer<Replica, Outcome> outvoted) {
        this.call = call;
        this.group = group;
        this.ended = ended;
        this.outvoted = outvoted;
        this.tally = new Tally(
                call.method().replication(), group.binding().replicas().size());
    }

    CompletableFuture<Outcome> run() {
        Map<Replica, Invocation> attempts;
        synchronized (this) {
            Outcome hopeless = tally.hopeless();
            if (hopeless != null) {
                return CompletableFuture.completedFuture(hopeless);
            }
            for (Replica replica : group.binding().replicas()) {
                underWay.put(replica, Group.branch(call));
            }
            attempts = new LinkedHashMap<>(underWay);
        }
        Cancellation.Registration cancelled = call.cancellation()
                .onCancel(() ->
                        attempts.values().forEach(each -> each.cancellation().cancel()));
        CompletableFuture<?>[] all = attempts.entrySet().stream()
                .map(attempt -> group.send(attempt.getValue(), attempt.getKey())
                        .whenComplete((outcome, bug) -> ended(attempt.getKey(), outcome, bug)))
                .toArray(CompletableFuture<?>[]::new);
        CompletableFuture<Void> unused = CompletableFuture.allOf(all).whenComplete((done, bug) -> cancelled.close());
        return result;
    }

    private void ended(Replica replica, @Nullable Outcome outcome, @Nullable Throwable bug) {
        if (outcome == null) {
            result.completeExceptionally(
                    bug == null ? new IllegalStateException("an attempt ended without an outcome") : bug);
            return;
        }
        ended.accept(outcome);
        Outcome decision = null;
        Map<Replica, Outcome> odd = Map.of();
        List<Invocation> others = List.of();
        synchronized (this) {
            underWay.remove(replica);
            if (over) {
                odd = tally.isOutvoted(outcome) ? Map.of(replica, outcome) : odd;
            } else {
                decision = tally.add(replica, outcome);
                over = decision != null;
                odd = over ? tally.outvoted() : odd;
                boolean wantsOthers = call.method().effect() != Effect.READ_ONLY || tally.isCompared();
                others = over && !wantsOthers ? List.copyOf(underWay.values()) : others;
            }
        }
        odd.forEach(outvoted);
        if (decision != null) {
            result.complete(decision);
            others.forEach(each -> each.cancellation().cancel());
        }
    }
}
