package io.limpid.log.ratis;

import io.limpid.log.Leadership;
import io.limpid.log.LeadershipListener;
import io.limpid.log.LogException;
import io.limpid.log.LogPosition;
import io.limpid.log.LogSettings;
import io.limpid.log.LogUnavailableException;
import io.limpid.log.NotLeaderException;
import io.limpid.log.PeerAddress;
import io.limpid.log.PeerId;
import io.limpid.log.ReplicatedLog;
import io.limpid.log.StateMachine;
import io.limpid.log.UnknownOutcomeException;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.ratis.protocol.Message;
import org.apache.ratis.protocol.RaftClientReply;
import org.apache.ratis.protocol.RaftClientRequest;
import org.apache.ratis.protocol.RaftPeer;
import org.apache.ratis.protocol.SnapshotManagementRequest;
import org.apache.ratis.protocol.exceptions.ReconfigurationInProgressException;
import org.apache.ratis.protocol.exceptions.ReconfigurationTimeoutException;
import org.apache.ratis.protocol.exceptions.SetConfigurationException;
import org.apache.ratis.thirdparty.com.google.protobuf.ByteString;
import org.apache.ratis.util.Daemon;
import org.jspecify.annotations.Nullable;

/**
 * The log on disk, alone or among peers, by Apache Ratis in this process.
 *
 * <p>A single peer opens no port, leads within milliseconds of having read its store, and acknowledges after one forced write that all
 * commands waiting at that moment share.
 */
public final class RatisLog implements ReplicatedLog {
    private static final long SNAPSHOT_TIMEOUT_MILLIS = 60_000;

    private final LogSettings settings;
    private final RatisServer server;
    private final PendingCommands pending;
    private final LeadershipBoard board;
    private final ReadBarrier barrier = new ReadBarrier(() -> append(RatisStateMachine.BARRIER));
    private final CompletableFuture<Void> terminated = new CompletableFuture<>();
    private final AtomicBoolean closed = new AtomicBoolean();

    private RatisLog(LogSettings settings, RatisServer server, PendingCommands pending, LeadershipBoard board) {
        this.settings = settings;
        this.server = server;
        this.pending = pending;
        this.board = board;
    }

    /**
     * Examines the store, opens it and starts this peer. A single peer leads when this returns, and everything that was ever
     * acknowledged is applied; among several, it has just started.
     *
     * @throws io.limpid.log.CorruptStoreException if a file is damaged such that acknowledged commands could be lost or changed
     * @throws io.limpid.log.StoreInUseException if another log has the directory open
     * @throws IOException if the directory cannot be used, or a single peer does not lead in time
     */
    public static RatisLog open(LogSettings settings, StateMachine machine) throws IOException {
        return open(settings, machine, false);
    }

    /**
     * Opens a peer that the others have yet to be told of ({@link #changePeers}); until then it waits and has no voice. Of the peers in the
     * settings only its own address counts, and that there are others. Once it was told of, it may be opened either way.
     *
     * @throws IOException as {@link #open}
     */
    public static RatisLog join(LogSettings settings, StateMachine machine) throws IOException {
        if (settings.peers().size() <= 1) {
            throw new IllegalArgumentException(
                    "peers: " + settings.peers() + " (expected: this one and one that it joins)");
        }
        return open(settings, machine, true);
    }

    private static RatisLog open(LogSettings settings, StateMachine machine, boolean joins) throws IOException {
        Files.createDirectories(settings.directory());
        PendingCommands pending = new PendingCommands(settings.maxPending());
        LeadershipBoard board = new LeadershipBoard();
        RatisServer server = RatisServer.start(settings, joins, new RatisServer.Users(machine, pending, board));
        RatisLog log = new RatisLog(settings, server, pending, board);
        var unused = server.machine().stopped().whenComplete((nothing, cause) -> log.stopped(cause));
        var unusedToo = server.machine().logFailed().thenAccept(log::failed);
        if (settings.peers().size() <= 1) {
            log.awaitLeading();
        }
        return log;
    }

    @Override
    public CompletableFuture<byte[]> submit(byte[] command) {
        if (command.length == 0 || command.length > settings.maxCommandBytes()) {
            throw new IllegalArgumentException(
                    "command: " + command.length + " bytes (expected: 1 to " + settings.maxCommandBytes() + ")");
        }
        return append(ByteString.copyFrom(command));
    }

