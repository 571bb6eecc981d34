package io.limpid.log.ratis;

import io.limpid.log.CorruptStoreException;
import io.limpid.log.Leadership;
import io.limpid.log.LogPosition;
import io.limpid.log.PeerId;
import io.limpid.log.StateMachine;
import java.io.IOException;
import java.io.InputStream;
import java.util.Collection;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Function;
import org.apache.ratis.proto.RaftProtos.LogEntryProto;
import org.apache.ratis.proto.RaftProtos.RoleInfoProto;
import org.apache.ratis.proto.RaftProtos.StateMachineLogEntryProto;
import org.apache.ratis.protocol.Message;
import org.apache.ratis.protocol.RaftClientRequest;
import org.apache.ratis.protocol.RaftGroupId;
import org.apache.ratis.protocol.RaftGroupMemberId;
import org.apache.ratis.protocol.RaftPeerId;
import org.apache.ratis.server.DivisionInfo;
import org.apache.ratis.server.RaftServer;
import org.apache.ratis.server.protocol.TermIndex;
import org.apache.ratis.server.storage.RaftStorage;
import org.apache.ratis.statemachine.SnapshotInfo;
import org.apache.ratis.statemachine.StateMachineStorage;
import org.apache.ratis.statemachine.TransactionContext;
import org.apache.ratis.statemachine.impl.BaseStateMachine;
import org.apache.ratis.thirdparty.com.google.protobuf.ByteString;
import org.apache.ratis.util.LifeCycle;
import org.jspecify.annotations.Nullable;

/**
 * Stands between Ratis and the user's state machine: hands commands over in order, notes how far, answers who submitted, and watches
 * for the end.
 *
 * <p>Ratis calls from one thread what changes state (apply, snapshot, reload) and from any thread what asks (query). The lock keeps
 * the second off the first.
 */
final class RatisStateMachine extends BaseStateMachine {
    /** A command that no user submits: nothing is to be done. */
    static final ByteString BARRIER = ByteString.EMPTY;

    private static final byte[] NO_ANSWER = {};

    private final StateMachine machine;
    private final SnapshotStore snapshots;
    private final AppliedMark mark;
    private final PendingCommands pending;
    private final LeadershipBoard board;
    private final ReentrantReadWriteLock lock = new ReentrantReadWriteLock();

    /** Completes when Ratis has let go of the state machine: normally, or with what made it stop. */
    private final CompletableFuture<Void> stopped = new CompletableFuture<>();

    /** Completes with the reason when an entry could not be written; the server has to be stopped then. */
    private final CompletableFuture<Throwable> logFailed = new CompletableFuture<>();

    /** Completes with each snapshot, then replaced. */
    private volatile CompletableFuture<LogPosition> nextSnapshot = new CompletableFuture<>();

    private volatile @Nullable Throwable failure;

    RatisStateMachine(
            StateMachine machine,
            SnapshotStore snapshots,
            AppliedMark mark,
            PendingCommands pending,
            LeadershipBoard board) {
        this.machine = machine;
        this.snapshots = snapshots;
        this.mark = mark;
        this.pending = pending;
        this.board = board;
    }

    CompletableFuture<Void> stopped() {
        return stopped;
    }

    CompletableFuture<Throwable> logFailed() {
        return logFailed;
    }

    CompletableFuture<LogPosition> nextSnapshot() {
        return nextSnapshot;
    }

    LogPosition lastApplied() {
        TermIndex last = getLastAppliedTermIndex();
        return new LogPosition(last.getTerm(), last.getIndex());
    }

    // ---- start, and reload after a snapshot came from the leader

    @Override
    public void initialize(RaftServer server, RaftGroupId groupId, RaftStorage storage) throws IOException {
        super.initialize(server, groupId, storage);
        getLifeCycle().startAndTransition(this::load, IOException.class);
    }

    /** Called before each chunk of a snapshot, not just before the first. */
    @Override
    public void pause() {
        if (getLifeCycleState() == LifeCycle.State.RUNNING) {
            getLifeCycle().transition(LifeCycle.State.PAUSING);
            getLifeCycle().transition(LifeCycle.State.PAUSED);
        }
    }

    @Override
    public void reinitialize() throws IOException {
        SnapshotFile received = snapshots.list().get(0);
        received.verify();
        snapshots.use(Optional.of(received));
        getLifeCycle().startAndTransition(this::load, IOException.class);
    }

    private void load() throws IOException {
        Optional<SnapshotFile> start = snapshots.current();
        if (start.isEmpty()) {
            return;
        }
        LogPosition position = start.get().position();
        lock.writeLock().lock();
        try (InputStream in = start.get().body()) {
            machine.readSnapshot(in);
        } catch (IOException | RuntimeException e) {
            throw new CorruptStoreException(
                    start.get().path(),
                    "its bytes are whole, and the state machine cannot read them",
                    "Open the store with the version that wrote it",
                    e);
        } finally {
            lock.writeLock().unlock();
        }
        setLastAppliedTermIndex(TermIndex.valueOf(position.term(), position.index()));
    }

    // ---- commands

