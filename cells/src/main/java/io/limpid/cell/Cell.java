package io.limpid.cell;

import io.limpid.cell.CellDirectory.Kind;
import io.limpid.log.LogSettings;
import io.limpid.log.PeerAddress;
import io.limpid.log.PeerId;
import io.limpid.log.ReplicatedLog;
import io.limpid.log.StateMachine;
import io.limpid.log.ratis.RatisLog;
import io.limpid.runtime.Host;
import io.limpid.runtime.completion.ClientKey;
import io.limpid.runtime.identity.ObjectName;
import io.limpid.runtime.invocation.SystemClock;
import io.limpid.runtime.invocation.SystemRandom;
import io.limpid.runtime.invocation.SystemScheduler;
import io.limpid.runtime.invocation.SystemThreads;
import io.limpid.runtime.location.CellControl;
import io.limpid.runtime.stub.RemoteType;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * This host's part in objects that several hosts have together: each of them opens the cell, and an object that one exports in it all have,
 * as one object. What a call changes is answered when more than half of the hosts have it on disk; so the objects outlive any minority of
 * them, and all of them if they come back. A cell of one host keeps durable objects. Thread-safe.
 *
 * <pre>{@code
 * try (Host host = Host.join("limpid://naming:7400");
 *         Cell cell = Cell.open(host, LogSettings.single("ledgers", directory).withPeers(self, peers))) {
 *     cell.export("bank/ledger", Ledger.class, new BankLedger());
 *     host.awaitClose();
 * }
 * }</pre>
 *
 * <p>Methods of such objects must be deterministic and short: see docs/replication.md.
 */