    private CompletableFuture<byte[]> append(ByteString command) {
        Optional<LogException> refusal = refusal();
        if (refusal.isPresent()) {
            return CompletableFuture.failedFuture(refusal.get());
        }
        Optional<PendingCommands.Command> begun = pending.begin();
        if (begun.isEmpty()) {
            return CompletableFuture.failedFuture(new LogUnavailableException(
                    "The log is full: " + settings.maxPending() + " commands are pending", null));
        }
        PendingCommands.Command waiting = begun.get();
        Message message = Message.valueOf(command);
        var unused = send(waiting.call(), RaftClientRequest.writeRequestType(), message)
                .whenComplete((reply, failure) -> {
                    Throwable cause = failure(reply, failure);
                    if (cause != null) {
                        pending.failed(waiting, cause, this::refused);
                    }
                });
        return waiting.answer();
    }

    @Override
    public CompletableFuture<byte[]> query(byte[] query) {
        Optional<LogException> refusal = refusal();
        if (refusal.isPresent()) {
            return CompletableFuture.failedFuture(refusal.get());
        }
        LocalQuery question = new LocalQuery(query);
        return settings.peers().size() <= 1 ? askAlone(question) : askAsLeader(question);
    }

    @Override
    public CompletableFuture<byte[]> queryHere(byte[] query) {
        if (terminated.isDone()) {
            return CompletableFuture.failedFuture(new LogUnavailableException("The log has stopped", null));
        }
        LocalQuery question = new LocalQuery(query);
        return server.machine().query(question).thenCompose(asked -> question.answer());
    }

    private CompletableFuture<byte[]> askAsLeader(LocalQuery question) {
        return barrier.pass()
                .exceptionallyCompose(failure -> CompletableFuture.failedFuture(
                        unwrap(failure) instanceof UnknownOutcomeException lost
                                ? new LogUnavailableException("Whether this peer still leads is not known", lost)
                                : unwrap(failure)))
                .thenCompose(passed -> server.machine().query(question))
                .thenCompose(asked -> question.answer());
    }

    /** No other can lead. */
    private CompletableFuture<byte[]> askAlone(LocalQuery question) {
        var unused = send(0, RaftClientRequest.readRequestType(), question).whenComplete((reply, failure) -> {
            Throwable cause = failure(reply, failure);
            if (cause != null) {
                question.answer().completeExceptionally(refused(cause));
            }
        });
        return question.answer();
    }

    @Override
    public Leadership leadership() {
        return board.now();
    }

    @Override
    public Map<PeerId, PeerAddress> peers() {
        return settings.peers().size() <= 1 ? Map.of() : server.peers();
    }

    @Override
    public CompletableFuture<Void> changePeers(Map<PeerId, PeerAddress> present, Map<PeerId, PeerAddress> next) {
        Optional<LogException> refusal = refusal();
        if (refusal.isPresent()) {
            return CompletableFuture.failedFuture(refusal.get());
        }
        return server.changePeers(pending.client(), present, next).handle((reply, failure) -> {
            Throwable cause = failure(reply, failure);
            if (cause != null) {
                throw unchanged(cause);
            }
            return null;
        });
    }

    /** A leader that has lost its place knows no more of a change that went into the log. */
    private static LogException unchanged(Throwable cause) {
        boolean isRefusal = cause instanceof ReconfigurationInProgressException
                || cause instanceof ReconfigurationTimeoutException
                || cause instanceof SetConfigurationException;
        return isRefusal
                ? new LogUnavailableException("The peers are as they were: " + cause.getMessage(), cause)
                : new UnknownOutcomeException(
                        "The change of the peers went into the log, and its fate is not known", cause);
    }

    @Override
    public void addLeadershipListener(LeadershipListener listener) {
        board.add(listener);
    }

    @Override
    public LogPosition lastApplied() {
        return server.machine().lastApplied();
    }

