package io.limpid.runtime;

import io.limpid.runtime.check.AppendCheck;
import io.limpid.runtime.check.AppendCheck.Told;
import io.limpid.runtime.check.Operation;
import io.limpid.runtime.check.Register;
import io.limpid.runtime.completion.InvocationIds;
import io.limpid.runtime.hosting.Hosting;
import io.limpid.runtime.hosting.HostingSettings;
import io.limpid.runtime.hosting.ObjectTable;
import io.limpid.runtime.identity.Endpoint;
import io.limpid.runtime.identity.ObjectName;
import io.limpid.runtime.identity.Standing;
import io.limpid.runtime.invocation.Cancellation;
import io.limpid.runtime.invocation.Deadline;
import io.limpid.runtime.invocation.Effect;
import io.limpid.runtime.invocation.Invocation;
import io.limpid.runtime.invocation.Invoker;
import io.limpid.runtime.invocation.Journal;
import io.limpid.runtime.invocation.MethodDescriptor;
import io.limpid.runtime.invocation.Outcome;
import io.limpid.runtime.location.BindingCache;
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

    /** What was appended by methods that began when their callers did not wait any more. */
    final List<Integer> begunLate = new ArrayList<>();

    /** What is to happen within hosts. */
    InnerFault within = InnerFault.NONE;

    private final FakeDirectory directory = new FakeDirectory();
    private final List<AtomicBoolean> lives = new ArrayList<>();
    private final PlantedBug bug;
    private final Map<Integer, Deadline> deadlines = new HashMap<>();
    private final Map<String, Long> incarnations = new HashMap<>();
    private long epoch;

    SimulatedCluster(long seed, Faults faults, int clientCount) {
        this(seed, faults, clientCount, PlantedBug.NONE);
    }

    SimulatedCluster(long seed, Faults faults, int clientCount, PlantedBug bug) {
        this.bug = bug;
        random = new Random(seed);
        network = new SimulatedNetwork(time, random, faults, trace);
        for (int i = 1; i <= clientCount; i++) {
            InvocationIds ids = new InvocationIds(random);
            ids.adopt(i);
            Environment environment = new Environment(time, time, random, Runnable::run, () -> {});
            clients.add(new ClientPipeline(environment, bug.client(network), (call, end) -> {})
                    .toNamed(new BindingCache(directory, time, REMEMBERED_NAMES), ids));
        }
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
                                Duration.ofNanos(1_000L * random.nextInt(20_000)),
                                () -> network.within(endpoint(host), () -> run(method, alive))),
                        connection -> new NoReferences(),
                        () -> false,
                        "sim"),
                point -> {
                    if (alive.get() && !records.isAsking()) {
                        within.reached(this, host, point);
                    }
                });
        epoch++;
        for (String name : names) {
            incarnations.put(name, epoch);
            table.announce(new ObjectName(name), new Cell.Type(), new Kept()).becomeCurrent(new Standing(epoch, epoch));
            directory.bind(FakeDirectory.binding(name, epoch, endpoint(host)));
        }
        network.listen(endpoint(host), bug.host(records.of(hosting), time));
        trace.note("start " + host);
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
        private int value;

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
            return given;
        }

        @Override
        public int read() {
            return value;
        }
    }
}
