package io.limpid.runtime.replication;

import io.limpid.Combine;
import io.limpid.Combiner;
import io.limpid.NotExecutedException.Reason;
import io.limpid.Strategy;
import io.limpid.runtime.completion.Question;
import io.limpid.runtime.identity.Binding;
import io.limpid.runtime.identity.Endpoint;
import io.limpid.runtime.identity.InterfaceId;
import io.limpid.runtime.identity.ObjectName;
import io.limpid.runtime.identity.Replica;
import io.limpid.runtime.identity.Replica.Role;
import io.limpid.runtime.invocation.Arguments;
import io.limpid.runtime.invocation.CallObserver;
import io.limpid.runtime.invocation.Cancellation;
import io.limpid.runtime.invocation.Deadline;
import io.limpid.runtime.invocation.Invocation;
import io.limpid.runtime.invocation.Journal;
import io.limpid.runtime.invocation.MethodDescriptor;
import io.limpid.runtime.invocation.Outcome;
import io.limpid.runtime.invocation.Replication;
import io.limpid.runtime.invocation.TargetInvoker;
import io.limpid.runtime.invocation.Tie;
import io.limpid.runtime.simulation.Methods;
import io.limpid.runtime.simulation.VirtualTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/** Replicas on virtual time: each has a latency and an answer, which the test may change at any time. For one thread. */
final class SimulatedReplicas implements TargetInvoker {
    final VirtualTime time = new VirtualTime();
    final Random random;
    final Map<Integer, Behaviour> behaviours = new TreeMap<>();

    /** How many attempts came to each, and how many of those were cancelled. */
    final Map<Integer, Integer> attempts = new TreeMap<>();

    final Map<Integer, Integer> cancelled = new TreeMap<>();
    /** By what the latest attempt at each tells how far it is. */
    final Map<Integer, Tie> ties = new TreeMap<>();

    final Set<Endpoint> away = new HashSet<>();
    final List<Binding> doubted = new ArrayList<>();
    final List<String> outvoted = new ArrayList<>();
    final List<Replica> replicas = new ArrayList<>();
    String zone = "";
    int refreshed;
    int hedges;
    private GroupInvoker invoker;
    private long epoch = 10;

    /** What a replica does with a call, after how long. */
    record Behaviour(Supplier<Duration> latency, Supplier<Outcome> outcome) {}

    SimulatedReplicas(long seed, int count) {
        random = new Random(seed);
        for (int i = 0; i < count; i++) {
            joins(i, Role.PRIMARY, "");
        }
    }

    void joins(int number, Role role, String itsZone) {
        replicas.add(new Replica("h" + number, endpoint(number), role, itsZone, ++epoch));
        answers(number, Duration.ofMillis(1), number);
    }

    static Endpoint endpoint(int number) {
        return new Endpoint("h" + number, 1 + number);
    }

    void answers(int number, Duration latency, Object value) {
        behaves(number, () -> latency, () -> new Outcome.Returned(value));
    }

    void behaves(int number, Supplier<Duration> latency, Supplier<Outcome> outcome) {
        behaviours.put(number, new Behaviour(latency, outcome));
    }

    void refuses(int number, Reason reason) {
        behaves(number, () -> Duration.ZERO, () -> new Outcome.NotExecuted(reason, "refused by h" + number));
    }

    /** Never answers. */
    void isSilent(int number) {
        behaves(number, () -> Duration.ofDays(1), () -> new Outcome.Returned("late"));
    }

    Binding binding() {
        return new Binding(new ObjectName("group"), new InterfaceId("test.Account"), epoch, 11, replicas);
    }

