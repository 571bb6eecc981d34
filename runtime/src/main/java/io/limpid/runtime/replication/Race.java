package io.limpid.runtime.replication;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.limpid.runtime.identity.Replica;
import io.limpid.runtime.invocation.Cancellation;
import io.limpid.runtime.invocation.Clock;
import io.limpid.runtime.invocation.Invocation;
import io.limpid.runtime.invocation.Outcome;
import io.limpid.runtime.invocation.Scheduler;
import io.limpid.runtime.invocation.Tie;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Several attempts of one call, of which the first answer counts; the others are cancelled then. An attempt that surely did not run is followed by one at
 * the next replica at once. After the hedging delay, if there is one, a second attempt is added, once, as the budget allows. These two are tied: one
 * that begins only then withdraws the other if that waits for its object or a thread, which is what most slow attempts do. One that ran before
 * withdraws nothing, because it is the method that is slow there.
 *
 * <p>States: RUNNING while an attempt is under way, then OVER. Each event (an attempt ended, the delay passed, the call was cancelled) is taken
 * under the lock; what follows from it is sent without it.
 */
final class Race {
    private final Invocation call;
    private final Group group;
    private final Consumer<Outcome> ended;
    private final CompletableFuture<Outcome> result = new CompletableFuture<>();

    @GuardedBy("this")
    private final Iterator<Replica> next;

    @GuardedBy("this")
    private final List<Attempt> underWay = new ArrayList<>(2);

    @GuardedBy("this")
    private final Endings endings = new Endings();

    @GuardedBy("this")
    private boolean over;

    /** Whether a second attempt may be made because the first is slow. */
    @GuardedBy("this")
    private boolean hedges;

    /** Whether there was one; from then on all are tied. */
    @GuardedBy("this")
    private boolean tied;

    /** One of the attempts. What changes is guarded by the race. */
    private static final class Attempt {
        final Invocation invocation;
        final Replica replica;

        /** What its host says of it; null before it does. */
        @Nullable
        Boolean runs;

        /** Whether it has begun since there were two. */
        boolean beganLate;

        Attempt(Invocation invocation, Replica replica) {
            this.invocation = invocation;
            this.replica = replica;
        }

        boolean isWaiting() {
            return Boolean.FALSE.equals(runs);
        }
    }

    /**
     * Prepares.
     *
     * @param order the replicas in the order in which they are asked
     * @param ended is told how each attempt ended
     */
    Race(Invocation call, Group group, List<Replica> order, Consumer<Outcome> ended) {
        this.call = call;
        this.group = group;
        this.next = order.iterator();
        this.ended = ended;
    }

    /** Begins with so many attempts. */
    CompletableFuture<Outcome> run(int attempts) {
        Cancellation.Registration cancelled = call.cancellation().onCancel(this::cancelAll);
        CompletableFuture<Outcome> unused = result.whenComplete((outcome, bug) -> cancelled.close());
        for (int i = 0; i < attempts; i++) {
            another();
        }
        return result;
    }

    /** Begins with one, and adds a second if that is slow. */
    CompletableFuture<Outcome> hedged(Hedging hedging, Clock clock, Scheduler scheduler) {
        long began = clock.nanoTime();
        hedging.budget().earn();
        synchronized (this) {
            hedges = true;
        }
        CompletableFuture<Outcome> running = run(1);
        if (!running.isDone() && !hedging.delay().present().isZero()) {
            Scheduler.Task timer = scheduler.schedule(hedging.delay().present(), () -> slow(hedging));
            CompletableFuture<Outcome> unused = running.whenComplete((outcome, bug) -> timer.cancel());
        }
        return running.whenComplete((outcome, bug) -> {
            if (outcome != null && Endings.isAnswer(outcome)) {
                // Of a first attempt that was overtaken no more is known than that it took longer; the delay cannot
                // fall by that.
                long now = clock.nanoTime();
                hedging.delay().learn(now - began, now);
            }
        });
    }

    private void slow(Hedging hedging) {
        List<Attempt> first;
        synchronized (this) {
            if (over || !next.hasNext() || !hedging.budget().spend()) {
                return;
            }
            first = List.copyOf(underWay);
            tied = true;
        }
        first.forEach(each -> ask(each, false));
        another(hedging.observer());
    }

    private void another() {
        another(replica -> {});
    }

    /** @param observer is told to whom it goes */
    private void another(Consumer<Replica> observer) {
        Attempt attempt;
        boolean second;
        synchronized (this) {
            if (over || !next.hasNext()) {
                return;
            }
            attempt = new Attempt(Group.branch(call, hedges ? new Tie() : null), next.next());
            underWay.add(attempt);
            second = tied;
        }
        observer.accept(attempt.replica);
        CompletableFuture<Outcome> unused = group.send(attempt.invocation, attempt.replica)
                .whenComplete((outcome, bug) -> ended(attempt, outcome, bug));
        if (call.cancellation().isCancelled()) {
            attempt.invocation.cancellation().cancel();
        }
        if (second) {
            ask(attempt, true);
        }
    }

    /** @param late whether it began after the first was found slow, and so withdraws others even if it is said to run at once */
    private void ask(Attempt attempt, boolean late) {
        Tie tie = attempt.invocation.journal().tie();
        if (tie != null) {
            tie.ask(runs -> heard(attempt, runs, late));
        }
    }

    /** Withdraws attempts that wait where another has begun. */
    private void heard(Attempt attempt, boolean runs, boolean late) {
        List<Attempt> withdrawn;
        synchronized (this) {
            if (over || !underWay.contains(attempt)) {
                return;
            }
            attempt.beganLate = runs && (late || attempt.isWaiting());
            attempt.runs = runs;
            withdrawn = underWay.stream().anyMatch(each -> each.beganLate)
                    ? underWay.stream().filter(Attempt::isWaiting).toList()
                    : List.of();
            underWay.removeAll(withdrawn);
        }
        withdrawn.forEach(each -> each.invocation.cancellation().cancel());
    }

    private void ended(Attempt attempt, @Nullable Outcome outcome, @Nullable Throwable bug) {
        if (outcome == null) {
            result.completeExceptionally(
                    bug == null ? new IllegalStateException("an attempt ended without an outcome") : bug);
            return;
        }
        ended.accept(outcome);
        Outcome end;
        boolean goesOn;
        boolean last;
        List<Attempt> others;
        synchronized (this) {
            boolean counts = underWay.remove(attempt);
            if (over || !counts) {
                return;
            }
            boolean answered = Endings.isAnswer(outcome);
            if (!answered) {
                endings.add(attempt.replica, outcome);
            }
            goesOn = Endings.isElsewherePossible(outcome)
                    && next.hasNext()
                    && !call.cancellation().isCancelled();
            last = answered || (underWay.isEmpty() && !goesOn);
            over = last;
            end = answered ? outcome : endings.together("");
            others = List.copyOf(underWay);
        }
        if (last) {
            result.complete(end);
            others.forEach(each -> each.invocation.cancellation().cancel());
        } else if (goesOn) {
            another();
        }
    }

    private void cancelAll() {
        List<Attempt> all;
        synchronized (this) {
            all = List.copyOf(underWay);
        }
        all.forEach(each -> each.invocation.cancellation().cancel());
    }
}
