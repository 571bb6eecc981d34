package io.limpid.runtime;

import io.limpid.Combine;
import io.limpid.Fate;
import io.limpid.InvocationId;
import io.limpid.NotExecutedException;
import io.limpid.OutcomeUnknownException;
import io.limpid.Replicated;
import io.limpid.Strategy;
import io.limpid.runtime.HostSettings.WithProcess;
import io.limpid.runtime.completion.ClientKey;
import io.limpid.runtime.completion.ClientLedgers;
import io.limpid.runtime.hosting.Export;
import io.limpid.runtime.hosting.Sequencer;
import io.limpid.runtime.identity.Binding;
import io.limpid.runtime.identity.Endpoint;
import io.limpid.runtime.identity.InterfaceId;
import io.limpid.runtime.identity.ObjectName;
import io.limpid.runtime.identity.Replica;
import io.limpid.runtime.identity.Replica.Role;
import io.limpid.runtime.identity.Seat;
import io.limpid.runtime.identity.Standing;
import io.limpid.runtime.invocation.ProcessSignals;
import io.limpid.runtime.invocation.Replication;
import io.limpid.runtime.invocation.SystemThreads;
import io.limpid.runtime.location.Naming;
import io.limpid.runtime.location.Naming.HostNameTakenException;
import io.limpid.runtime.location.Naming.NameTakenException;
import io.limpid.runtime.migration.HostControl;
import io.limpid.runtime.migration.Movements;
import io.limpid.runtime.migration.Place;
import io.limpid.runtime.migration.ProvidedResources;
import io.limpid.runtime.migration.code.MobileCode;
import io.limpid.runtime.stub.RemoteType;
import io.limpid.runtime.stub.StateTypes;
import io.limpid.runtime.transport.Transport.Draining;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A process that holds objects, and calls those of others like a client. Thread-safe.
 *
 * <pre>{@code
 * try (Host host = Host.join("limpid://naming:7400")) {
 *     host.export("bank/accounts/alice", Account.class, new SavingsAccount());
 *     host.awaitClose();
 * }
 * }</pre>
 *
 * <p>By default a {@link io.limpid.ReadOnly} method shares its object and any other has it alone; a chain of calls that comes back
 * to an object re-enters. A class annotated {@link io.limpid.Concurrent} guards itself.
 */