public final class Cell implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Cell.class);

    /** Between two looks at which clients are over. */
    private static final Duration BETWEEN_SWEEPS = Duration.ofSeconds(60);

    /** Where the only peer of a log is reached. */
    private static final PeerAddress NOWHERE = new PeerAddress("localhost", 1);

    /** Between two attempts to found the cell. */
    private static final Duration BETWEEN_ATTEMPTS = Duration.ofSeconds(1);

    private final Host host;
    private final ObjectName name;
    private final CellControl.Peer self;
    private final CellTypes types = new CellTypes();
    private final SystemScheduler scheduler;

    /** Naming is told on these, and the state machine asked, because either may keep them waiting. */
    private final ExecutorService tasks;

    private final CompletableFuture<ReplicatedLog> log = new CompletableFuture<>();
    private final Freshness freshness;
    private final CellNames names;
    private final CompletableFuture<Void> ended = new CompletableFuture<>();

    /** Takes back what whoever runs the cell calls here; null while there is nothing, or no more. */
    private final AtomicReference<@Nullable Runnable> control = new AtomicReference<>();

    private volatile boolean closed;

    private Cell(Host host, LogSettings settings) {
        this.host = host;
        this.name = new ObjectName("cells/" + settings.group());
        PeerAddress address = settings.peers().get(settings.self());
        this.self = CellMembers.peer(settings.self(), address == null ? NOWHERE : address);
        this.scheduler = new SystemScheduler(name + "-timer");
        this.tasks = SystemThreads.forTasks(name.path());
        this.freshness = new Freshness(new SystemClock(), scheduler, SystemRandom.unique(), this::mark);
        this.names = new CellNames(
                host,
                name,
                () -> new CellCalls(log.join(), freshness, tasks, new SystemClock(), SystemRandom.forChoices()),
                tasks,
                scheduler);
    }

    /** Opens the log that a state machine is kept in. */
    @FunctionalInterface
    interface LogOpener {
        ReplicatedLog open(StateMachine machine) throws IOException;
    }

    /**
     * Opens this host's part. Alone it has everything that was ever answered when this returns; among several, it has just started, and
     * follows or leads as soon as more than half of them are there.
     *
     * @param settings of the log; the cell is known as {@code cells/} and their group's name
     * @throws io.limpid.log.CorruptStoreException if a file is damaged such that acknowledged effects could be lost or changed
     * @throws io.limpid.log.StoreInUseException if another process has the directory open
     * @throws IOException if the directory or the port cannot be used; the message says which
     */
    public static Cell open(Host host, LogSettings settings) throws IOException {
        return open(host, settings, machine -> RatisLog.open(settings, machine));
    }

    /**
     * Opens the part of a host that the others have yet to be told of ({@code limpid group add}); until then it waits, and has nothing. Of the
     * peers in the settings only its own address counts, and that there are others. Its id and its directory are new ones. Once it
     * was told of, it may be opened either way.
     *
     * @throws IllegalArgumentException if the settings have no peer beside this one
     * @throws IOException as {@link #open}
     */
    public static Cell join(Host host, LogSettings settings) throws IOException {
        return open(host, settings, machine -> RatisLog.join(settings, machine));
    }

    static Cell open(Host host, LogSettings settings, LogOpener opener) throws IOException {
        Cell cell = new Cell(host, settings);
        try {
            CellMachine machine = new CellMachine(cell.name, cell.types, cell.new Heard());
            ReplicatedLog opened = opener.open(machine);
            cell.log.complete(opened);
            cell.control.set(host.exportControl(
                    CellControl.nameOf(cell.name), CellControl.class, new CellMembers(opened, cell.self)));
            cell.watchLog();
            cell.sweepLater();
            return cell;
        } catch (IOException | RuntimeException | Error e) {
            cell.close();
            throw e;
        }
    }

    /** What the state machine tells. */
    private final class Heard implements CellMachine.Listener {
        @Override
        public void appeared(ObjectName object, RemoteType<?> type, UUID identity) {
            names.appeared(object, type, identity);
        }

        @Override
        public void disappeared(ObjectName object) {
            names.disappeared(object);
        }

        @Override
        public void marked(UUID asker, long askedAt) {
            freshness.met(asker, askedAt);
        }
    }

    private void watchLog() {
        log.join().addLeadershipListener(now -> {
            if (now.self()) {
                later(() -> found(SystemRandom.unique()));
            }
        });
        var unused = log.join().terminated().whenComplete((nothing, cause) -> {
            if (cause == null) {
                ended.complete(null);
            } else if (isTakenOut()) {
                later(this::takenOut);
            } else {
                LOG.error(
                        "the log of {} has stopped at host {}; its objects are not served here",
                        name,
                        host.name(),
                        cause);
                ended.completeExceptionally(cause);
            }
        });
    }

    /** Whether the others go on without this one, as far as its log has come. */
    private boolean isTakenOut() {
        Map<PeerId, PeerAddress> peers = log.join().peers();
        return !peers.isEmpty() && !peers.containsKey(new PeerId(self.id()));
    }

    private void takenOut() {
        LOG.info("host {} has been taken out of {}", host.name(), name);
        leave();
        ended.complete(null);
    }

    private void leave() {
        Runnable present = control.getAndSet(null);
        if (present != null) {
            present.run();
        }
        names.leave();
    }

    /**
     * Makes the object one of the cell's, unless it has one of that name: then that one stays as it is, and this one is not used. So every
     * host of the cell may export the same. Waits until more than half of the hosts are there; returns once the cell has the object, and naming knows
     * that it is here, too.
     *
     * <p>The object itself is not kept, but its state: each host makes an object of its own from that.
     *
     * @param object of a class that is {@link io.limpid.Movable}, all of whose fields are values
     * @throws IllegalArgumentException if the name is not a name, the interface is not {@code @Replicated(Strategy.LOG)}, or the object's class
     *     cannot be captured
     * @throws IllegalStateException if the cell has that name with another interface or class, somebody outside of the cell has it or
     *     the cell's own name, this host has no naming, or the cell is closed
     * @throws io.limpid.NotExecutedException if the cell does not come to have a leader within a minute; then it does not have the object
     * @throws io.limpid.OutcomeUnknownException if the cell did not answer; to export it again does no harm
     */
    public <T> void export(String objectName, Class<T> type, T object) {
        if (closed) {
            throw new IllegalStateException(this + " is closed");
        }
        ObjectName wanted = new ObjectName(objectName);
        CellType<?> itsType = types.of(type, object);
        Kind kind = itsType.kind();
        // Until the cell was led once, naming knows nothing of it.
        await(names.known(name));
        Kind present = host.lookup(CellDirectory.class, name.path()).create(wanted, kind, itsType.capture(object));
        if (!present.equals(kind)) {
            throw new IllegalStateException("object name: " + objectName + " is in use in " + name + ", by a "
                    + present.stateClass() + " called by " + present.type() + " (expected: a " + kind.stateClass()
                    + " called by " + kind.type() + ")");
        }
        await(names.known(wanted));
    }

    /**
     * Takes an object out of the cell, at all hosts and for ever; its state is gone. Calls of it that ran are answered yet when they come again, until
     * their clients are over; others do not run, and end as not executed, because there is no such object. Whoever exports the name afterwards, as a host
     * may that does so whenever it starts, makes another object: with the state that it brings, at later epochs, on which no call runs that
     * ran on the one before. Returns when the cell has it no more; naming hears of it from each host, soon.
     *
     * @return whether there was one; false too if it was taken out by another at the same time
     * @throws IllegalArgumentException if the name is not a name
     * @throws IllegalStateException if the cell is closed
     * @throws io.limpid.NotExecutedException if the cell does not come to have a leader within a minute; then nothing has changed
     * @throws io.limpid.OutcomeUnknownException if the cell did not answer; to remove it again does no harm
     */
    public boolean remove(String objectName) {
        if (closed) {
            throw new IllegalStateException(this + " is closed");
        }
        ObjectName unwanted = new ObjectName(objectName);
        await(names.known(name));
        return host.lookup(CellDirectory.class, name.path()).remove(unwanted);
    }

    /** Whether this is the first leader ever, the log knows. */
    private void found(UUID identity) {
        var unused = log.join()
                .submit(CellEntry.founding(name, identity).toBytes())
                .whenComplete((answer, failure) -> {
                    if (failure != null && isLeader()) {
                        LOG.debug("{} could not be founded yet", name, failure);
                        scheduler.schedule(BETWEEN_ATTEMPTS, () -> later(() -> found(identity)));
                    }
                });
    }

    private void sweepLater() {
        var unused = scheduler.schedule(
                BETWEEN_SWEEPS,
                () -> later(() -> {
                    sweep();
                    sweepLater();
                }));
    }

    /** Drops the records of clients that are over. At whoever leads, so that it is done once. */
    void sweep() {
        if (!isLeader()) {
            return;
        }
        try {
            CellDirectory directory = host.lookup(CellDirectory.class, name.path());
            List<ClientKey> page = directory.clients(0);
            while (!page.isEmpty()) {
                List<Long> over = host.over(page);
                if (!over.isEmpty()) {
                    directory.forget(over);
                }
                page = directory.clients(page.get(page.size() - 1).clientId());
            }
        } catch (RuntimeException e) {
            LOG.debug("{} could not drop yet what it keeps for clients that are over", this, e);
        }
    }

    private CompletionStage<?> mark(UUID asker, long askedAt) {
        try {
            return host.lookup(CellDirectory.class, name.path()).mark(asker, askedAt);
        } catch (IllegalStateException e) {
            // The host is closed.
            return CompletableFuture.failedFuture(e);
        }
    }

    /** Tells whether this host leads the cell, as far as it knows: it takes the calls. */
    public boolean isLeader() {
        return log.join().isLeader();
    }

    /**
     * Completes when this host's part serves no more: normally once it is {@linkplain #close closed} or the cell's other hosts have taken it out
     * ({@code limpid group remove}); exceptionally if its log had to stop, as with a disk that fails.
     */
    public CompletableFuture<Void> ended() {
        return ended.copy();
    }

    private void later(Runnable task) {
        try {
            tasks.execute(task);
        } catch (RejectedExecutionException e) {
            LOG.debug("{} is closed", this);
        }
    }

    private static void await(CompletableFuture<?> pending) {
        try {
            pending.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CancellationException("interrupted while waiting for the cell");
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw new IllegalStateException(e.getCause());
        }
    }

    /**
     * Takes this host out: its part of the objects is not called any more, and the others go on if they are more than half. What was
     * answered is kept. To be closed before its host.
     */
    @Override
    public void close() {
        closed = true;
        tasks.shutdown();
        scheduler.close();
        leave();
        tasks.shutdownNow();
        IllegalStateException why = new IllegalStateException(this + " is closed");
        if (!log.completeExceptionally(why) && !log.isCompletedExceptionally()) {
            log.join().close();
        }
        ended.complete(null);
    }

    /** Gives the cell's name and this host's. */
    @Override
    public String toString() {
        return name + " at host " + host.name();
    }
}