    @Override
    public TransactionContext preAppendTransaction(TransactionContext transaction) {
        RaftClientRequest request = transaction.getClientRequest();
        if (request != null) {
            pending.appending(request.getClientId().toByteString(), request.getCallId());
        }
        return transaction;
    }

    @Override
    public CompletableFuture<Message> applyTransaction(TransactionContext transaction) {
        LogEntryProto entry = transaction.getLogEntry();
        StateMachineLogEntryProto command = entry.getStateMachineLogEntry();
        byte[] answer;
        lock.writeLock().lock();
        try {
            answer = command.getLogData().equals(BARRIER)
                    ? NO_ANSWER
                    : machine.apply(
                            new LogPosition(entry.getTerm(), entry.getIndex()),
                            command.getLogData().toByteArray());
            noteApplied(entry.getTerm(), entry.getIndex());
        } catch (IOException | RuntimeException | Error e) {
            fail(e);
            // Ratis stops the server on an exception here, before it applies anything more.
            throw new IllegalStateException("Entry " + entry.getIndex() + " could not be applied", e);
        } finally {
            lock.writeLock().unlock();
        }
        pending.applied(command.getClientId(), command.getCallId(), answer);
        return CompletableFuture.completedFuture(Message.EMPTY);
    }

    /** Entries of Ratis' own. */
    @Override
    public void notifyTermIndexUpdated(long term, long index) {
        try {
            noteApplied(term, index);
        } catch (IOException e) {
            fail(e);
            throw new IllegalStateException("Entry " + index + " could not be noted as applied", e);
        }
    }

    private void noteApplied(long term, long index) throws IOException {
        mark.advance(index);
        updateLastAppliedTermIndex(term, index);
    }

    @Override
    public CompletableFuture<Message> query(Message message) {
        if (!(message instanceof LocalQuery question)) {
            return CompletableFuture.failedFuture(
                    new IOException("Questions are answered to the peer's own process only"));
        }
        byte[] answer;
        lock.readLock().lock();
        try {
            answer = machine.query(question.query());
        } catch (RuntimeException | Error e) {
            question.answer().completeExceptionally(e);
            return CompletableFuture.completedFuture(Message.EMPTY);
        } finally {
            lock.readLock().unlock();
        }
        question.answer().complete(answer);
        return CompletableFuture.completedFuture(Message.EMPTY);
    }

    // ---- snapshots

    @Override
    public StateMachineStorage getStateMachineStorage() {
        return snapshots;
    }

    @Override
    public @Nullable SnapshotInfo getLatestSnapshot() {
        return snapshots.getLatestSnapshot();
    }

    @Override
    public long takeSnapshot() throws IOException {
        LogPosition position = lastApplied();
        CompletableFuture<LogPosition> waiting = nextSnapshot;
        nextSnapshot = new CompletableFuture<>();
        lock.readLock().lock();
        try {
            if (position.index() >= 0 && failure == null) {
                snapshots.write(position, machine::writeSnapshot);
                mark.force();
            }
        } catch (IOException | RuntimeException e) {
            waiting.completeExceptionally(e);
            throw e;
        } finally {
            lock.readLock().unlock();
        }
        waiting.complete(position);
        return position.index();
    }

    // ---- leadership

    @Override
    public void notifyLeaderChanged(RaftGroupMemberId member, RaftPeerId leader) {
        boolean isSelf = member.getPeerId().equals(leader);
        board.change(was -> new Leadership(
                isSelf && was.self(),
                Optional.of(new PeerId(leader.toString())),
                info(DivisionInfo::getCurrentTerm, was.term())));
    }

    /** Asks again under the board's lock, because this comes from the applying thread and the role may be lost already. */
    @Override
    public void notifyLeaderReady() {
        board.change(was -> info(DivisionInfo::isLeaderReady, false)
                ? new Leadership(
                        true,
                        Optional.of(new PeerId(getId().toString())),
                        info(DivisionInfo::getCurrentTerm, was.term()))
                : was);
    }

    @Override
    public void notifyNotLeader(Collection<TransactionContext> entries) {
        nobodyLeads();
    }

    @Override
    public void notifyExtendedNoLeader(RoleInfoProto role) {
        nobodyLeads();
    }

    /** As far as is known here. */
    private void nobodyLeads() {
        board.change(was -> new Leadership(false, Optional.empty(), info(DivisionInfo::getCurrentTerm, was.term())));
    }

    private <T> T info(Function<DivisionInfo, T> question, T otherwise) {
        try {
            return question.apply(getServer().join().getDivision(getGroupId()).getInfo());
        } catch (IOException e) {
            return otherwise;
        }
    }

    // ---- the end

    /** Ratis closes the log, and goes on: a leader would lead for ever and take nothing. */
    @Override
    public void notifyLogFailed(Throwable cause, @Nullable LogEntryProto entry) {
        fail(cause);
        boolean unused = logFailed.complete(cause);
    }

    private void fail(Throwable cause) {
        if (failure == null) {
            failure = cause;
        }
    }

    /** Called by Ratis when it has applied all it will. */
    @Override
    public void close() {
        Throwable cause = failure;
        if (cause == null) {
            stopped.complete(null);
        } else {
            stopped.completeExceptionally(cause);
        }
    }
}
