package io.limpid.naming.service;

import io.limpid.Concurrent;
import io.limpid.NotExecutedException.Reason;
import io.limpid.log.NotLeaderException;
import io.limpid.log.PeerId;
import io.limpid.log.ReplicatedLog;
import io.limpid.log.StateMachine;
import io.limpid.naming.state.Answer;
import io.limpid.naming.state.Command;
import io.limpid.naming.state.Messages;
import io.limpid.naming.state.NamingStateMachine;
import io.limpid.naming.state.Query;
import io.limpid.naming.state.Terms;
import io.limpid.runtime.hosting.RefusedException;
import io.limpid.runtime.identity.Binding;
import io.limpid.runtime.identity.Endpoint;
import io.limpid.runtime.identity.InterfaceId;
import io.limpid.runtime.identity.ObjectName;
import io.limpid.runtime.identity.Seat;
import io.limpid.runtime.invocation.Clock;
import io.limpid.runtime.invocation.CurrentCall;
import io.limpid.runtime.invocation.Outcome.NotExecuted;
import io.limpid.runtime.invocation.Scheduler;
import io.limpid.runtime.location.Naming;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.function.Consumer;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;

/**
 * Naming over a log: changes are commands, questions are linearizable queries. What the log surely did not take is refused as not
 * executed, so that callers ask again. Thread-safe; it guards itself by the order of the log.
 */
@Concurrent
public final class NamingService implements Naming, AutoCloseable {
    /** When to ask again for what a host may have that is not back yet. */
    private static final Duration WHILE_HOSTS_COME_BACK = Duration.ofMillis(200);

    private final ReplicatedLog log;
    private final PeerId self;
    private final Terms terms;
    private final Tenants tenants;
    private final Scheduler scheduler;
    private final Reign reign;
    private final Refusals refusals;
    private final Watches watches;
    private final NameWatches nameWatches;

    private NamingService(ReplicatedLog log, PeerId self, Founding founding, Clock clock, Scheduler scheduler) {
        this.log = log;
        this.self = self;
        this.terms = founding.terms();
        this.tenants = founding.tenants();
        this.scheduler = scheduler;
        this.reign = new Reign(log, self, clock, scheduler, founding);
        this.refusals = new Refusals(log, self, NAME, Naming.class);
        this.watches = new Watches(this::ask, scheduler, Duration.ofMillis(WATCH_HOLD_MILLIS));
        this.nameWatches = new NameWatches(this::ask, clock, scheduler, Duration.ofMillis(WATCH_HOLD_MILLIS));
    }

    /** Opens the log that a state machine is kept in. */
    @FunctionalInterface
    public interface LogOpener {
        /** Opens it. */
        ReplicatedLog open(StateMachine machine) throws IOException;
    }

    /**
     * What a naming begins by.
     *
     * @param terms how long leases last
     * @param copy what a new naming goes on from; nothing is answered before it is restored. Empty for one that goes on from its own log
     * @param tenants who may hold which names
     */
    public record Founding(Terms terms, Optional<DirectoryCopy> copy, Tenants tenants) {}

    /** From the machine to whoever watches it by then. */
    private static final class ChangeFeed implements Consumer<List<Change>> {
        private volatile Consumer<List<Change>> watcher = changes -> {};

        @Override
        public void accept(List<Change> changes) {
            watcher.accept(changes);
        }
    }

    /**
     * Opens the log and serves what is in it. It owns the log.
     *
     * @throws IOException if the log cannot be opened
     */
    public static NamingService open(LogOpener opener, PeerId self, Founding founding, Clock clock, Scheduler scheduler)
            throws IOException {
        // The machine stands before the service: what is applied while the log opens, nobody watches.
        ChangeFeed feed = new ChangeFeed();
        ReplicatedLog log = opener.open(new NamingStateMachine(feed));
        NamingService service = new NamingService(log, self, founding, clock, scheduler);
        feed.watcher = changes -> {
            service.watches.changed(changes);
            service.nameWatches.changed(changes);
        };
        log.addLeadershipListener(service.reign);
        log.addLeadershipListener(now -> {
            if (!now.self()) {
                // Not from here: this thread is one that the log needs.
                scheduler.schedule(Duration.ZERO, () -> service.nameWatches.endAll(service.notLeading()));
            }
        });
        return service;
    }

