package io.limpid.naming.server;

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
 */
public record NamingSettings(
        String host, int port, Optional<Path> directory, Terms terms, TransportSettings transport) {
    /** On loopback at the usual port, in this directory. */
    public static NamingSettings at(Path directory) {
        return new NamingSettings(
                "127.0.0.1",
                LimpidAddress.DEFAULT_PORT,
                Optional.of(directory),
                Terms.DEFAULT,
                TransportSettings.DEFAULT);
    }

    /** On loopback at a port that the system chooses, in memory alone: for tests. */
    public static NamingSettings inMemory() {
        return new NamingSettings("127.0.0.1", 0, Optional.empty(), Terms.DEFAULT, TransportSettings.DEFAULT);
    }

    /** The same at another place; port 0 lets the system choose. Beyond loopback, also set {@link #transport}. */
    public NamingSettings listen(String newHost, int newPort) {
        return new NamingSettings(newHost, newPort, directory, terms, transport);
    }

    /** The same with other terms. */
    public NamingSettings terms(Duration host, Duration client) {
        return new NamingSettings(this.host, port, directory, new Terms(host.toMillis(), client.toMillis()), transport);
    }

    /** The same with other connections. */
    public NamingSettings transport(TransportSettings newTransport) {
        return new NamingSettings(host, port, directory, terms, newTransport);
    }
}
