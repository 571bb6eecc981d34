package io.limpid.log;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * A state machine whose commands are ordered, made durable and applied on every peer in the same order.
 *
 * <p>Methods may be called from any thread; the futures complete on a thread of the log, so continuations must not block.
 *
 * <p>Exactly once is not promised here: a command submitted again after an {@link UnknownOutcomeException} may be applied twice. Who
 * needs it puts an id into the command and the answers into the state.
 */
public interface ReplicatedLog extends AutoCloseable {
    /**
     * Appends a command and gives the answer of {@link StateMachine#apply}.
     *
     * <p>An answer means: on the disks of a majority (forced, not just written), applied here, and visible to every later {@link
     * #query}. Otherwise the future fails with a {@link LogException} that says whether the command may have been applied. The
     * array is copied.
     *
     * @throws IllegalArgumentException if the command is empty, or longer than the log takes
     */
    CompletableFuture<byte[]> submit(byte[] command);

    /**
     * Asks {@link StateMachine#query} on the leader, linearizably: the answer reflects every command acknowledged, by any peer, before
     * this call. Fails with a {@link LogException} if this peer cannot prove that, and with what the state machine threw.
     */
    CompletableFuture<byte[]> query(byte[] query);

    /**
     * Asks {@link StateMachine#query} on this peer, as far as it has come: the answer may lack any number of commands that were acknowledged. Waits
     * while a command is being applied. Fails with a {@link LogException} if the log has stopped, and with what the state machine threw.
     */
    CompletableFuture<byte[]> queryHere(byte[] query);

    /** Who leads, as this peer knows it now. */
    Leadership leadership();

    /** Whether this peer leads and may serve. Another may have taken over unnoticed; {@code submit} and {@code query} find out. */
    default boolean isLeader() {
        return leadership().self();
    }

    /** The leader, as this peer knows it. */
    default Optional<PeerId> leader() {
        return leadership().leader();
    }

    /** The peers, as this one knows them now, and where each is reached; empty for a log without peers. */
    Map<PeerId, PeerAddress> peers();

    /**
     * Replaces the peers. The answer comes when the new ones have all that was acknowledged and rule alone; a peer that is new must be
     * running, opened to join. Those that are left out stop by themselves. Fails with a {@link LogException} that says whether they may be
     * replaced all the same.
     *
     * @param present the peers that the caller goes by; others are not replaced, so that of two who replace them one fails
     */
    CompletableFuture<Void> changePeers(Map<PeerId, PeerAddress> present, Map<PeerId, PeerAddress> next);

    /** Adds a listener and tells it the present state at once, on the caller's thread. */
    void addLeadershipListener(LeadershipListener listener);

    /** The position of the last entry applied here, commands or not. */
    LogPosition lastApplied();

    /** Writes a snapshot of the present state and gives the position it covers; older log and snapshots may then be dropped. */
    CompletableFuture<LogPosition> snapshot();

    /**
     * Completes when this log has stopped for good: normally after {@link #close}, exceptionally if it had to stop by itself (a disk
     * that fails, a state machine that threw). A log that stopped by itself acknowledges nothing more; open it anew.
     */
    CompletableFuture<Void> terminated();

    /** Stops the log, waits for what is being applied, and lets go of the directory. Commands in flight fail, mostly as unknown. Idempotent. */
    @Override
    void close();
}
