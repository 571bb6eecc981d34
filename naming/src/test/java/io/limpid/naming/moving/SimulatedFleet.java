package io.limpid.naming.moving;

import io.limpid.MoveRefusedException;
import io.limpid.NotExecutedException;
import io.limpid.OutcomeUnknownException;
import io.limpid.log.InMemoryLog;
import io.limpid.log.InMemoryStore;
import io.limpid.log.PeerId;
import io.limpid.naming.service.CopyControl;
import io.limpid.naming.service.DirectoryCopy;
import io.limpid.naming.service.NamingService;
import io.limpid.naming.service.Tenants;
import io.limpid.naming.state.Terms;
import io.limpid.runtime.Client;
import io.limpid.runtime.Host;
import io.limpid.runtime.SimulatedMachine;
import io.limpid.runtime.SimulatedWorld;
import io.limpid.runtime.check.AppendCheck.Told;
import io.limpid.runtime.hosting.Failpoints.Point;
import io.limpid.runtime.identity.Binding;
import io.limpid.runtime.identity.Endpoint;
import io.limpid.runtime.identity.ObjectName;
import io.limpid.runtime.invocation.CallObserver;
import io.limpid.runtime.location.MoveConsent;
import io.limpid.runtime.location.Naming;
import io.limpid.runtime.simulation.Faults;
import io.limpid.runtime.stub.RemoteType;
import io.limpid.runtime.stub.RemoteTypes;
import io.limpid.runtime.transport.Request;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.BiConsumer;

/**
 * Naming, hosts, callers and movers of one ledger, each a machine of a simulated world: all of it is what users run, but for the network, the
 * log behind naming, time, chance and threads. Keeps account of what callers were told and of what ran. For the test's thread.
 */
final class SimulatedFleet implements AutoCloseable {
    static final Terms TERMS = new Terms(60_000, 6_000);
    static final String BOOK = "book";

    private static final Endpoint NAMING = new Endpoint("naming", 7400);
    private static final RemoteType<Naming> NAMING_TYPE = new RemoteTypes().of(Naming.class);
    /** More than callers' timeout. */
    private static final Duration LONGEST_CALL = Duration.ofSeconds(6);

    private static final Duration DOWN = Duration.ofSeconds(1);
    private static final Duration BETWEEN_ATTEMPTS = Duration.ofMillis(500);

    final SimulatedWorld world;

    /** Is told of each step of each machine's work, on the thread that does it. */
    BiConsumer<SimulatedMachine, Point> reached = (machine, point) -> {};

    final Account account = new Account();

    /** Is told how calls have ended. */
    CallObserver observer = CallObserver.NONE;

    /** How moves have ended; null where one has not. */
    final List<String> moves = new ArrayList<>();

    private final PlantedMoveBug bug;
    private InMemoryStore store = new InMemoryStore();

    /** What a naming that was lost is restored from; empty as long as none was. */
    private Optional<DirectoryCopy> copy = Optional.empty();

    private final Map<String, SimulatedMachine> machines = new LinkedHashMap<>();
    private final Map<String, Host> hosts = new LinkedHashMap<>();
    private final List<Ledger> callers = new ArrayList<>();
    private final List<Client> clients = new ArrayList<>();
    /** What a machine has exported last, wherever its state is by now. */
    private final Map<String, SimulatedLedger> exported = new LinkedHashMap<>();

    private NamingService service;
    /** What callers were answered, by what they entered. */
    final Map<Integer, Integer> answers = new HashMap<>();

    private int entered;

    /** Starts naming and the hosts, the first of which has the ledger, and so many callers. */
    SimulatedFleet(long seed, Faults faults, int callerCount, String... hostNames) {
        this(seed, faults, PlantedMoveBug.NONE, callerCount, hostNames);
    }

    /** The same with a mistake. */
    SimulatedFleet(long seed, Faults faults, PlantedMoveBug bug, int callerCount, String... hostNames) {
        this.bug = bug;
        world = new SimulatedWorld(seed, faults);
        world.reached = (machine, point) -> {
            bug.reached(this, machine, point);
            reached.accept(machine, point);
        };
        world.receiving = (machine, right, request, responder) ->
                bug.host(this, machine, right).handle(request, responder);
        startNaming();
        world.advance(Duration.ofMillis(10));
        for (String host : hostNames) {
            start(host, host.equals(hostNames[0]));
        }
        for (int i = 0; i < callerCount; i++) {
            startCaller(i);
        }
        for (int i = 0; i < 40 && !isComplete(hostNames.length, callerCount); i++) {
            world.advance(Duration.ofMillis(300));
        }
        if (!isComplete(hostNames.length, callerCount)) {
            throw new IllegalStateException("the fleet did not start: " + hosts + ", " + callers.size() + " callers");
        }
    }

