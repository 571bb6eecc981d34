package io.limpid.naming.service;

import io.limpid.Idempotent;
import io.limpid.ReadOnly;
import io.limpid.Remote;
import io.limpid.Timeout;
import io.limpid.runtime.identity.Endpoint;
import io.limpid.runtime.identity.ObjectName;
import java.util.List;

/**
 * Which servers keep naming's state. An object of its own beside naming's, at the same place; the server that leads answers, the
 * others redirect to it.
 */
@Remote
@Timeout(60_000)
public interface PeerControl {
    /** The name under which it is reached, in every naming server. */
    ObjectName NAME = new ObjectName("limpid/naming/peers");

    /** Lists the servers in the order of their ids; none, if naming runs on one. */
    @ReadOnly
    @Timeout(5_000)
    List<Peer> peers();

    /**
     * Makes a server one of naming's, and waits until it has everything that was answered. It must be running, started to join, on a
     * directory of its own. Does nothing if it is one of them already.
     *
     * @throws PeersUnchangedException if the servers are as they were; the message says why
     */
    @Idempotent
    void add(Peer peer) throws PeersUnchangedException;

    /**
     * Takes a server out, whether it lives or not; if it lives, it ends. Does nothing if it is none of them. Its id and its directory are
     * not to be used again, because it may have forgotten, or remember, what the others go by.
     *
     * @throws PeersUnchangedException if the servers are as they were; the message says why
     */
    @Idempotent
    void remove(String id) throws PeersUnchangedException;

    /**
     * One server.
     *
     * @param id its own for ever
     * @param callers where callers reach it
     * @param others where the other servers reach it
     * @param leads whether it is the one that answers
     */
    record Peer(String id, Endpoint callers, Endpoint others, boolean leads) {}

    /** The servers are as they were. */
    final class PeersUnchangedException extends Exception {
        private static final long serialVersionUID = 1L;

        /** Says why. */
        public PeersUnchangedException(String why) {
            super("naming's servers are as they were: " + why);
        }
    }
}
