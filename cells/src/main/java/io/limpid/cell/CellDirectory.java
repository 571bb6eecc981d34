package io.limpid.cell;

import io.limpid.Idempotent;
import io.limpid.ReadOnly;
import io.limpid.Remote;
import io.limpid.Replicated;
import io.limpid.Strategy;
import io.limpid.Timeout;
import io.limpid.runtime.completion.ClientKey;
import io.limpid.runtime.identity.ObjectName;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;

/**
 * What objects a cell has. It is the first of them itself, so that it is found, led and logged like the others. Whoever calls it waits for the
 * hosts to come together.
 */
@Remote
@Replicated(Strategy.LOG)
@Timeout(value = 1, unit = TimeUnit.MINUTES)
interface CellDirectory {
    /**
     * Gives the cell its identity, unless it has one.
     *
     * @param identity drawn by whoever leads it first
     */
    @Idempotent
    void found(UUID identity);

    /**
     * Adds an object, unless there is one of that name. Exactly once, as {@link #remove}: repeated late, one would undo what others have done since.
     *
     * @param state as the class of that wire name captures it
     * @return what has the name from now on
     */
    Kind create(ObjectName name, Kind kind, byte[] state);

    /**
     * Takes an object out: its state is gone, and calls of it find none. What is known of its calls stays until their clients are over.
     *
     * @return whether there was one
     */
    boolean remove(ObjectName name);

    /** Clients of which completion records are kept, by id, those with ids above this; a page of them. */
    @ReadOnly
    List<ClientKey> clients(long after);

    /** Drops what is kept for clients whose leases are over for ever; nothing of theirs runs from now on. */
    @Idempotent
    void forget(List<Long> clientIds);

    /**
     * Puts a mark into the log, which changes nothing: {@link Freshness}. It is worth little when it comes late.
     *
     * @param asker whoever asks for it
     * @param askedAt when, by the asker's own clock
     */
    @Idempotent
    @Timeout(value = 1, unit = TimeUnit.SECONDS)
    CompletionStage<Void> mark(UUID asker, long askedAt);

    /**
     * What an object is.
     *
     * @param type the wire name of the interface by which it is called
     * @param stateClass the wire name of its class
     */
    record Kind(String type, String stateClass) {}
}
