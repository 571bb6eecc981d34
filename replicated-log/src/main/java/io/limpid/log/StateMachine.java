package io.limpid.log;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/**
 * A deterministic state machine: it knows no clock, no randomness and no input or output of its own, so that equal commands in equal
 * order give equal states and answers on every replica and after every restart.
 *
 * <p><b>Threads.</b> The log serialises the calls: {@link #apply} and {@link #readSnapshot} have the machine alone; {@link #query} and
 * {@link #writeSnapshot} share it with each other and never overlap with an apply. Whatever one call wrote is visible to the next, so
 * an implementation needs no locks and no volatile fields as long as {@code query} and {@code writeSnapshot} change nothing. An apply
 * waits for running queries and snapshots: keep them short, and do not submit or query from inside.
 *
 * <p><b>Exceptions.</b> A refusal that is part of the application (a stale epoch, say) is an answer, not an exception. An exception
 * from {@code apply} means that the state can no longer be trusted: the log stops and {@link ReplicatedLog#terminated()} tells. An
 * exception from {@code query} fails that query alone.
 */
public interface StateMachine {
    /**
     * Applies one command, serially and in log order, and gives the answer for the one who submitted it.
     *
     * <p>After a restart the commands behind the last snapshot are applied again, with the same positions; their answers go nowhere.
     */
    byte[] apply(LogPosition position, byte[] command);

    /** Answers a question from the state as it stands, without changing it. */
    byte[] query(byte[] query);

    /** Writes the whole state, as of the last applied command. The log closes the stream and checks its content by a sum of its own. */
    void writeSnapshot(OutputStream out) throws IOException;

    /**
     * Replaces the whole state by one that {@link #writeSnapshot} wrote; the bytes have been verified.
     *
     * <p>It is called on a fresh machine at start, and on a running one when a peer has fallen so far behind that it gets the leader's
     * snapshot.
     */
    void readSnapshot(InputStream in) throws IOException;
}
