package io.limpid.benchmarks.growth;

import io.limpid.naming.server.NamingPeers;
import io.limpid.naming.server.NamingServer;
import io.limpid.naming.server.NamingSettings;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A naming server: in memory; with a directory; or with a directory, its id and what it and the others are. */
final class NamingRole implements Role {
    private final List<String> arguments;
    private @Nullable NamingServer server;

    NamingRole(List<String> arguments) {
        this.arguments = arguments;
    }

    @Override
    public String begin() throws IOException {
        NamingServer started = NamingServer.start(settings().transport(TRANSPORT));
        server = started;
        return started.address();
    }

    private NamingSettings settings() {
        return switch (arguments.size()) {
            case 0 -> NamingSettings.inMemory();
            case 1 -> NamingSettings.at(Path.of(arguments.get(0))).listen("127.0.0.1", 0);
            default ->
                NamingSettings.oneOf(
                        NamingPeers.parse(arguments.get(1), arguments.get(2), Optional.empty()),
                        Path.of(arguments.get(0)));
        };
    }

    @Override
    public void close() {
        if (server != null) {
            server.close();
        }
    }
}