    @Override
    public CompletableFuture<LogPosition> snapshot() {
        CompletableFuture<LogPosition> taken = server.machine().nextSnapshot().copy();
        SnapshotManagementRequest request = SnapshotManagementRequest.newCreate(
                pending.client(), server.self(), server.group(), 0, SNAPSHOT_TIMEOUT_MILLIS, 1);
        var unused = server.takeSnapshot(request).whenComplete((reply, failure) -> {
            Throwable cause = failure(reply, failure);
            if (cause == null) {
                taken.complete(server.lastSnapshot());
            } else {
                taken.completeExceptionally(cause);
            }
        });
        return taken.exceptionallyCompose(cause ->
                CompletableFuture.failedFuture(new LogUnavailableException("No snapshot was taken", unwrap(cause))));
    }

    @Override
    public CompletableFuture<Void> terminated() {
        return terminated.copy();
    }

    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            server.close();
            pending.stop("The log was closed", null);
        }
        terminated.complete(null);
    }

    /** The others are to elect another leader, and what failed is not to be tried again: nobody knows what of it is on the disk. */
    private void failed(Throwable cause) {
        stopped(cause);
        // Not on the thread that writes the log: closing waits for it.
        Daemon.newBuilder()
                .setName(settings.group() + "-log-failed")
                .setRunnable(server::close)
                .build()
                .start();
    }

    private void stopped(@Nullable Throwable cause) {
        board.change(was -> new Leadership(false, Optional.empty(), was.term()));
        if (!closed.get()) {
            Throwable reason = cause == null ? new IllegalStateException("Ratis stopped by itself") : cause;
            pending.stop("The log has stopped", reason);
            terminated.completeExceptionally(reason);
        }
    }

    private void awaitLeading() throws IOException {
        CompletableFuture<Void> leads = new CompletableFuture<>();
        addLeadershipListener(now -> {
            if (now.self()) {
                leads.complete(null);
            }
        });
        var unused = terminated.whenComplete((nothing, cause) -> {
            if (cause != null) {
                leads.completeExceptionally(cause);
            }
        });
        try {
            leads.get(settings.startTimeout().toMillis(), TimeUnit.MILLISECONDS);
            return;
        } catch (TimeoutException e) {
            close();
            throw new IOException(
                    settings.directory() + ": the log did not start within " + settings.startTimeout(), e);
        } catch (ExecutionException e) {
            close();
            throw new IOException(settings.directory() + ": the log could not be replayed", e.getCause());
        } catch (InterruptedException e) {
            close();
            Thread.currentThread().interrupt();
            throw new IOException(settings.directory() + ": interrupted at start", e);
        }
    }

    private CompletableFuture<RaftClientReply> send(long call, RaftClientRequest.Type type, Message message) {
        RaftClientRequest request = RaftClientRequest.newBuilder()
                .setClientId(pending.client())
                .setServerId(server.self())
                .setGroupId(server.group())
                .setCallId(call)
                .setType(type)
                .setMessage(message)
                .build();
        return server.send(request);
    }

    /** Refuses here what Ratis would refuse, or what it would answer before it may: a single peer's read before its log is applied. */
    private Optional<LogException> refusal() {
        Leadership now = board.now();
        if (now.self()) {
            return Optional.empty();
        }
        if (terminated.isDone()) {
            return Optional.of(new LogUnavailableException("The log has stopped", null));
        }
        return Optional.of(
                now.leader().equals(Optional.of(settings.self()))
                        ? new LogUnavailableException("This peer leads, and is still applying what came before", null)
                        : new NotLeaderException(settings.self(), now.leader()));
    }

    private LogException refused(Throwable cause) {
        if (cause instanceof org.apache.ratis.protocol.exceptions.NotLeaderException refusal) {
            RaftPeer leader = refusal.getSuggestedLeader();
            return new NotLeaderException(
                    settings.self(),
                    Optional.ofNullable(leader)
                            .map(peer -> new PeerId(peer.getId().toString())));
        }
        return new LogUnavailableException("The log did not take it: " + cause.getMessage(), cause);
    }

    private static @Nullable Throwable failure(@Nullable RaftClientReply reply, @Nullable Throwable failure) {
        if (failure != null) {
            return unwrap(failure);
        }
        return reply == null || reply.isSuccess() ? null : reply.getException();
    }

    private static Throwable unwrap(Throwable failure) {
        Throwable cause = failure.getCause();
        return failure instanceof CompletionException && cause != null ? cause : failure;
    }
}
