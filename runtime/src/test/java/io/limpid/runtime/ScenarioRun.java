package io.limpid.runtime;

import io.limpid.runtime.completion.IdentityInterceptor;
import io.limpid.runtime.completion.InvocationIds;
import io.limpid.runtime.failure.AttemptInvoker;
import io.limpid.runtime.failure.Backoff;
import io.limpid.runtime.failure.BackstopInterceptor;
import io.limpid.runtime.failure.BreakerInvoker;
import io.limpid.runtime.failure.Breakers;
import io.limpid.runtime.failure.DeadlineInterceptor;
import io.limpid.runtime.failure.RetryBudgets;
import io.limpid.runtime.failure.RetryInterceptor;
import io.limpid.runtime.hosting.Hosting;
import io.limpid.runtime.hosting.HostingSettings;
import io.limpid.runtime.hosting.ObjectTable;
import io.limpid.runtime.identity.Binding;
import io.limpid.runtime.identity.Endpoint;
import io.limpid.runtime.identity.ObjectName;
import io.limpid.runtime.identity.Standing;
import io.limpid.runtime.invocation.Cancellation;
import io.limpid.runtime.invocation.Clock;
import io.limpid.runtime.invocation.Deadline;
import io.limpid.runtime.invocation.Invocation;
import io.limpid.runtime.invocation.Invoker;
import io.limpid.runtime.invocation.Journal;
import io.limpid.runtime.invocation.MethodDescriptor;
import io.limpid.runtime.invocation.Outcome;
import io.limpid.runtime.invocation.Pipeline;
import io.limpid.runtime.invocation.TargetInvoker;
import io.limpid.runtime.location.BindingCache;
import io.limpid.runtime.location.LocatingInvoker;
import io.limpid.runtime.replication.FailoverInvoker;
import io.limpid.runtime.simulation.Cell;
import io.limpid.runtime.simulation.Counted;
import io.limpid.runtime.simulation.FakeDirectory;
import io.limpid.runtime.simulation.Faults;
import io.limpid.runtime.simulation.NoReferences;
import io.limpid.runtime.simulation.PlannedNetwork;
import io.limpid.runtime.simulation.SimulatedNetwork;
import io.limpid.runtime.simulation.Trace;
import io.limpid.runtime.simulation.VirtualTime;
import io.limpid.runtime.stub.RemoteTypes;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * One client and two hosts of the simulator, for one call under one policy with one seed. Both hosts hold both objects; the second one
 * is known to callers where a scenario wants a backup, or moves an object there.
 */
final class ScenarioRun {
    static final Endpoint A = new Endpoint("a", 1);
    static final Endpoint B = new Endpoint("b", 2);
    static final String OBJECT = "object";

    /** An object beside it, always bound at host A alone; calls of it teach the client about that host. */
    static final String OTHER = "other";

    private static final Standing FIRST = new Standing(1, 1);

    private static final Duration SPAN = Duration.ofSeconds(5);

    /** Long enough for all that can still arrive. */
    private static final Duration AFTERMATH = Duration.ofSeconds(20);

    final VirtualTime time = new VirtualTime();
    final FakeDirectory directory = new FakeDirectory();
    final PlannedNetwork network;

    private final Random random;
    private final SimulatedNetwork links;
    private final Invoker client;
    private final Policy policy;
    private AtomicBoolean aliveAtA = new AtomicBoolean();
    private Hosting atA;
    private final Map<String, Integer> runs = new HashMap<>();

    /** A kind of method, and what of the pipeline it is called through. */
    enum Policy {
        DEFAULT("default", Counted.EXACTLY_ONCE),
        IDEMPOTENT("@Idempotent", Counted.IDEMPOTENT),
        READ_ONLY("@ReadOnly", Counted.READ_ONLY),
        NO_BUDGET("default, no retry budget", Counted.EXACTLY_ONCE),
        NO_BREAKER("default, no breaker", Counted.EXACTLY_ONCE);

        final String label;
        final MethodDescriptor<Integer> method;

        Policy(String label, MethodDescriptor<Integer> method) {
            this.label = label;
            this.method = method;
        }

        /** Whether it is no way in which anybody calls, but shows what a layer is good for. */
        boolean isControl() {
            return this == NO_BUDGET || this == NO_BREAKER;
        }
    }

    /**
     * How it went.
     *
     * @param outcome as in the report
     * @param sent attempts that were given to the transport
     * @param runs how often the method ran, at all hosts, whatever its caller was told
     * @param millis until the caller was told
     */
    record Result(String outcome, int sent, int runs, long millis) {}

    ScenarioRun(Policy policy, long seed) {
        this.policy = policy;
        random = new Random(seed);
        links = new SimulatedNetwork(time, random, Faults.NONE, new Trace(time));
        network = new PlannedNetwork(links, time);
        InvocationIds ids = new InvocationIds(random);
        ids.adopt(7);
        BindingCache cache = new BindingCache(directory, time, 10);
        client = switch (policy) {
            case NO_BUDGET -> pipeline(cache, ids, new Leaping(), true);
            case NO_BREAKER -> pipeline(cache, ids, time, false);
            default ->
                new ClientPipeline(
                                new Environment(time, time, random, Runnable::run, () -> {}),
                                network,
                                (call, end) -> {})
                        .toNamed(cache, ids);
        };
        startA(FIRST);
        links.listen(B, host(FIRST, new AtomicBoolean(true)));
    }

