package io.limpid.naming.server;

import io.limpid.naming.service.DirectoryCopy;
import io.limpid.naming.service.Tenants;
import io.limpid.naming.state.Terms;
import io.limpid.runtime.LimpidAddress;
import io.limpid.runtime.transport.TransportSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * What a naming server needs to know. Immutable.
 *
 * @param host the address of this machine to listen at
 * @param port the port; 0 lets the system choose
 * @param directory where bindings and leases live; empty keeps them in memory, to be forgotten with the server
 * @param terms how long leases last
 * @param transport certificates, limits and patience
 * @param peers the servers that keep the state together with this one; empty if it is alone
 * @param copy what a new naming goes on from, said to each of its servers; empty for one that begins with nothing, or goes on from its directory
 * @param tenants who may hold which names, said to each of several servers
 */
public record NamingSettings(
        String host,
        int port,
        Optional<Path> directory,
        Terms terms,
        TransportSettings transport,
        Optional<NamingPeers> peers,
        Optional<DirectoryCopy> copy,
        Tenants tenants) {
    /**
     * @throws IllegalArgumentException if there are peers and no directory, which is where each keeps what it has promised the others, or
     *     tenants and no certificates
     */
    public NamingSettings {
        if (peers.isPresent() && directory.isEmpty()) {
            throw new IllegalArgumentException("directory: none (expected: one, because there are peers)");
        }
        if (tenants.areNamed() && transport.tls() == null) {
            throw new IllegalArgumentException(
                    "tenants: " + tenants.prefixes().keySet()
                            + " (expected: with certificates, by which they are told: --tls-certificate, --tls-key, --tls-trusted)");
        }
    }

    /** On loopback at the usual port, in this directory. */
    public static NamingSettings at(Path directory) {
        return new NamingSettings(
                "127.0.0.1",
                LimpidAddress.DEFAULT_PORT,
                Optional.of(directory),
                Terms.DEFAULT,
                TransportSettings.DEFAULT,
                Optional.empty(),
                Optional.empty(),
                Tenants.NOBODY);
    }

    /** One of several servers, at the place that the peers' list says, in this directory. */
    public static NamingSettings oneOf(NamingPeers peers, Path directory) {
        return new NamingSettings(
                peers.place().host(),
                peers.place().port(),
                Optional.of(directory),
                Terms.DEFAULT,
                TransportSettings.DEFAULT,
                Optional.of(peers),
                Optional.empty(),
                Tenants.NOBODY);
    }

    /** On loopback at a port that the system chooses, in memory alone: for tests. */
    public static NamingSettings inMemory() {
        return new NamingSettings(
                "127.0.0.1",
                0,
                Optional.empty(),
                Terms.DEFAULT,
                TransportSettings.DEFAULT,
                Optional.empty(),
                Optional.empty(),
                Tenants.NOBODY);
    }

    /** The same at another place; port 0 lets the system choose. Beyond loopback, also set {@link #transport}. */
    public NamingSettings listen(String newHost, int newPort) {
        return new NamingSettings(newHost, newPort, directory, terms, transport, peers, copy, tenants);
    }

    /** The same with other terms. */
    public NamingSettings terms(Duration host, Duration client) {
        return new NamingSettings(
                this.host,
                port,
                directory,
                new Terms(host.toMillis(), client.toMillis()),
                transport,
                peers,
                copy,
                tenants);
    }

    /** The same with other connections. */
    public NamingSettings transport(TransportSettings newTransport) {
        return new NamingSettings(host, port, directory, terms, newTransport, peers, copy, tenants);
    }

    /** The same for a new naming that goes on from a copy of one that was lost; does nothing if it has gone on from that copy already. */
    public NamingSettings restoredFrom(DirectoryCopy newCopy) {
        return new NamingSettings(host, port, directory, terms, transport, peers, Optional.of(newCopy), tenants);
    }

    /** The same for these tenants; also set {@link #transport}. */
    public NamingSettings tenants(Tenants newTenants) {
        return new NamingSettings(host, port, directory, terms, transport, peers, copy, newTenants);
    }
}
