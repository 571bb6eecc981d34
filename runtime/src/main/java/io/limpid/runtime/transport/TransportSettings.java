package io.limpid.runtime.transport;

import io.limpid.runtime.wire.Limits;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * How a process's transport behaves. Immutable; {@link #DEFAULT} is right for most.
 *
 * @param limits what a peer may make this process hold or do
 * @param patience how long it waits for what
 * @param sharing how calls share threads and connections
 * @param tls certificates and trust; null for plain text
 * @param plaintextAnywhere whether plain text may leave the machine
 */
public record TransportSettings(
        Limits limits,
        Patience patience,
        Sharing sharing,
        @Nullable TlsSettings tls,
        boolean plaintextAnywhere) {
    /** Plain text on loopback, and nothing beyond it until {@link #tls} or {@link #plaintext} says how. */
    public static final TransportSettings DEFAULT =
            new TransportSettings(Limits.DEFAULT, Patience.DEFAULT, Sharing.DEFAULT, null, false);

    /** The same with TLS on every listener and connection, loopback too. */
    public TransportSettings tls(TlsSettings given) {
        return new TransportSettings(limits, patience, sharing, given, plaintextAnywhere);
    }

    /** The same with leave to speak plain text beyond loopback, where anyone on the way can read and forge calls. */
    public TransportSettings plaintext() {
        return new TransportSettings(limits, patience, sharing, tls, true);
    }

    /** The same with other limits. */
    public TransportSettings limits(Limits given) {
        return new TransportSettings(given, patience, sharing, tls, plaintextAnywhere);
    }

    /** The same with other waits. */
    public TransportSettings patience(Patience given) {
        return new TransportSettings(limits, given, sharing, tls, plaintextAnywhere);
    }

    /** The same with another use of threads and connections. */
    public TransportSettings sharing(Sharing given) {
        return new TransportSettings(limits, patience, given, tls, plaintextAnywhere);
    }

    /** Whether two processes with these settings would let each other in. */
    boolean trusts(TransportSettings other) {
        return Objects.equals(tls, other.tls);
    }

    /**
     * How long the transport waits; the waits that a peer can use up stand in {@link Limits}.
     *
     * @param connect for a TCP connection, and then for the peer's greeting
     * @param firstBackoff after a failed attempt to connect; it grows with each further failure
     * @param longestBackoff where that growth ends
     * @param heartbeat between two looks at a connection; a peer that is silent for two of them while calls are under way is
     *     pinged, for five it is taken for dead
     * @param stalledWrite for a peer that reads nothing of what was written
     */
    public record Patience(
            Duration connect,
            Duration firstBackoff,
            Duration longestBackoff,
            Duration heartbeat,
            Duration stalledWrite) {
        /** Finds a dead peer within three seconds. */
        public static final Patience DEFAULT = new Patience(
                Duration.ofSeconds(3),
                Duration.ofMillis(20),
                Duration.ofSeconds(1),
                Duration.ofMillis(450),
                Duration.ofSeconds(30));
    }

    /**
     * How calls share what there is.
     *
     * @param ioThreads how many threads move bytes; 0 for one a processor, at most eight
     * @param connectionsPerEndpoint how many connections to one endpoint at most; a further one is opened when the others have as
     *     many calls in flight as the peer takes
     * @param queuedCalls how many calls may wait for one connection
     * @param queuedBytes how many bytes of arguments may wait for one connection
     * @param withinProcess whether a call to a listener of this process skips the network; both sides must say so, and have the same
     *     TLS settings, because no certificate is looked at
     * @param withinMachine whether a call to a loopback address goes over a Unix socket where both ends are of one user and both say so, and
     *     neither has TLS settings; over TCP otherwise
     */
    public record Sharing(
            int ioThreads,
            int connectionsPerEndpoint,
            int queuedCalls,
            long queuedBytes,
            boolean withinProcess,
            boolean withinMachine) {
        /** Few connections, long queues. */
        public static final Sharing DEFAULT = new Sharing(0, 4, 65_536, 64L << 20, true, true);

        /** The same, but a call always takes TCP, also within this process. */
        public Sharing overTheNetwork() {
            return new Sharing(ioThreads, connectionsPerEndpoint, queuedCalls, queuedBytes, false, false);
        }

        /** The same, but a call to another process of this machine takes TCP, as one to another machine does. */
        public Sharing overTcp() {
            return new Sharing(ioThreads, connectionsPerEndpoint, queuedCalls, queuedBytes, withinProcess, false);
        }
    }
}
