package io.limpid.runtime;

import io.limpid.runtime.check.AppendCheck;
import io.limpid.runtime.check.AppendCheck.Told;
import io.limpid.runtime.check.Operation;
import io.limpid.runtime.check.Register;
import io.limpid.runtime.completion.IdentityInterceptor;
import io.limpid.runtime.completion.InvocationIds;
import io.limpid.runtime.failure.AttemptInvoker;
import io.limpid.runtime.failure.BreakerInvoker;
import io.limpid.runtime.failure.Breakers;
import io.limpid.runtime.hosting.Export;
import io.limpid.runtime.hosting.Hosting;
import io.limpid.runtime.hosting.HostingSettings;
import io.limpid.runtime.hosting.ObjectTable;
import io.limpid.runtime.identity.Endpoint;
import io.limpid.runtime.identity.ObjectName;
import io.limpid.runtime.identity.Standing;
import io.limpid.runtime.invocation.Cancellation;
import io.limpid.runtime.invocation.Deadline;
import io.limpid.runtime.invocation.Effect;
import io.limpid.runtime.invocation.Interceptor;
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
import io.limpid.runtime.simulation.FakeDirectory;
import io.limpid.runtime.simulation.Faults;
import io.limpid.runtime.simulation.NoReferences;
import io.limpid.runtime.simulation.RecordedAnswers;
import io.limpid.runtime.simulation.SimulatedNetwork;
import io.limpid.runtime.simulation.Trace;
import io.limpid.runtime.simulation.VirtualTime;
import io.limpid.runtime.stub.RemoteTypes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;

/**
 * Clients with the real pipeline and hosts with the real hosting, in virtual time, all by one seed. What is replaced is what stands
 * between them: network, time, chance, threads. For one thread.
 */
final class SimulatedCluster {
    private static final int REMEMBERED_NAMES = 1_000;

    final VirtualTime time = new VirtualTime();
    final Trace trace = new Trace(time);
    final Random random;
    final SimulatedNetwork network;
    final List<Invoker> clients = new ArrayList<>();

    /** What was ever appended, in whichever life of a host. */
    final List<Integer> appended = new ArrayList<>();

    final AppendCheck appends = new AppendCheck();
    final List<Operation> history = new ArrayList<>();
    int ended;

    /** Whether hosts write down what they answer, before they do. */
    final RecordedAnswers records = new RecordedAnswers(new Cell.Type());

    /** Calls that run exactly once and were told to be unknown although each attempt was sent to the object as it still is. */
    final List<String> groundless = new ArrayList<>();

    /** How long callers wait. */
    Duration span = Duration.ofSeconds(5);

    /** How long methods wait for a thread at most, holding their object. */
    int mostMicrosToThread = 20_000;

    /** What was appended by methods that began when their callers did not wait any more. */
    final List<Integer> begunLate = new ArrayList<>();

    /** What was appended in a host after another had been given the name. */
    final List<Integer> strays = new ArrayList<>();

    /** Why hosts refused calls. */
    final List<String> refusals = new ArrayList<>();

    /** Of hosts that have a lease: whether what they hold may be another's by now. */
    final Map<Integer, BooleanSupplier> doubts = new HashMap<>();

    /** What is to happen within hosts. */
    InnerFault within = InnerFault.NONE;

    private final FakeDirectory directory = new FakeDirectory();
    private final List<AtomicBoolean> lives = new ArrayList<>();
    private final PlantedBug bug;
    private final Map<Integer, Deadline> deadlines = new HashMap<>();
    private final Map<String, Long> incarnations = new HashMap<>();
    private final Map<Integer, Runnable> withdrawals = new HashMap<>();

    /** By name, the host that was given it last. */
    private final Map<String, Integer> owners = new HashMap<>();

    private long epoch;

    SimulatedCluster(long seed, Faults faults, int clientCount) {
        this(seed, faults, clientCount, PlantedBug.NONE);
    }

    SimulatedCluster(long seed, Faults faults, int clientCount, PlantedBug bug) {
        this.bug = bug;
        random = new Random(seed);
        network = new SimulatedNetwork(time, random, faults, trace);
        for (int i = 1; i <= clientCount; i++) {
            add(i, "");
        }
    }

    /** Adds a client that numbers its calls by this client id, and whose certificate says this; empty for none. */
    void add(long clientId, String principal) {
        InvocationIds ids = new InvocationIds(random);
        ids.adopt(clientId);
        Environment environment = new Environment(time, time, random, Runnable::run, () -> {});
        TargetInvoker transport = bug.client(network.as(principal));
        ClientPipeline pipeline = new ClientPipeline(environment, transport, (call, end) -> {});
        BindingCache cache = new BindingCache(directory, time, REMEMBERED_NAMES);
        List<Interceptor> right = pipeline.aboveLocation(ids);
        List<Interceptor> layers = right.stream()
                .map(layer -> layer instanceof IdentityInterceptor ? bug.identity(layer, clientId) : layer)
                .toList();
        clients.add(layers.equals(right) ? pipeline.toNamed(cache, ids) : toNamed(layers, cache, transport));
    }

    /** As {@link ClientPipeline} has it, below other layers. */
    private Invoker toNamed(List<Interceptor> layers, BindingCache cache, TargetInvoker transport) {
        Breakers breakers = new Breakers(time);
        TargetInvoker toTarget = new BreakerInvoker(breakers, time, new AttemptInvoker(transport));
        return Pipeline.of(layers, new LocatingInvoker(cache, new FailoverInvoker(breakers::isAway, toTarget)));
    }

