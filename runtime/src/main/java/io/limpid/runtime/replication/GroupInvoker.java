package io.limpid.runtime.replication;

import io.limpid.NotExecutedException.Reason;
import io.limpid.Strategy;
import io.limpid.runtime.completion.Question;
import io.limpid.runtime.identity.Binding;
import io.limpid.runtime.identity.Endpoint;
import io.limpid.runtime.identity.ObjectName;
import io.limpid.runtime.identity.Replica;
import io.limpid.runtime.identity.Standing;
import io.limpid.runtime.invocation.BoundInvoker;
import io.limpid.runtime.invocation.CallObserver;
import io.limpid.runtime.invocation.Clock;
import io.limpid.runtime.invocation.Invocation;
import io.limpid.runtime.invocation.Outcome;
import io.limpid.runtime.invocation.Replication;
import io.limpid.runtime.invocation.Scheduler;
import io.limpid.runtime.invocation.TargetInvoker;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Meets a group as the method says; an object that one host has alone, and a fixed list of endpoints, go another way. A call that is to run exactly once
 * and may have run at a replica goes to that one alone, because only it knows, and so does the question what became of it; where the replicas are one object, all know. See "Groups" in
 * DESIGN.md.
 */
public final class GroupInvoker implements BoundInvoker {
    /**
     * How often a group that is called is asked for, beside the calls, unless naming tells of it by itself: replicas that come contradict nothing, so
     * that no call would ever learn of them.
     */
    static final Duration BETWEEN_QUESTIONS = Duration.ofMillis(500);

    /** Beyond, all is forgotten at once, and learnt again from the next answers. */
    static final int MOST_REMEMBERED = 4_096;

    private static final Logger LOG = LoggerFactory.getLogger(GroupInvoker.class);

    private final Surroundings surroundings;
    private final Directory directory;
    private final BoundInvoker alone;
    private final TargetInvoker next;
    private final Selector selector;
    private final ConcurrentMap<ObjectName, Memory> groups = new ConcurrentHashMap<>();

    /**
     * What this layer needs of the process.
     *
     * @param away tells which endpoints have failed lately
     * @param zone where this process stands; empty where nobody says
     * @param observer is told of replicas that are outvoted, and of second attempts
     */
    public record Surroundings(
            Clock clock,
            Scheduler scheduler,
            RandomGenerator random,
            Predicate<Endpoint> away,
            String zone,
            CallObserver observer) {}

    /** Where this layer's knowledge of groups comes from. Both return at once. */
    public interface Directory {
        /** One of the replicas is no longer there. */
        void doubt(Binding binding);

        /** Asks whether others are there, for the calls that come, unless that would be told. */
        void refresh(ObjectName name);
    }

    /**
     * What is known of one group.
     *
     * @param oneObject what is known where the replicas are one object
     */
    private record Memory(
            GroupLoad load,
            HedgeBudget budget,
            ConcurrentMap<Integer, HedgeDelay> delays,
            Set<Long> outvoted,
            OneObject oneObject,
            AtomicLong askedAt) {
        /** Whether it is time to ask who belongs to the group; true for one call of each span. */
        boolean isToBeAsked(long now) {
            long before = askedAt.get();
            return now - before >= BETWEEN_QUESTIONS.toNanos() && askedAt.compareAndSet(before, now);
        }
    }

    /**
     * Makes one.
     *
     * @param directory knows who belongs to groups
     * @param alone takes the calls of objects that are no groups
     */
    public GroupInvoker(Surroundings surroundings, Directory directory, BoundInvoker alone, TargetInvoker next) {
        this.surroundings = surroundings;
        this.directory = directory;
        this.alone = alone;
        this.next = next;
        this.selector =
                new Selector(surroundings.clock(), surroundings.random(), surroundings.away(), surroundings.zone());
    }