    /** As {@link ClientPipeline} has it, but for what is left out. */
    private Invoker pipeline(BindingCache cache, InvocationIds ids, Clock budgets, boolean withBreaker) {
        Breakers breakers = new Breakers(time);
        TargetInvoker attempt = new AttemptInvoker(network);
        return Pipeline.of(
                List.of(
                        new BackstopInterceptor((call, end) -> {}),
                        new DeadlineInterceptor(time, time),
                        new IdentityInterceptor(ids, time),
                        new RetryInterceptor(new RetryBudgets(budgets), Backoff.OF_CALLS, time, time, random)),
                new LocatingInvoker(
                        cache,
                        withBreaker
                                ? new FailoverInvoker(breakers::isAway, new BreakerInvoker(breakers, time, attempt))
                                : new FailoverInvoker(endpoint -> false, attempt)));
    }

    private Hosting host(Standing standing, AtomicBoolean alive) {
        HostingSettings settings = HostingSettings.initial(true);
        ObjectTable table = new ObjectTable(settings, new RemoteTypes());
        Hosting hosting = new Hosting(
                settings,
                table,
                new Hosting.Ports(
                        time,
                        time,
                        method -> time.schedule(Duration.ofMillis(1 + random.nextInt(10)), () -> {
                            if (alive.get()) {
                                method.run();
                            }
                        }),
                        connection -> new NoReferences(),
                        () -> false,
                        "sim"));
        for (String name : List.of(OBJECT, OTHER)) {
            Counted object = () -> runs.merge(name, 1, Integer::sum);
            table.announce(new ObjectName(name), new Counted.Type(), object).becomeCurrent(standing);
        }
        return hosting;
    }

    private void startA(Standing standing) {
        aliveAtA = new AtomicBoolean(true);
        atA = host(standing, aliveAtA);
        links.listen(A, atA);
        directory.bind(FakeDirectory.binding(OBJECT, standing.epoch(), A));
        directory.bind(FakeDirectory.binding(OTHER, standing.epoch(), A));
    }

    /** Binds the object at both hosts, the first being the primary. */
    void bindWithBackup() {
        directory.bind(FakeDirectory.binding(OBJECT, FIRST.epoch(), A, B));
    }

    /** Host B has the object with its state; gives what host A then tells callers. */
    Binding moveToB() {
        Standing moved = new Standing(FIRST.epoch() + 1, FIRST.incarnation());
        links.listen(B, host(moved, new AtomicBoolean(true)));
        Binding there = FakeDirectory.binding(OBJECT, moved.epoch(), B);
        return new Binding(there.name(), there.type(), moved.epoch(), moved.incarnation(), there.replicas());
    }

    /** Host A refuses connections, and keeps all that it knows. */
    void shut() {
        links.crash(A);
    }

    /** Takes them again. */
    void reopen() {
        links.listen(A, atA);
    }

    /** Host A dies with all that it knows. */
    void crash() {
        aliveAtA.set(false);
        links.crash(A);
    }

    /** A host takes its place that knows nothing, and binds the objects anew. */
    void startAnew() {
        startA(new Standing(FIRST.epoch() + 1, FIRST.epoch() + 1));
    }

    /** Makes a call of the policy's kind, to its end. */
    Result call(String name) {
        ObjectName object = new ObjectName(name);
        int sentBefore = network.sent(object);
        int runsBefore = runs.getOrDefault(name, 0);
        Started started = new Started(object);
        time.advance(SPAN.plus(AFTERMATH));
        return new Result(
                described(started.end.join()),
                network.sent(object) - sentBefore,
                runs.getOrDefault(name, 0) - runsBefore,
                TimeUnit.NANOSECONDS.toMillis(started.told - started.begun));
    }

    /** Makes some calls that nobody looks at, at even intervals. */
    void callOften(String name, int times, Duration interval) {
        for (int i = 0; i < times; i++) {
            new Started(new ObjectName(name));
            time.advance(interval);
        }
    }

    private static String described(Outcome outcome) {
        if (outcome instanceof Outcome.Returned) {
            return "returned";
        }
        if (outcome instanceof Outcome.NotExecuted refused) {
            return "not executed: " + refused.reason();
        }
        return outcome instanceof Outcome.Unknown ? "unknown" : "threw";
    }

    private final class Started {
        private final long begun = time.nanoTime();
        private final CompletableFuture<Outcome> end;
        private long told;

        Started(ObjectName object) {
            end = client.invoke(new Invocation(
                    object,
                    policy.method,
                    new Cell.Number(0),
                    Invocation.UNIDENTIFIED,
                    Invocation.UNIDENTIFIED,
                    Deadline.after(SPAN, time),
                    new Cancellation(),
                    new Journal(begun)));
            end.thenRun(() -> told = time.nanoTime());
        }
    }

    /** Time for a budget that must never end: between any two looks at it a whole window has passed. */
    private static final class Leaping implements Clock {
        private long looks;

        @Override
        public long nanoTime() {
            return ++looks * TimeUnit.MINUTES.toNanos(1);
        }

        @Override
        public Instant wallTime() {
            return Instant.EPOCH;
        }
    }
}
