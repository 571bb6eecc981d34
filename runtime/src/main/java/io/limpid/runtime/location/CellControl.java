package io.limpid.runtime.location;

import io.limpid.Idempotent;
import io.limpid.ReadOnly;
import io.limpid.Remote;
import io.limpid.Timeout;
import io.limpid.runtime.identity.Endpoint;
import io.limpid.runtime.identity.ObjectName;
import java.util.List;

/**
 * One host's part in a cell, for whoever may move objects from that host. Each host of a cell has one of its own, also a host that is yet to
 * become one of the cell's; it is known to no directory, and so called where the host listens.
 */
@Remote
@Timeout(5_000)
public interface CellControl {
    /** The name under which each of a cell's hosts has its own. */
    static ObjectName nameOf(ObjectName cell) {
        return new ObjectName("~/" + cell.path());
    }

    /** Tells of this part. */
    @ReadOnly
    Part part();

    /**
     * Makes a peer one of the cell's, and waits until it has everything that was answered. It must be running, opened to join, on a directory of
     * its own. Does nothing if it is one of them already. To be asked of the part that leads.
     *
     * @throws CellUnchangedException if the peers are as they were; the message says why
     */
    @Idempotent
    @Timeout(60_000)
    void add(Peer peer) throws CellUnchangedException;

    /**
     * Takes a peer out, whether it lives or not; if it lives, it stops to serve the cell's objects. Does nothing if it is none of them. Its id and its
     * directory are not to be used again, because it may have forgotten, or remember, what the others go by. To be asked of the part that leads.
     *
     * @throws CellUnchangedException if the peers are as they were; the message says why
     */
    @Idempotent
    @Timeout(60_000)
    void remove(String id) throws CellUnchangedException;

    /**
     * What a host has of a cell.
     *
     * @param self as the other peers know it
     * @param leads whether it is the one that takes the calls, as far as it knows
     * @param applied the index in the log of the last entry that it has applied; -1 for none
     * @param peers of the cell as it knows them, in the order of their ids; none before it has become one of them, and of a cell of one host
     */
    record Part(Peer self, boolean leads, long applied, List<Peer> peers) {
        /** Copies the list. */
        public Part {
            peers = List.copyOf(peers);
        }
    }

    /**
     * One peer of the log that the cell is kept in.
     *
     * @param id its own for ever
     * @param endpoint where the other peers reach it
     */
    record Peer(String id, Endpoint endpoint) {}

    /** The peers are as they were. */
    final class CellUnchangedException extends Exception {
        private static final long serialVersionUID = 1L;

        /** Says why. */
        public CellUnchangedException(String why) {
            super("the cell's hosts are as they were: " + why);
        }
    }
}