    @Override
    public CompletableFuture<Outcome> invoke(Invocation call, Binding binding) {
        if (!binding.isGroup()) {
            return alone.invoke(call, binding);
        }
        Memory memory = of(binding.name());
        if (memory.isToBeAsked(surroundings.clock().nanoTime())) {
            directory.refresh(binding.name());
        }
        Group group = new Group(binding, memory.load(), isLastResort(binding), surroundings.clock(), next);
        Replication replication = call.method().replication();
        if (replication.isOneObject()) {
            return memory.oneObject().invoke(call, group);
        }
        if (call.arguments() instanceof Question question && question.incarnation() != 0) {
            return asked(call, group, question.incarnation());
        }
        Standing ran = call.journal().standingOfExecution();
        if (ran != null && !call.method().effect().mayRepeat()) {
            return again(call, group, ran);
        }
        if (replication.gathers()) {
            return new Gathering(
                            call,
                            group,
                            end -> learn(end, binding, memory),
                            (odd, answer) -> tell(call, odd, answer, memory))
                    .run();
        }
        List<Replica> order = selector.order(call, binding, memory.load());
        if (replication.strategy() == Strategy.FAILFAST) {
            return oneAfterAnother(call, group, order.subList(0, 1).iterator(), memory);
        }
        if (!replication.asksSeveral()) {
            return oneAfterAnother(call, group, order.iterator(), memory);
        }
        Race race = new Race(call, group, order, end -> learn(end, binding, memory));
        return replication.strategy() == Strategy.HEDGED
                ? race.hedged(hedging(call, memory), surroundings.clock(), surroundings.scheduler())
                : race.run(replication.replicas());
    }

    private Memory of(ObjectName name) {
        Memory known = groups.get(name);
        if (known != null) {
            return known;
        }
        if (groups.size() >= MOST_REMEMBERED) {
            groups.clear();
        }
        return groups.computeIfAbsent(
                name,
                key -> new Memory(
                        new GroupLoad(surroundings.clock()),
                        new HedgeBudget(),
                        new ConcurrentHashMap<>(),
                        ConcurrentHashMap.newKeySet(),
                        new OneObject(surroundings.clock(), selector),
                        new AtomicLong(surroundings.clock().nanoTime())));
    }

    private Hedging hedging(Invocation call, Memory memory) {
        HedgeDelay delay = memory.delays()
                .computeIfAbsent(
                        call.method().id(),
                        id -> new HedgeDelay(surroundings.clock().nanoTime()));
        return new Hedging(
                delay, memory.budget(), replica -> surroundings.observer().hedged(call, replica));
    }

    /** If more than half are away, it is rather the network, or the load, that is to blame, and those that are left would not bear it. */
    private boolean isLastResort(Binding binding) {
        long away = binding.replicas().stream()
                .filter(replica -> surroundings.away().test(replica.endpoint()))
                .count();
        return 2 * away > binding.replicas().size();
    }

    /** Only the replica at which a call may have run knows what became of it. */
    private static CompletableFuture<Outcome> asked(Invocation call, Group group, long incarnation) {
        for (Replica replica : group.binding().replicas()) {
            if (group.binding().standing(replica).incarnation() == incarnation) {
                return group.send(call, replica);
            }
        }
        return CompletableFuture.completedFuture(new Outcome.NotExecuted(
                Reason.NOT_FOUND,
                "the replica that joined at epoch " + incarnation + " knew, and has left " + call.object()));
    }

    private CompletableFuture<Outcome> again(Invocation call, Group group, Standing ran) {
        for (Replica replica : group.binding().replicas()) {
            if (replica.since() == ran.epoch()) {
                return group.send(call, replica);
            }
        }
        return CompletableFuture.completedFuture(new Outcome.NotExecuted(
                Reason.CANCELLED,
                "the replica that joined at epoch " + ran.epoch() + ", where the call may have run, is gone"));
    }

    private CompletableFuture<Outcome> oneAfterAnother(
            Invocation call, Group group, Iterator<Replica> left, Memory memory) {
        return group.send(call, left.next()).thenCompose(outcome -> {
            learn(outcome, group.binding(), memory);
            if (Endings.isElsewherePossible(outcome)
                    && left.hasNext()
                    && !call.cancellation().isCancelled()) {
                return oneAfterAnother(call, group, left, memory);
            }
            return CompletableFuture.completedFuture(outcome);
        });
    }

    private void learn(Outcome outcome, Binding binding, Memory memory) {
        if (Endings.hasLeft(outcome)) {
            directory.doubt(binding);
        } else if (Endings.isPushBack(outcome)) {
            memory.budget().pushedBack();
        }
    }

    private void tell(Invocation call, Replica odd, Outcome answer, Memory memory) {
        // Once for each replica: one that answers wrongly may do so with every call.
        if (memory.outvoted().add(odd.since())) {
            LOG.warn(
                    "{} on {}: replica {} at {} was outvoted; it answered {} (further times are told to observers only)",
                    call.method(),
                    call.object(),
                    odd.host(),
                    odd.endpoint(),
                    new Ballot(answer));
        }
        surroundings.observer().outvoted(call, odd, answer);
    }

    /** Of how many groups something is known. */
    int remembered() {
        return groups.size();
    }

    @Override
    public String toString() {
        return "group | " + alone;
    }
}