    static Endpoint endpoint(int host) {
        return new Endpoint("host", host + 1);
    }

    /** Starts a host with an object of each name, and with nothing that an earlier life of it knew. */
    void start(int host, String... names) {
        while (lives.size() <= host) {
            lives.add(new AtomicBoolean());
        }
        AtomicBoolean alive = new AtomicBoolean(true);
        lives.set(host, alive);
        HostingSettings settings = HostingSettings.initial(true);
        ObjectTable table = new ObjectTable(settings, new RemoteTypes());
        Hosting hosting = new Hosting(
                settings,
                table,
                new Hosting.Ports(
                        time,
                        time,
                        method -> time.schedule(
                                Duration.ofNanos(1_000L * random.nextInt(mostMicrosToThread)),
                                () -> network.within(endpoint(host), () -> run(method, alive))),
                        connection -> new NoReferences(),
                        () -> doubts.getOrDefault(host, () -> false).getAsBoolean(),
                        "sim"),
                point -> {
                    if (alive.get() && !records.isAsking()) {
                        within.reached(this, host, point);
                    }
                });
        epoch++;
        List<Export> exports = new ArrayList<>();
        withdrawals.put(host, () -> exports.forEach(hosting::withdraw));
        for (String name : names) {
            incarnations.put(name, epoch);
            Export export = table.announce(new ObjectName(name), new Cell.Type(), new Kept(name, host));
            export.becomeCurrent(new Standing(epoch, epoch));
            exports.add(export);
            owners.put(name, host);
            directory.bind(FakeDirectory.binding(name, epoch, endpoint(host)));
        }
        network.listen(endpoint(host), bug.host(new RefusalLog(records.of(hosting), refusals), time));
        trace.note("start " + host);
    }

    /** Takes all names out of a host. */
    void withdraw(int host) {
        Objects.requireNonNull(withdrawals.get(host)).run();
    }

    private static void run(Runnable method, AtomicBoolean alive) {
        if (alive.get()) {
            try {
                method.run();
            } catch (InnerFault.Raised e) {
                // The end of that thread, and of nothing else.
            }
        }
    }

    void crash(int host) {
        lives.get(host).set(false);
        network.crash(endpoint(host));
    }

    /** Appends a number that nobody appended before. */
    void append(int client, String name, int number) {
        deadlines.put(number, Deadline.after(span, time));
        call(client, name, Cell.APPEND, number, outcome -> appends.told(number, told(outcome)));
    }

    void write(int client, String name, int value) {
        operate(client, name, Cell.WRITE, value, new Register.Write(value));
    }

    void read(int client, String name) {
        operate(client, name, Cell.READ, 0, new Register.Read());
    }

    private void operate(int client, String name, MethodDescriptor<?> method, int value, Object input) {
        long invoked = time.nanoTime();
        call(client, name, method, value, outcome -> {
            if (outcome instanceof Outcome.Returned returned) {
                history.add(new Operation(name, input, returned.value(), invoked, time.nanoTime()));
            } else if (outcome.mayHaveExecuted()) {
                history.add(new Operation(name, input, 0, invoked, Operation.NEVER));
            }
        });
    }

    private void call(
            int client, String name, MethodDescriptor<?> method, int value, java.util.function.Consumer<Outcome> then) {
        Invocation invocation = new Invocation(
                new ObjectName(name),
                method,
                new Cell.Number(value),
                Invocation.UNIDENTIFIED,
                Invocation.UNIDENTIFIED,
                Deadline.after(span, time),
                new Cancellation(),
                new Journal(time.nanoTime()));
        clients.get(client).invoke(invocation).thenAccept(outcome -> {
            ended++;
            if (outcome instanceof Outcome.Unknown
                    && method.effect() == Effect.EXACTLY_ONCE
                    && isPresent(name, invocation.journal())) {
                groundless.add(method.name() + " " + value + " on " + name + ": " + outcome);
            }
            trace.note(method.name() + value + outcome.getClass().getSimpleName());
            then.accept(outcome);
        });
    }

    private boolean isPresent(String name, Journal journal) {
        long present = Objects.requireNonNull(incarnations.get(name));
        return journal.latestAttempts().stream()
                .allMatch(attempt -> attempt.standing().incarnation() == present);
    }

    private static Told told(Outcome outcome) {
        if (outcome instanceof Outcome.Returned) {
            return Told.RETURNED;
        }
        if (outcome instanceof Outcome.Threw) {
            return Told.THREW;
        }
        return outcome.mayHaveExecuted() ? Told.UNKNOWN : Told.NOT_EXECUTED;
    }

    void advance(long millis) {
        time.advance(Duration.ofMillis(millis));
    }

    /** The object, whose register is gone with its host. */
    private final class Kept implements Cell {
        private final String name;
        private final int host;
        private int value;

        Kept(String name, int host) {
            this.name = name;
            this.host = host;
        }

        @Override
        public int write(int given) {
            value = given;
            return given;
        }

        @Override
        public int append(int given) {
            appended.add(given);
            if (Objects.requireNonNull(deadlines.get(given)).hasPassed(time)) {
                begunLate.add(given);
            }
            if (!Objects.equals(owners.get(name), host)) {
                strays.add(given);
            }
            return given;
        }

        @Override
        public int read() {
            return value;
        }
    }
}