    GroupInvoker invoker() {
        if (invoker == null) {
            CallObserver observer = new CallObserver() {
                @Override
                public void ended(Invocation invocation, Outcome outcome) {}

                @Override
                public void hedged(Invocation invocation, Replica replica) {
                    hedges++;
                }

                @Override
                public void outvoted(Invocation invocation, Replica replica, Outcome answer) {
                    outvoted.add(replica.host());
                }
            };
            invoker = new GroupInvoker(
                    new GroupInvoker.Surroundings(time, time, random, away::contains, zone, observer),
                    new GroupInvoker.Directory() {
                        @Override
                        public void doubt(Binding binding) {
                            doubted.add(binding);
                        }

                        @Override
                        public void refresh(ObjectName name) {
                            refreshed++;
                        }
                    },
                    (invocation, binding) -> {
                        throw new AssertionError("this is a group");
                    },
                    this);
        }
        return invoker;
    }

    /** A call under way. */
    record Call(Invocation invocation, CompletableFuture<Outcome> outcome, long began) {}

    Call begins(MethodDescriptor<?> method) {
        return begins(method, Methods.NONE);
    }

    private Call begins(MethodDescriptor<?> method, Arguments arguments) {
        Journal journal = new Journal(time.nanoTime());
        Invocation invocation = new Invocation(
                new ObjectName("group"),
                method,
                arguments,
                Invocation.UNIDENTIFIED,
                Invocation.UNIDENTIFIED,
                Deadline.after(Duration.ofSeconds(5), time),
                new Cancellation(),
                journal);
        return new Call(invocation, invoker().invoke(invocation, binding()), time.nanoTime());
    }

    /** Makes a call and lets time pass until it has ended; gives the outcome. */
    Outcome calls(MethodDescriptor<?> method) {
        return ended(begins(method));
    }

    /** Asks what became of a call, and lets time pass until it is told. */
    Outcome asks(Question question) {
        return ended(begins(Question.methodOf(binding().type()), question));
    }

    private Outcome ended(Call call) {
        for (int i = 0; i < 100_000 && !call.outcome().isDone(); i++) {
            time.advance(Duration.ofNanos(100_000));
        }
        return call.outcome().join();
    }

    /** The same; gives how long it took. */
    Duration timed(MethodDescriptor<?> method) {
        long before = time.nanoTime();
        calls(method);
        return Duration.ofNanos(time.nanoTime() - before);
    }

    /** How long it takes a replica that chance picks. */
    Duration timedByChance() {
        return behaviours.get(random.nextInt(replicas.size())).latency().get();
    }

    static MethodDescriptor<?> reading(Replication replication) {
        return Methods.BALANCE.replicated(replication);
    }

    static MethodDescriptor<?> reading(Strategy strategy, Combine combine) {
        return reading(Replication.of(strategy).combining(combine));
    }

    static MethodDescriptor<?> reading(Strategy strategy, Combiner<?> combiner) {
        return reading(Replication.of(strategy).combining(combiner));
    }

    @Override
    public CompletableFuture<Outcome> invoke(Invocation invocation, Target target) {
        int number = target.endpoint().port() - 1;
        CompletableFuture<Outcome> answer = new CompletableFuture<>();
        String forbidden = invocation.journal().begin(target.endpoint(), target.standing());
        if (forbidden != null) {
            return CompletableFuture.completedFuture(new Outcome.NotExecuted(Reason.CANCELLED, forbidden));
        }
        attempts.merge(number, 1, Integer::sum);
        Tie tie = invocation.journal().tie();
        if (tie != null) {
            tie.sentBy(() -> {});
            ties.put(number, tie);
        }
        Behaviour behaviour = behaviours.get(number);
        Duration latency = behaviour.latency().get();
        if (latency.isZero()) {
            answer.complete(behaviour.outcome().get());
        } else {
            time.schedule(latency, () -> answer.complete(behaviour.outcome().get()));
            Cancellation.Registration unused = invocation.cancellation().onCancel(() -> {
                if (answer.complete(new Outcome.Unknown("cancelled", null))) {
                    cancelled.merge(number, 1, Integer::sum);
                }
            });
        }
        return answer.whenComplete((outcome, bug) -> invocation.journal().end(outcome));
    }

    int attempts() {
        return attempts.values().stream().mapToInt(Integer::intValue).sum();
    }
}