public final class Host implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Host.class);

    /** How long leaving waits for naming; the lease ends by itself. */
    private static final Duration FAREWELL = Duration.ofSeconds(1);

    private static final Duration HASTY_FAREWELL = Duration.ofMillis(300);

    /** Half of them for objects that come, which are at most so many. */
    private static final int MOST_MOVES = 128;

    private final HostSettings settings;
    private final CallableSide callable;
    private final ProvidedResources resources = new ProvidedResources();
    private final Node node;
    private final Endpoint endpoint;

    /** Where naming says that objects are which are this host's alone. */
    private final List<Replica> here;

    private final MobileCode code;

    /** Null where names come from a fixed list. */
    private final @Nullable Membership membership;

    /** Null where names come from a fixed list. */
    private @Nullable Movements movements;

    /** Null where names come from a fixed list. */
    private @Nullable HostPlacement placement;

    /** Null where names come from a fixed list. */
    private @Nullable HostDrain drain;

    /** Null where nobody wants to know. */
    private final @Nullable HostHealth health;

    /** Each object on its way has a thread of these; what waits for naming or another host must not hold up what runs beside. */
    private final ExecutorService moves;

    private final AtomicBoolean closing = new AtomicBoolean();

    /** Completes when this host is closed, for whoever drains it meanwhile. */
    private final CompletableFuture<Void> closes = new CompletableFuture<>();

    /** Completes when whoever closes will not wait for running methods. */
    private final CompletableFuture<Void> hurry = new CompletableFuture<>();

    private final CountDownLatch closed = new CountDownLatch(1);
    private volatile Runnable forgetHook = () -> {};

    Host(HostSettings settings, Environment environment) {
        this.settings = settings;
        this.moves = environment.machine().threads().named(settings.name() + "-move", MOST_MOVES);
        this.code = MobileCode.of(settings.code().offered(), settings.code().trusted(), environment.clock());
        this.callable = new CallableSide(
                settings.name(), settings.hosting(), settings.wires().transport());
        this.node = new Node(settings.node(), environment, callable);
        try {
            this.endpoint = node.transport().listen(settings.wires().listen());
            this.here = List.of(new Replica(settings.name(), endpoint, Role.PRIMARY));
            callable.listensAt(endpoint);
            node.begin();
            this.membership = join(node.naming());
            this.health = settings.wires()
                    .health()
                    .map(place -> HostHealth.open(place, toString(), membership, this::isLeaving))
                    .orElse(null);
        } catch (RuntimeException e) {
            end();
            throw e;
        }
        if (settings.closing().withProcess() != WithProcess.NOTHING) {
            forgetHook = SystemThreads.onShutdown(settings.name() + "-shutdown", this::endWithProcess);
        }
    }

    private void endWithProcess() {
        ProcessSignals.onFurtherRequestToEnd(settings.name() + "-hurry", this::close);
        if (settings.closing().withProcess() == WithProcess.DRAIN) {
            try {
                drain().forEach((object, why) -> LOG.warn("{} ends with host {}: {}", object, name(), why));
            } catch (RuntimeException e) {
                LOG.warn("host {} ends with its objects", name(), e);
            }
        }
        close();
    }

    private @Nullable Membership join(@Nullable Naming naming) {
        if (naming == null) {
            return null;
        }
        Membership.Identity identity = new Membership.Identity(
                settings.name(), node.environment().machine().ids().get(), endpoint);
        Membership made = new Membership(
                naming, span -> Node.withTimeout(naming, span), identity, node.environment(), this::bindAnew);
        try {
            made.join();
            callable.heldSubjectTo(made::isInDoubt);
            callable.sweptBy(naming, node.environment());
            openControl(naming, identity, made);
            return made;
        } catch (HostNameTakenException e) {
            throw new IllegalStateException(e.getMessage(), e);
        }
    }

    /** From now on objects can be asked to leave, and to come. */
    private void openControl(Naming naming, Membership.Identity identity, Membership membership) {
        Environment environment = node.environment();
        Movements made = new Movements(new Place(
                new Place.Self(identity.host(), identity.instance(), node::clientId),
                new Place.Objects(
                        callable.hosting(),
                        node.types(),
                        new StateTypes(),
                        resources,
                        callable.references().unconnected(),
                        code),
                new Place.Work(
                        moves,
                        environment.scheduler(),
                        environment.machine().waits(),
                        environment.machine().ids(),
                        membership.remembrance()),
                naming,
                membership.tenure(),
                node::controlAt));
        drain = new HostDrain(name(), node, callable.hosting(), made);
        made.emptiedBy(new RequestedDrain(drain::begin, drain::objects, environment.scheduler(), closes));
        announceControl(HostControl.NAME, HostControl.class, made);
        movements = made;
        placement = new HostPlacement(name(), settings.placement(), node, made);
        placement.begin();
    }

    private <T> Export announceControl(ObjectName name, Class<T> type, T object) {
        Export control = callable.table().announceApart(name, node.types().of(type), object);
        Movers movers = new Movers(name(), node.transport().principal(), settings.movers());
        control.onlyFor(movers::refusal);
        control.becomeCurrent(Standing.NONE);
        return control;
    }

    private boolean isLeaving() {
        return closing.get() || (movements != null && movements.isLeaving());
    }

    /** It will end: what it has is its owner's to place, and what comes would end with it. */
    private void beginToLeave() {
        if (placement != null) {
            placement.stop();
        }
        if (movements != null) {
            movements.takeNothingMore();
        }
    }

    /**
     * Joins naming with a name of its own and listens on loopback, at a port that the system chooses.
     *
     * @param naming where naming is, as in {@code limpid://host:7400} or {@code limpid://a:7400,b:7400}
     * @throws IllegalArgumentException if the address is not of that form
     * @throws NotExecutedException if naming cannot be reached
     */
    public static Host join(String naming) {
        return builder().naming(naming).open();
    }

    /** Begins to describe a host. */
    public static HostBuilder builder() {
        return new HostBuilder();
    }

    /** The name under which this host joined. */
    public String name() {
        return settings.name();
    }

    /** What is kept for clients whose calls run here exactly once. */
    ClientLedgers ledgers() {
        return callable.hosting().ledgers();
    }

    /** Where this host listens, as others are told. */
    public Endpoint endpoint() {
        return endpoint;
    }

    /** Where this host tells over HTTP how it is, without the path; empty if it does not. */
    public Optional<URI> health() {
        return Optional.ofNullable(health).map(HostHealth::address);
    }

    /**
     * Lets others call the object under a name. Returns once naming knows it; from then on it is called, on other threads. One object
     * may have several names, and is guarded as one.
     *
     * @throws IllegalArgumentException if the name is not a name or is in use in this host, or nothing was generated for the interface
     * @throws IllegalStateException if another host holds the name, the object is being moved away, or this host is closed
     * @throws NotExecutedException if naming cannot be reached; then the object is not exported
     * @throws OutcomeUnknownException if naming did not answer; then the object is not exported, and the name is freed once
     *     naming can be reached, in case it was bound
     */
    public <T> Exported export(String name, Class<T> type, T object) {
        return exported(name, type, object, null);
    }

    /**
     * Lets others call the object as one of the replicas of the group that has a name; the first makes the group. The replicas are objects
     * of their own: nothing carries what a call changes in one over to the others. Otherwise as {@link #export(String, Class, Object)}; a host has one replica of a group.
     *
     * @param role whether it takes calls as long as it can, or only while no primary can
     * @throws IllegalArgumentException if the name is not a name or is in use in this host, or nothing was generated for the interface
     * @throws IllegalStateException if a host holds the name alone, the group has another interface or 64 replicas, or this host is
     *     closed or has no naming
     * @throws NotExecutedException if naming cannot be reached; then the object is not exported
     * @throws OutcomeUnknownException if naming did not answer; then the object is not exported, and leaves the group once naming can be
     *     reached, in case it had joined
     */
    public <T> Exported export(String name, Class<T> type, T object, Role role) {
        if (membership == null) {
            throw new IllegalStateException(
                    "host " + name() + " has no naming, which keeps the replicas of groups (builder.naming(address))");
        }
        return exported(name, type, object, new Seat(role, settings.zone()));
    }

    /**
     * Lets others call an object that several hosts have together, as one of its replicas. This is what a cell stands on, by which programs
     * have such objects.
     *
     * @param group what naming is to know the object as; replicas that are known as something else are not its
     * @throws IllegalArgumentException if the name is in use in this host
     * @throws IllegalStateException if a host holds the name alone, the group has another interface or 64 replicas, or this host is
     *     closed or has no naming
     * @throws NotExecutedException if naming cannot be reached; then it is not exported
     * @throws OutcomeUnknownException if naming did not answer; then it is not exported, and leaves the group once naming can be reached
     */
    public Exported exportSequenced(ObjectName name, RemoteType<?> type, InterfaceId group, Sequencer sequencer) {
        checkOpen();
        if (membership == null) {
            throw new IllegalStateException(
                    "host " + name() + " has no naming, which keeps the replicas of objects (builder.naming(address))");
        }
        return bound(
                callable.table().announceSequenced(name, type, group, sequencer),
                new Seat(Role.PRIMARY, settings.zone()));
    }

    /**
     * Lets whoever may move objects from here call an object of the runtime's own, of which naming knows nothing: whoever calls it must know where
     * this host listens. This is what a cell stands on.
     *
     * @return takes it out; to be run once
     * @throws IllegalArgumentException if the name is in use in this host
     * @throws IllegalStateException if this host is closed
     */
    public <T> Runnable exportControl(ObjectName name, Class<T> type, T object) {
        checkOpen();
        Export control = announceControl(name, type, object);
        return () -> callable.hosting().withdraw(control);
    }

    /**
     * Tells which of these clients are over, as far as this host knows; of the others it asks naming in time. For whoever keeps something for
     * clients that this host keeps nothing for.
     */
    public List<Long> over(Collection<ClientKey> clients) {
        ClientLedgers ledgers = ledgers();
        List<Long> over = new ArrayList<>();
        for (ClientKey client : clients) {
            if (ledgers.isOver(client.clientId())) {
                over.add(client.clientId());
            } else {
                // Not as one that called, or it would never be taken for silent.
                ledgers.attend(client);
            }
        }
        return over;
    }

    private <T> Exported exported(String name, Class<T> type, T object, @Nullable Seat seat) {
        checkOpen();
        if (isOneObject(type)) {
            throw new IllegalArgumentException("object of " + type.getName()
                    + ": its interface is @Replicated(LOG) (expected: exported in a cell, by Cell.export)");
        }
        ObjectName objectName = new ObjectName(name);
        if (objectName.isWithin("~")) {
            throw new IllegalArgumentException(
                    "object name: " + name + " (expected: not below ~, where objects without a name are kept)");
        }
        RemoteType<T> remoteType = node.types().of(type);
        // Known here first: naming may tell a caller of it before it tells this host that it is bound.
        return bound(callable.table().announce(objectName, remoteType, object), seat);
    }

    /** Also by an interface that it extends: callers of its methods rely on it. */
    private static boolean isOneObject(Class<?> type) {
        Replicated said = type.getAnnotation(Replicated.class);
        return (said != null && said.value() == Strategy.LOG)
                || Arrays.stream(type.getInterfaces()).anyMatch(Host::isOneObject);
    }

    private Exported bound(Export export, @Nullable Seat seat) {
        if (seat != null) {
            export.joins(seat);
        }
        try {
            bind(export);
        } catch (NameTakenException e) {
            callable.hosting().withdraw(export);
            throw new IllegalStateException(e.getMessage(), e);
        } catch (RuntimeException e) {
            callable.hosting().withdraw(export);
            throw e;
        }
        return new Exported(export);
    }

    private void bind(Export export) throws NameTakenException {
        if (membership == null) {
            export.becomeCurrent(Standing.NONE);
            return;
        }
        membership.bind(export.name(), export.type(), export.seat(), binding -> open(export, binding));
    }

    private void open(Export export, Binding binding) {
        if (!binding.isGroup()) {
            if (export.epoch() == 0 && binding.epoch() != binding.incarnation()) {
                // A name has another epoch than its incarnation only by moving.
                throw new IllegalStateException(
                        "name " + binding.name() + " is that of an object that was to move here to"
                                + " host " + name()
                                + " and was turned away; its source takes it back (export under another name,"
                                + " or later)");
            }
            export.becomeCurrent(inOwnWords(binding, export));
            return;
        }
        // A replica knows no more of its group than itself: whoever is wrong here asks naming.
        for (Replica replica : binding.replicas()) {
            if (replica.host().equals(name())) {
                export.becomeCurrent(binding.standing(replica));
            }
        }
    }

    /** Says the same by what this host has already: each of naming's answers came with names of its own, and a host may keep a million. */
    private Binding inOwnWords(Binding binding, Export export) {
        return binding.replicas().equals(here) && binding.type().equals(export.type())
                ? new Binding(export.name(), export.type(), binding.epoch(), binding.incarnation(), here)
                : binding;
    }

    /** Binds what is held, after the host's lease had ended. What somebody else has bound since is theirs. */
    private void bindAnew() {
        for (Export export : callable.table().exports()) {
            if (export.epoch() == 0 || export.passOver()) {
                continue;
            }
            try {
                bind(export);
            } catch (NameTakenException e) {
                // It may have begun to move, or have come back, while naming was asked.
                if (!export.passOver() && export.epoch() < e.holder().epoch()) {
                    LOG.warn("host {} has lost an object: {}", name(), e.getMessage());
                    callable.hosting().withdraw(export);
                }
            } catch (NotExecutedException e) {
                if (e.reason() != NotExecutedException.Reason.NOT_ALLOWED) {
                    throw e;
                }
                // Those who know it still call it; the others must not be held up by it.
                LOG.error("host {} may not bind {} any more: {}", name(), export.name(), e.detail());
            }
        }
    }

    /** Gives a stub of the object that has a name, whether or not there is one yet. Costs nothing; the first call looks for it. */
    public <T> T lookup(Class<T> type, String name) {
        checkOpen();
        return node.lookup(type, new ObjectName(name));
    }

    /**
     * Gives a stub whose calls meet a group so, whatever {@link io.limpid.Replicated} says; otherwise as {@link #lookup(Class, String)}. A method
     * that must run once goes to one replica all the same, and keeps what it has where this would ask several. {@link Combine}s other than
     * those that suit any result ({@link Combine#FIRST}, {@link Combine#EQUAL}, {@link Combine#VOTE}) are for the generator, which knows
     * the methods' types.
     *
     * @throws IllegalArgumentException if the name is not a name, nothing was generated for the interface, or what is given combines answers by
     *     their type, or not at all where there are several
     */
    public <T> T lookup(Class<T> type, String name, Replication replication) {
        checkOpen();
        return node.lookup(type, new ObjectName(name), replication.forAnyMethod());
    }

    /**
     * Moves an object, of this host or any other, to a host; as {@link Client#migrate}.
     *
     * @param name the object's name
     * @param target the name of the host that is to have it
     * @return for how long no call could run in it
     * @throws io.limpid.MoveRefusedException if it stays where it is; the message says why
     */
    public Duration migrate(String name, String target) {
        checkOpen();
        return node.moves().migrate(new ObjectName(name), target);
    }

    /**
     * Moves an object from wherever it is to this host.
     *
     * @return for how long no call could run in it
     * @throws io.limpid.MoveRefusedException if it stays where it is; the message says why
     */
    public Duration attract(String name) {
        return migrate(name, name());
    }

    /**
     * Provides something of this host's own for objects that come and are bound to it {@linkplain io.limpid.ResourceBinding#BY_TYPE by
     * type}.
     *
     * @throws IllegalArgumentException if the resource is not of the type, or of a type that is provided already
     */
    public <R> void provide(Class<R> type, R resource) {
        resources.provide(type, resource);
    }

    /**
     * Moves the objects of this host to the other living hosts, evenly, a few at once; waits. Objects that are exported meanwhile are not
     * among them. From now on this host takes no objects of others. If it is closed meanwhile, this gives up at once.
     *
     * @return the names of those that stay here, each with the reason; empty if all have left
     * @throws NotExecutedException if naming cannot be reached
     */
    public Map<String, String> drain() {
        checkOpen();
        if (movements == null || drain == null) {
            throw new IllegalStateException("host " + name()
                    + " has no naming, which knows where its objects may go (builder.naming(address))");
        }
        beginToLeave();
        node.environment().machine().waits().join(CompletableFuture.anyOf(movements.nothingComes(), closes));
        return drain.carryOut(closes);
    }

    /**
     * Asks what became of a call that this host has made and that ended with {@link OutcomeUnknownException}; as {@link Client#resolve}.
     *
     * @throws OutcomeUnknownException if no answer can be had at present: it is still unknown, and can be asked again
     * @throws IllegalStateException if this host is closed
     */
    public Fate resolve(InvocationId call) {
        checkOpen();
        return node.resolve(call);
    }

    private void checkOpen() {
        if (closing.get()) {
            throw new IllegalStateException("host " + name() + " is closed");
        }
    }

    /** Waits until this host has been closed, or the waiting thread is interrupted; then its interrupt remains set. */
    public void awaitClose() {
        try {
            closed.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /**
     * Lets no further call in, waits until those under way have ended (at most the closing span), then leaves naming and ends. A
     * second close, or an interrupt, cuts the wait short. A {@linkplain #drain() drain} ends at once; what has not left by then ends with this host.
     */
    @Override
    public void close() {
        closes.complete(null);
        if (!closing.compareAndSet(false, true)) {
            hurry.complete(null);
            awaitClose();
            return;
        }
        forgetHook.run();
        beginToLeave();
        letRunningMethodsEnd();
        if (membership != null) {
            membership.leave(hurry.isDone() ? HASTY_FAREWELL : FAREWELL);
        }
        end();
    }

    private void letRunningMethodsEnd() {
        Duration span = settings.closing().span();
        Draining draining = node.transport().drain();
        // First tell, then refuse: what came before its caller was told is served.
        CompletableFuture<Void> quiet =
                draining.told().thenCompose(told -> callable.hosting().drain());
        try {
            CompletableFuture<Object> first =
                    CompletableFuture.anyOf(CompletableFuture.allOf(quiet, draining.answered()), hurry);
            node.environment().machine().waits().get(first, span);
        } catch (TimeoutException e) {
            LOG.warn("host {} ends although methods still run after {}", name(), span);
        } catch (ExecutionException e) {
            LOG.warn("host {} could not tell its callers that it ends", name(), e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void end() {
        callable.hosting().close();
        if (membership != null) {
            membership.stop();
        }
        node.close();
        moves.shutdownNow();
        callable.release();
        if (health != null) {
            health.close();
        }
        closed.countDown();
    }

    /** Gives the host's name and place. */
    @Override
    public String toString() {
        return "host " + name() + " at " + endpoint;
    }

    /** An object under one of its names. Thread-safe. */
    public final class Exported {
        private final Export export;

        private Exported(Export export) {
            this.export = export;
        }

        /** The name. */
        public String name() {
            return export.name().path();
        }

        /** The epoch at which it is here; 0 in a host without naming. */
        public long epoch() {
            return export.epoch();
        }

        /**
         * Frees the name. Calls that have not begun are refused, those that run end as they would have; does nothing if it was freed.
         *
         * @throws NotExecutedException if naming cannot be reached; then the object remains exported
         * @throws IllegalStateException if the object is being moved at present
         */
        public void unexport() {
            if (export.isWithdrawn()) {
                return;
            }
            if (!export.beginFreeing()) {
                throw new IllegalStateException(name() + " is being moved or freed (free it where it is then)");
            }
            // Naming first: otherwise a caller whom it still sends here would be told that there is no such object.
            try {
                if (membership != null) {
                    membership.unbind(export.name(), export.epoch());
                }
            } catch (RuntimeException e) {
                export.endFreeing();
                throw e;
            }
            callable.hosting().withdraw(export);
        }
    }
}