    /** Naming does not tell callers of moves any more. */
    void tellNothing() {
        var right = world.receiving;
        world.receiving = (machine, own, request, responder) -> {
            if (!asksNamingTo("watchNames", request)) {
                right.receive(machine, own, request, responder);
            }
        };
    }

    static boolean asksNamingTo(String method, Request request) {
        var called =
                request.object().equals(Naming.NAME) ? NAMING_TYPE.skeleton().method(request.method()) : null;
        return called != null && called.name().startsWith(method + "(");
    }

    private boolean isComplete(int hostCount, int callerCount) {
        return hosts.size() == hostCount && callers.size() == callerCount && !holder().isEmpty();
    }

    private void startNaming() {
        SimulatedMachine machine = world.machine(NAMING.host(), NAMING.port());
        machines.put("naming", machine);
        try {
            service = NamingService.open(
                    state -> InMemoryLog.open(store, bug.naming(state), Runnable::run),
                    new PeerId("single"),
                    new NamingService.Founding(TERMS, copy, Tenants.NOBODY),
                    machine.clock(),
                    machine.scheduler());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        NamingService serving = service;
        // Once it has begun: nobody waits for that then.
        machine.scheduler()
                .schedule(
                        Duration.ofMillis(1),
                        () -> machine.open(Host.builder().directory(List.of()))
                                .export(Naming.NAME.path(), Naming.class, serving));
    }

    private void start(String name, boolean withLedger) {
        SimulatedMachine machine = world.machine(name, 7500);
        machines.put(name, machine);
        machine.execute(() -> open(machine, withLedger));
    }

    private void open(SimulatedMachine machine, boolean withLedger) {
        try {
            Host host = machine.open(Host.builder().naming("limpid://" + NAMING));
            hosts.put(machine.name(), host);
            SimulatedLedger.Journal journal = journal(machine);
            host.provide(SimulatedLedger.Journal.class, journal);
            if (withLedger) {
                export(machine, host, journal);
            }
        } catch (IllegalStateException | NotExecutedException e) {
            // Its last life still has the name, or naming is away.
            machine.scheduler().schedule(BETWEEN_ATTEMPTS, () -> machine.execute(() -> open(machine, withLedger)));
        }
    }

    /** Until it, or anybody else, has it. */
    private void export(SimulatedMachine machine, Host host, SimulatedLedger.Journal journal) {
        try {
            SimulatedLedger ledger = new SimulatedLedger(journal);
            exported.put(machine.name(), ledger);
            host.export(BOOK, Ledger.class, ledger);
        } catch (IllegalStateException | NotExecutedException | OutcomeUnknownException e) {
            if (!holder().equals(machine.name())) {
                machine.scheduler()
                        .schedule(BETWEEN_ATTEMPTS, () -> machine.execute(() -> export(machine, host, journal)));
            }
        }
    }

    /** Has a host give the name an object of its own, as soon as naming lets it, unless somebody living has it. */
    void exportAt(String name) {
        SimulatedMachine machine = machines.get(name);
        machine.execute(() -> export(machine, hosts.get(name), journal(machine)));
    }

    private SimulatedLedger.Journal journal(SimulatedMachine machine) {
        return new SimulatedLedger.Journal() {
            @Override
            public void ran(int number) {
                if (!machine.isAlive()) {
                    return;
                }
                account.ran(number, machine.name());
                if (!holder().equals(machine.name()) && !isOnlyByACopy()) {
                    account.complain(number + " ran at " + machine + ", and naming has " + BOOK + " at " + holder());
                }
            }

            @Override
            public String process() {
                return machine.name();
            }
        };
    }

    /** Starts a further caller, who has yet to ask naming where the ledger is. */
    void addCaller() {
        startCaller(callers.size());
    }

    private void startCaller(int number) {
        SimulatedMachine machine = world.machine("caller-" + number, 1);
        machines.put(machine.name(), machine);
        machine.execute(() -> {
            Client client = machine.open(Client.builder()
                    .naming("limpid://" + NAMING)
                    .observer((invocation, outcome) -> observer.ended(invocation, outcome)));
            clients.add(client);
            callers.add(client.lookup(Ledger.class, BOOK));
        });
    }

    SimulatedMachine machine(String name) {
        return machines.get(name);
    }

    Host host(String name) {
        return hosts.get(name);
    }

    /** What naming says. */
    Binding binding() {
        return service.resolve(new ObjectName(BOOK))
                .toCompletableFuture()
                .join()
                .map(Naming.Entry::binding)
                .orElse(null);
    }

    /** Who has it, as naming says; empty if nobody has. */
    String holder() {
        Binding binding = binding();
        return binding == null ? "" : binding.replicas().get(0).host();
    }

    /** What a machine has exported last, wherever its state is by now; null if nothing. */
    SimulatedLedger exportedBy(SimulatedMachine machine) {
        return exported.get(machine.name());
    }

    private boolean isOnlyByACopy() {
        return copy.isPresent()
                && service.resolve(new ObjectName(BOOK))
                        .toCompletableFuture()
                        .join()
                        .filter(Naming.Entry::suspect)
                        .isPresent();
    }

    /** Copies what naming keeps. */
    DirectoryCopy backUp() {
        try {
            return CopyControl.fetch(service.copyControl());
        } catch (IOException | CopyControl.CopyGoneException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Naming is lost with all that it kept, and another goes on from a copy. */
    void restoreNaming(DirectoryCopy from) {
        copy = Optional.of(from);
        store = new InMemoryStore();
        crash("naming", false);
    }

    /** Has naming give the ledger from one host to another, without either. */
    void rebind(String from, String to) {
        Binding present = binding();
        UUID consent = MoveConsent.of(machine(from).instance(), present.name(), present.epoch(), to);
        try {
            service.rebind(present.name(), present.epoch(), to, machine(to).instance(), consent);
        } catch (Naming.EpochConflictException | Naming.LeaseEndedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Has one of the callers enter the next number. */
    void enter() {
        enter(world.random.nextInt(callers.size()));
    }

    /** Has this one enter the next number. */
    void enter(int caller) {
        int number = ++entered;
        machines.get("caller-" + caller).execute(() -> {
            Told end = end(() -> answers.put(number, callers.get(caller).enter(number)));
            world.trace.note(number + " " + end);
            account.told(number, end);
        });
    }

    private static Told end(Runnable call) {
        try {
            call.run();
            return Told.RETURNED;
        } catch (NotExecutedException e) {
            return Told.NOT_EXECUTED;
        } catch (OutcomeUnknownException e) {
            return Told.UNKNOWN;
        } catch (RuntimeException e) {
            return Told.THREW;
        }
    }

    /** How many calls have been begun. */
    int entered() {
        return entered;
    }

    /** Has one of the callers ask for a move. */
    void move(int caller, String target) {
        int index = moves.size();
        moves.add(null);
        machines.get("caller-" + caller).execute(() -> {
            String end;
            try {
                clients.get(caller).migrate(BOOK, target);
                end = "moved";
            } catch (MoveRefusedException e) {
                end = e.reason().toString();
            } catch (RuntimeException e) {
                end = e.getClass().getSimpleName();
            }
            world.trace.note("move " + end);
            moves.set(index, end);
        });
    }

    /** Lets time pass, and calls be made, one in each span of this length on an average. */
    void calls(Duration span, Duration each) {
        long end = world.time.nanoTime() + span.toNanos();
        while (world.time.nanoTime() < end) {
            enter();
            world.advance(Duration.ofNanos(1 + (long) (world.random.nextDouble() * 2 * each.toNanos())));
        }
    }

    /** What stands in the ledger; null if it does not answer in time. */
    List<Integer> read() {
        List<List<Integer>> answer = new ArrayList<>();
        machines.get("caller-0").execute(() -> {
            try {
                answer.add(callers.get(0).numbers());
            } catch (RuntimeException e) {
                account.complain("it cannot be read at the end: " + e.getMessage());
            }
        });
        world.advance(LONGEST_CALL);
        return answer.isEmpty() ? null : answer.get(0);
    }

    /**
     * Ends a machine's life, and begins its next a moment later. If it does this to itself, this does not return.
     *
     * @param losesLedger whether it may have had the only copy, and exports another
     */
    void crash(String name, boolean losesLedger) {
        SimulatedMachine machine = machines.get(name);
        if (losesLedger) {
            account.forgive();
        } else {
            account.forgive(name);
        }
        world.time.schedule(DOWN, () -> {
            if (name.equals("naming")) {
                startNaming();
            } else {
                start(name, losesLedger);
            }
        });
        machine.crash();
    }

    /** Everything that is wrong in the end. */
    List<String> judge() {
        // Calls that are under way may be entered after what is read next.
        world.advance(LONGEST_CALL);
        return account.judge(read());
    }

    @Override
    public void close() {
        world.close();
    }
}