    @Override
    public CompletionStage<Lease> openClient(String description) {
        String caller = caller();
        return submit(at -> new Command.OpenClient(at, terms.clientMillis(), caller))
                .thenApply(answer -> new Lease(as(Answer.Granted.class, answer).clientId(), terms.clientMillis()));
    }

    @Override
    public CompletionStage<Lease> renewClient(long clientId) {
        String caller = caller();
        return submit(at -> new Command.RenewClient(at, terms.clientMillis(), clientId, caller))
                .thenCompose(answer -> answer instanceof Answer.Ended
                        ? CompletableFuture.failedFuture(new LeaseEndedException("client " + clientId))
                        : allowed(Answer.Granted.class, answer, clientId)
                                .thenApply(granted -> new Lease(clientId, terms.clientMillis())));
    }

    @Override
    public CompletionStage<Void> closeClient(long clientId) {
        String caller = caller();
        return submit(at -> new Command.CloseClient(at, clientId, caller))
                .thenCompose(answer -> allowed(Answer.Done.class, answer, clientId))
                .thenAccept(done -> {});
    }

    /** Who asks, as the connection says; empty for a caller without a certificate. */
    private static String caller() {
        CurrentCall served = CurrentCall.served();
        String caller = served == null ? "" : served.caller();
        Requests.checkPrincipal(caller);
        return caller;
    }

    private static <T extends Answer> CompletableFuture<T> allowed(Class<T> expected, Answer answer, long clientId) {
        return answer instanceof Answer.Denied
                ? CompletableFuture.failedFuture(new RefusedException(
                        new NotExecuted(Reason.NOT_ALLOWED, "the client id " + clientId + " is another's")))
                : CompletableFuture.completedFuture(as(expected, answer));
    }

    @Override
    public CompletionStage<List<Long>> endedClients(List<Long> clientIds) {
        Requests.checkIds(clientIds);
        return ask(new Query.EndedClients(clientIds))
                .thenApply(answer -> as(Answer.Over.class, answer).clientIds());
    }

    @Override
    public CompletionStage<List<ClientOwner>> clientOwners(List<Long> clientIds) {
        Requests.checkIds(clientIds);
        return ask(new Query.ClientOwners(clientIds))
                .thenApply(answer -> as(Answer.Owned.class, answer).owners());
    }

    @Override
    public Lease joinHost(String host, UUID instance, Endpoint endpoint) throws HostNameTakenException {
        Requests.checkProcess(host, instance);
        Requests.checkEndpoint(endpoint);
        Answer answer = await(submit(at -> new Command.JoinHost(at, terms.hostMillis(), host, instance, endpoint)));
        if (answer instanceof Answer.HostTaken taken) {
            throw new HostNameTakenException(host, taken.endpoint());
        }
        return hostLease();
    }

    @Override
    public CompletionStage<Lease> renewHost(String host, UUID instance) {
        Requests.checkProcess(host, instance);
        return submit(at -> new Command.RenewHost(at, terms.hostMillis(), host, instance))
                .thenCompose(answer -> answer instanceof Answer.Ended
                        ? CompletableFuture.failedFuture(ended(host))
                        : CompletableFuture.completedFuture(hostLease()));
    }

    @Override
    public void leaveHost(String host, UUID instance) {
        Requests.checkProcess(host, instance);
        await(submit(at -> new Command.LeaveHost(at, host, instance)));
    }

    @Override
    public Binding bind(ObjectName name, InterfaceId type, String host, UUID instance)
            throws NameTakenException, LeaseEndedException {
        Requests.checkProcess(host, instance);
        Requests.checkType(type);
        tenants.checkMayHold(caller(), name);
        Answer answer = await(submit(at -> new Command.Bind(at, name, type, host, instance)));
        if (answer instanceof Answer.Taken taken) {
            throw new NameTakenException(taken.holder());
        }
        if (answer instanceof Answer.Ended) {
            throw ended(host);
        }
        return as(Answer.Bound.class, answer).binding();
    }

