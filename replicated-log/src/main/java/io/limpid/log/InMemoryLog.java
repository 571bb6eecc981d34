package io.limpid.log;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The reference log: the promises of {@link ReplicatedLog} in one process, without disk, threads, time or chance.
 *
 * <p>Made for tests, simulation and embedded use. A command is applied when the executor runs it, in the order of submission; with
 * {@code Runnable::run}, the default, before {@code submit} returns. Three things are under the caller's hand, because the real log does
 * them by itself: losing and gaining leadership ({@link #follow}, {@link #lead}), losing an answer ({@link #loseNextAnswer}), and
 * dying ({@link #close}, then opening another log on the same {@link InMemoryStore}).
 */
public final class InMemoryLog implements ReplicatedLog {
    private final InMemoryStore store;
    private final PeerId self;
    private final StateMachine machine;
    private final Executor executor;
    private final List<LeadershipListener> listeners = new CopyOnWriteArrayList<>();
    private final CompletableFuture<Void> terminated = new CompletableFuture<>();

    /** Held around each use of the machine and each change below; never while a future completes or a listener runs. */
    private final ReentrantLock lock = new ReentrantLock();

    private volatile Leadership leadership;
    private volatile Map<PeerId, PeerAddress> peers = Map.of();
    private volatile LogPosition lastApplied;
    private @Nullable Answer nextAnswer;

    /** What to do to the answer that is lost. */
    public enum Answer {
        /** The command is applied, and the caller is told that the outcome is unknown. */
        LOST_AFTER_APPLYING,
        /** The command is lost with its answer, and the caller is told that the outcome is unknown. */
        LOST_WITH_THE_COMMAND
    }

    private InMemoryLog(InMemoryStore store, PeerId self, StateMachine machine, Executor executor) throws IOException {
        this.store = store;
        this.self = self;
        this.machine = machine;
        this.executor = executor;
        this.lastApplied = store.open(machine);
        this.leadership = new Leadership(true, Optional.of(self), store.term());
    }

    /** Opens a log with an empty store, applying on the caller's thread. */
    public static InMemoryLog open(StateMachine machine) throws IOException {
        return open(new InMemoryStore(), machine, Runnable::run);
    }

    /** Opens a log on what an earlier one acknowledged. */
    public static InMemoryLog open(InMemoryStore store, StateMachine machine, Executor executor) throws IOException {
        return new InMemoryLog(store, new PeerId("single"), machine, executor);
    }

    @Override
    public CompletableFuture<byte[]> submit(byte[] command) {
        if (command.length == 0) {
            throw new IllegalArgumentException("command: 0 bytes (expected: at least 1)");
        }
        byte[] copy = command.clone();
        return run(() -> apply(copy));
    }

    @Override
    public CompletableFuture<byte[]> query(byte[] query) {
        byte[] copy = query.clone();
        return run(() -> machine.query(copy));
    }

    @Override
    public CompletableFuture<byte[]> queryHere(byte[] query) {
        byte[] copy = query.clone();
        return run(false, () -> machine.query(copy));
    }

    @Override
    public Leadership leadership() {
        return leadership;
    }

    @Override
    public Map<PeerId, PeerAddress> peers() {
        return peers;
    }

    @Override
    public CompletableFuture<Void> changePeers(Map<PeerId, PeerAddress> present, Map<PeerId, PeerAddress> next) {
        return run(() -> {
            if (!peers.equals(present)) {
                throw new LogUnavailableException("The peers are " + peers + ", not " + present, null);
            }
            knowPeers(next);
            return null;
        });
    }

    @Override
    public void addLeadershipListener(LeadershipListener listener) {
        listeners.add(listener);
        listener.leadershipChanged(leadership);
    }

    @Override
    public LogPosition lastApplied() {
        return lastApplied;
    }

    @Override
    public CompletableFuture<LogPosition> snapshot() {
        return run(() -> {
            try {
                store.snapshot(machine, lastApplied);
                return lastApplied;
            } catch (IOException e) {
                throw new LogUnavailableException("The state machine could not write its snapshot", e);
            }
        });
    }

    @Override
    public CompletableFuture<Void> terminated() {
        return terminated.copy();
    }

    @Override
    public void close() {
        terminated.complete(null);
        change(false, Optional.empty());
    }

    /** Makes this peer a follower of another, or of nobody yet; commands are refused until {@link #lead}. */
    public void follow(Optional<PeerId> leader) {
        change(false, leader);
    }

    /** Says of which peers this one knows; it goes on alone. */
    public void knowPeers(Map<PeerId, PeerAddress> all) {
        peers = Map.copyOf(all);
    }

    /** Makes this peer lead again, in a new term. */
    public void lead() {
        store.nextTerm();
        change(true, Optional.of(self));
    }

    /** Loses the answer to the next command that is applied. */
    public void loseNextAnswer(Answer answer) {
        lock.lock();
        try {
            nextAnswer = answer;
        } finally {
            lock.unlock();
        }
    }

    private void change(boolean leads, Optional<PeerId> leader) {
        Leadership now = new Leadership(leads, leader, store.term());
        leadership = now;
        listeners.forEach(listener -> listener.leadershipChanged(now));
    }

    private byte[] apply(byte[] command) {
        Answer fate = nextAnswer;
        nextAnswer = null;
        if (fate == Answer.LOST_WITH_THE_COMMAND) {
            throw new UnknownOutcomeException("The command was lost on purpose", null);
        }
        LogPosition position = store.append(lastApplied.index(), command);
        byte[] answer;
        try {
            answer = machine.apply(position, command);
        } catch (RuntimeException | Error e) {
            terminated.completeExceptionally(e);
            throw new UnknownOutcomeException("The state machine failed at " + position, e);
        }
        lastApplied = position;
        if (fate == Answer.LOST_AFTER_APPLYING) {
            throw new UnknownOutcomeException("The answer was lost on purpose", null);
        }
        return answer;
    }

    private <T> CompletableFuture<T> run(Supplier<T> work) {
        return run(true, work);
    }

    private <T> CompletableFuture<T> run(boolean asLeader, Supplier<T> work) {
        CompletableFuture<T> result = new CompletableFuture<>();
        try {
            executor.execute(() -> complete(result, asLeader, work));
        } catch (RuntimeException e) {
            result.completeExceptionally(new LogUnavailableException("The executor refused", e));
        }
        return result;
    }

    private <T> void complete(CompletableFuture<T> result, boolean asLeader, Supplier<T> work) {
        Runnable settle;
        lock.lock();
        try {
            if (terminated.isDone()) {
                throw new LogUnavailableException("The log has stopped", null);
            }
            if (asLeader && !leadership.self()) {
                throw new NotLeaderException(self, leadership.leader());
            }
            T value = work.get();
            settle = () -> result.complete(value);
        } catch (RuntimeException | Error e) {
            settle = () -> result.completeExceptionally(e);
        } finally {
            lock.unlock();
        }
        settle.run();
    }
}
