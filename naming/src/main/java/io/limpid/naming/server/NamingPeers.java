package io.limpid.naming.server;

import io.limpid.log.PeerAddress;
import io.limpid.log.PeerId;
import io.limpid.log.PeerTls;
import io.limpid.naming.service.PeerControl.Peer;
import io.limpid.runtime.LimpidAddress;
import io.limpid.runtime.identity.Endpoint;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The naming servers that keep one state together. As long as more than half of them live and reach each other, naming goes on. Immutable.
 *
 * @param self which of them this one is
 * @param all all of them, this one too, by ids that they keep for ever; three or five. Once a server has a store, the store knows better
 * @param joins whether the others have yet to be told of this one ({@code limpid peers add}); it waits until then
 * @param tls how they prove themselves to one another; must be there unless all are on loopback
 */
public record NamingPeers(PeerId self, Map<PeerId, PeerAddress> all, boolean joins, Optional<PeerTls> tls) {
    private static final String FORM = "id=host:port/peerport";
    private static final Pattern PEER = Pattern.compile("([^=]+)=(.+)/(\\d{1,5})");

    /** @throws IllegalArgumentException if this one is not among them, or some of them say not where callers reach them */
    public NamingPeers {
        all = Map.copyOf(all);
        if (!all.containsKey(self)) {
            throw new IllegalArgumentException(
                    "peer: '" + self + "' (expected: one of the peers, " + all.keySet() + ")");
        }
        if (all.values().stream().anyMatch(address -> address.callers().isEmpty())) {
            throw new IllegalArgumentException("peers: " + all + " (expected: each with what callers reach it by)");
        }
    }

    /**
     * Reads {@code id=host:port/peerport[,...]}: callers reach a peer at {@code host:port}, other peers at {@code host:peerport}.
     *
     * @throws IllegalArgumentException if the text is not of that form
     */
    public static NamingPeers parse(String self, String peers, Optional<PeerTls> tls) {
        Map<PeerId, PeerAddress> all = new LinkedHashMap<>();
        for (String text : peers.split(",", -1)) {
            Peer peer = parsePeer(text);
            PeerAddress address = PeerAddress.parse(peer.others().toString())
                    .withCallers(peer.callers().toString());
            if (all.put(new PeerId(peer.id()), address) != null) {
                throw new IllegalArgumentException(
                        "peers: '" + peers + "' (expected: each id once, not " + peer.id() + " twice)");
            }
        }
        return new NamingPeers(new PeerId(self), all, false, tls);
    }

    /**
     * Reads {@code id=host:port/peerport}.
     *
     * @throws IllegalArgumentException if the text is not of that form
     */
    public static Peer parsePeer(String text) {
        Matcher matcher = PEER.matcher(text.strip());
        if (!matcher.matches()) {
            throw new IllegalArgumentException("peer: '" + text + "' (expected: " + FORM + ")");
        }
        Endpoint callers = Endpoint.parse(matcher.group(2), LimpidAddress.DEFAULT_PORT);
        Endpoint others = new Endpoint(callers.host(), Integer.parseInt(matcher.group(3)));
        return new Peer(new PeerId(matcher.group(1)).value(), callers, others, false);
    }

    /** The same, for a server that the others have yet to be told of. */
    public NamingPeers joining() {
        return new NamingPeers(self, all, true, tls);
    }

    /** Where callers reach this one. */
    public Endpoint place() {
        return Endpoint.parse(own().callers(), LimpidAddress.DEFAULT_PORT);
    }

    private PeerAddress own() {
        PeerAddress own = all.get(self);
        if (own == null) {
            throw new IllegalStateException("peer " + self + " is gone from " + all);
        }
        return own;
    }
}