    @Override
    public Binding joinGroup(ObjectName name, InterfaceId type, Seat seat, String host, UUID instance)
            throws NameTakenException, GroupFullException, LeaseEndedException {
        Requests.checkProcess(host, instance);
        Requests.checkType(type);
        Requests.checkZone(seat.zone());
        tenants.checkMayHold(caller(), name);
        Answer answer = await(submit(at -> new Command.JoinGroup(at, name, type, seat, host, instance)));
        if (answer instanceof Answer.Taken taken) {
            throw new NameTakenException(taken.holder());
        }
        if (answer instanceof Answer.Full full) {
            throw new GroupFullException(name, full.most());
        }
        if (answer instanceof Answer.Ended) {
            throw ended(host);
        }
        return as(Answer.Bound.class, answer).binding();
    }

    @Override
    public Binding rebind(ObjectName name, long expectedEpoch, String toHost, UUID toInstance, UUID consent)
            throws EpochConflictException, LeaseEndedException {
        Requests.checkProcess(toHost, toInstance);
        Requests.checkConsent(consent);
        tenants.checkMayHold(caller(), name);
        Answer answer = await(
                submit(at -> new Command.Rebind(at, name, expectedEpoch, toHost, toInstance, Optional.of(consent))));
        if (answer instanceof Answer.Conflict conflict) {
            throw new EpochConflictException(name, expectedEpoch, conflict.actualEpoch());
        }
        if (answer instanceof Answer.Ended) {
            throw ended(toHost);
        }
        if (answer instanceof Answer.Denied) {
            throw new RefusedException(new NotExecuted(
                    Reason.NOT_ALLOWED,
                    "the host that has " + name + " has not consented to its move to host " + toHost
                            + " (ask that host to move it: host.migrate, or limpid migrate)"));
        }
        return as(Answer.Bound.class, answer).binding();
    }

    @Override
    public void unbind(ObjectName name, long expectedEpoch, UUID consent) throws EpochConflictException {
        Requests.checkConsent(consent);
        String caller = caller();
        tenants.checkMayHold(caller, name);
        Optional<UUID> needed = tenants.isAdministrator(caller) ? Optional.empty() : Optional.of(consent);
        Answer answer = await(submit(at -> new Command.Unbind(at, name, expectedEpoch, needed)));
        if (answer instanceof Answer.Denied) {
            throw new RefusedException(
                    new NotExecuted(
                            Reason.NOT_ALLOWED,
                            "the process that has " + name
                                    + " has not consented to its being freed (unexport it at its host, stop"
                                    + " that host, or ask as one who may hold all names: --allow PRINCIPAL= at each naming server)"));
        }
        if (answer instanceof Answer.Conflict conflict) {
            throw new EpochConflictException(name, expectedEpoch, conflict.actualEpoch());
        }
    }

    @Override
    public CompletionStage<Optional<Entry>> resolve(ObjectName name) {
        return ask(new Query.Resolve(name))
                .thenCompose(answer -> answer instanceof Answer.NotYet
                        ? CompletableFuture.failedFuture(notYet(name))
                        : CompletableFuture.completedFuture(
                                as(Answer.Found.class, answer).entry()));
    }

    @Override
    public CompletionStage<Found> find(ObjectName name) {
        if (log.leader().isEmpty()) {
            return CompletableFuture.failedFuture(cannotFind("it has heard of no leader lately", null));
        }
        return log.queryHere(Messages.write(new Query.Resolve(name))).handle((answer, failure) -> {
            if (failure != null) {
                throw cannotFind(String.valueOf(failure.getMessage()), failure);
            }
            return Messages.readAnswer(answer) instanceof Answer.Found found
                    ? new Found(found.revision(), found.entry())
                    // What is not back yet after a restoration is not here.
                    : new Found(0, Optional.empty());
        });
    }

    private RefusedException cannotFind(String why, @Nullable Throwable cause) {
        return new RefusedException(new NotExecuted(
                Reason.UNREACHABLE,
                "naming's peer " + self + " cannot tell what names there are: " + why,
                Duration.ZERO,
                null,
                cause));
    }

    private static RefusedException notYet(ObjectName name) {
        return new RefusedException(new NotExecuted(
                Reason.MOVED,
                "naming was restored from a copy, and the host of " + name + " may not be back yet",
                WHILE_HOSTS_COME_BACK,
                null,
                null));
    }

    @Override
    public List<Entry> list(String prefix, String after, int limit) {
        Requests.checkPage(prefix, after, limit);
        return as(Answer.Listed.class, await(ask(new Query.ListNames(prefix, after, limit))))
                .entries();
    }

