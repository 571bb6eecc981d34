package io.limpid.benchmarks.peers;

import java.util.List;

/** All peers there are, in the order in which results show them. */
public final class Peers {
    /** What every other is measured by. */
    public static final String RAW = "raw";

    private static final List<Peer> ALL = List.of(
            new RawPeer(),
            new NettyPeer(),
            LimpidPeer.overTcp(),
            LimpidPeer.idempotent(),
            LimpidPeer.nonBlocking(),
            LimpidPeer.byUnixSocket(),
            new RmiPeer(),
            new GrpcPeer(false),
            new GrpcPeer(true),
            new RSocketPeer());

    private Peers() {}

    /** Gives all. */
    public static List<Peer> all() {
        return ALL;
    }

    /**
     * Gives the one of this name.
     *
     * @throws IllegalArgumentException if there is none
     */
    public static Peer named(String name) {
        return ALL.stream()
                .filter(peer -> peer.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("peer: " + name + " (expected: one of "
                        + String.join(", ", ALL.stream().map(Peer::name).toList()) + ")"));
    }
}
