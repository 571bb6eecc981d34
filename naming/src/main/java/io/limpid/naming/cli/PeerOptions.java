package io.limpid.naming.cli;

import io.limpid.log.PeerTls;
import io.limpid.naming.server.NamingPeers;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The other servers that keep naming's state together with this one. */
final class PeerOptions {
    @Option(
            names = "--peers",
            paramLabel = "PEERS",
            description = "All servers, this one too: ID=HOST:PORT/PEERPORT,... The first port is for callers, the"
                    + " second for the other servers. An id belongs to a server for ever.")
    private @Nullable String peers;

    @Option(names = "--peer", paramLabel = "ID", description = "Which of them this one is.")
    private @Nullable String self;

    @Option(
            names = "--join",
            description = "The others do not know of this one yet: wait until 'limpid peers add' has told them.")
    private boolean joins;

    @Option(
            names = "--peer-tls-certificate",
            paramLabel = "FILE",
            description = "This server's certificate chain for the others, PEM.")
    private @Nullable Path certificate;

    @Option(names = "--peer-tls-key", paramLabel = "FILE", description = "Its private key, PEM (PKCS#8).")
    private @Nullable Path key;

    @Option(
            names = "--peer-tls-trusted",
            paramLabel = "FILE",
            description =
                    "The authority of the servers' certificates, PEM. Of these servers alone: whoever it signs may"
                            + " join in.")
    private @Nullable Path trusted;

    Optional<NamingPeers> peers() {
        Optional<PeerTls> tls = tls();
        if (peers == null && self == null) {
            if (tls.isPresent() || joins) {
                throw new IllegalArgumentException("--peer-tls-... and --join are of no use without --peers");
            }
            return Optional.empty();
        }
        if (peers == null || self == null) {
            throw new IllegalArgumentException("--peers and --peer belong together (expected: both or none)");
        }
        NamingPeers all = NamingPeers.parse(self, peers, tls);
        return Optional.of(joins ? all.joining() : all);
    }

    private Optional<PeerTls> tls() {
        if (certificate == null && key == null && trusted == null) {
            return Optional.empty();
        }
        if (certificate == null || key == null || trusted == null) {
            throw new IllegalArgumentException("--peer-tls-certificate, --peer-tls-key and --peer-tls-trusted belong"
                    + " together (expected: all three or none)");
        }
        return Optional.of(new PeerTls(key, certificate, trusted));
    }
}