    @Override
    public CompletionStage<Changes> watch(String prefix, long afterRevision) {
        Requests.checkPrefix(prefix);
        return watches.watch(prefix, afterRevision);
    }

    @Override
    public CompletionStage<Changes> watchNames(int[] fingerprints, long afterRevision) {
        Requests.checkFingerprints(fingerprints);
        CompletableFuture<Changes> answer = nameWatches.watch(fingerprints, afterRevision);
        // Only now: whoever waits is sent away when this server ceases to lead.
        if (!log.isLeader()) {
            answer.completeExceptionally(notLeading());
        }
        return answer;
    }

    private Throwable notLeading() {
        return refusals.of(new NotLeaderException(self, log.leader()));
    }

    @Override
    public CompletionStage<List<HostPlace>> hosts() {
        return ask(new Query.LivingHosts())
                .thenApply(answer -> as(Answer.Living.class, answer).hosts());
    }

    @Override
    public Status status() {
        Answer.Counted counted = as(Answer.Counted.class, await(ask(new Query.Counts())));
        return new Status(self.value(), counted.revision(), counted.names(), counted.hosts(), counted.clients());
    }

    /** Which servers keep this state. */
    public PeerControl peerControl() {
        return new PeerChanges(log, self, what -> tenants.checkAdministrates(caller(), what));
    }

    /** Copies of what is here. */
    public CopyControl copyControl() {
        Refusals asCopies = new Refusals(log, self, CopyControl.NAME, CopyControl.class);
        return new Copies(
                () -> {
                    tenants.checkAdministrates(caller(), "copy what naming keeps");
                    Answer answer = await(refusing(asked(new Query.Copy()), asCopies));
                    return DirectoryCopy.of(
                            bytes(as(Answer.Copied.class, answer).bytes()));
                },
                scheduler);
    }

    private static byte[] bytes(ByteBuffer buffer) {
        byte[] bytes = new byte[buffer.remaining()];
        buffer.get(bytes);
        return bytes;
    }

    /** How many watches wait. */
    public int watching() {
        return watches.size() + nameWatches.size();
    }

    /** Who leads, as this peer knows it. */
    public Optional<PeerId> leader() {
        return log.leader();
    }

    /**
     * Completes when the log has stopped: normally after {@link #close}, exceptionally if it had to stop by itself, or cannot go on from the
     * copy that it was to go on from, because it has begun without.
     */
    public CompletableFuture<Void> terminated() {
        CompletableFuture<Void> end = log.terminated().copy();
        reign.unfounded().whenComplete((nothing, cause) -> end.completeExceptionally(cause));
        return end;
    }

    /** Refuses further changes, and those who wait for changes. What is under way is still answered. */
    public void stopServing() {
        reign.close();
        watches.close();
        nameWatches.close();
    }

    /** Also closes the log. */
    @Override
    public void close() {
        stopServing();
        log.close();
    }

    private Lease hostLease() {
        return new Lease(0, terms.hostMillis());
    }

    private static LeaseEndedException ended(String host) {
        return new LeaseEndedException("host " + host);
    }

    private CompletableFuture<Answer> submit(LongFunction<Command> command) {
        return refusing(reign.submit(command), refusals);
    }

    private CompletableFuture<Answer> ask(Query query) {
        return refusing(asked(query), refusals);
    }

    private CompletableFuture<Answer> asked(Query query) {
        return log.query(Messages.write(query)).thenApply(Messages::readAnswer);
    }

    private static CompletableFuture<Answer> refusing(CompletableFuture<Answer> answer, Refusals by) {
        return answer.exceptionallyCompose(failure -> CompletableFuture.failedFuture(by.of(failure)));
    }

    private static <T extends Answer> T as(Class<T> expected, Answer answer) {
        if (!expected.isInstance(answer)) {
            throw new IllegalStateException("answer: " + answer + " (expected: " + expected.getSimpleName() + ")");
        }
        return expected.cast(answer);
    }

    /** Waits without a limit of its own: the log answers or stops, and whoever cancels the call interrupts. */
    private static Answer await(CompletableFuture<Answer> answer) {
        try {
            return answer.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CancellationException("interrupted while the log was at work");
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw new IllegalStateException(e.getCause());
        }
    }
}
