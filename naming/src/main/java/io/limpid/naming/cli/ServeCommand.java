package io.limpid.naming.cli;

import io.limpid.naming.server.NamingPeers;
import io.limpid.naming.server.NamingServer;
import io.limpid.naming.server.NamingSettings;
import io.limpid.naming.service.DirectoryCopy;
import io.limpid.naming.service.Tenants;
import io.limpid.naming.state.Terms;
import io.limpid.runtime.LimpidAddress;
import io.limpid.runtime.health.HealthEndpoint;
import io.limpid.runtime.identity.Endpoint;
import io.limpid.runtime.invocation.SystemThreads;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Runs naming until the process is told to end. */
@Command(
        name = "serve",
        description = "Runs one naming server until it is told to end (SIGTERM or control-C).",
        mixinStandardHelpOptions = true)
final class ServeCommand implements Callable<Integer> {
    @Option(
            names = "--listen",
            paramLabel = "HOST:PORT",
            description = "Where to listen (default: what --peers says, else 127.0.0.1:7400); port 0 lets the system"
                    + " choose.")
    private @Nullable String listen;

    @ArgGroup(exclusive = true, multiplicity = "1")
    private Store store = new Store();

    /** Where the state is kept. */
    static final class Store {
        @Option(
                names = "--data",
                paramLabel = "DIR",
                description = "The directory that keeps bindings and leases; made if it is not there.")
        @Nullable
        Path data;

        @Option(names = "--in-memory", description = "Forget everything at the end; for trying things out.")
        boolean inMemory;
    }

    @Option(
            names = "--restore",
            paramLabel = "FILE",
            description =
                    "Go on from a copy that 'limpid naming backup' made of a naming that is lost: for a new naming,"
                            + " at each of its servers. Says nothing to one that has gone on from that copy already.")
    private @Nullable Path restore;

    @Option(
            names = "--host-term",
            paramLabel = "MILLIS",
            defaultValue = "10000",
            description = "How long a host may be silent before its objects are suspect (default: ${DEFAULT-VALUE}).")
    private long hostTerm;

    @Option(
            names = "--client-term",
            paramLabel = "MILLIS",
            defaultValue = "300000",
            description = "How long a client may be silent before its id is over (default: ${DEFAULT-VALUE}).")
    private long clientTerm;

    @Option(
            names = "--health",
            paramLabel = "HOST:PORT",
            description =
                    "Tell over HTTP how the server is, for probes: GET /livez and /readyz; port 0 lets the system choose.")
    private @Nullable String health;

    @Option(
            names = "--allow",
            paramLabel = "PRINCIPAL=PREFIX",
            description =
                    "Let only these bind names, by the names of their certificates, each below its prefixes; at each"
                            + " server. No prefix is all names, and then also to free what others hold, to copy naming and to"
                            + " replace its servers (default: everybody).")
    private List<String> allowed = List.of();

    @Option(
            names = "--until-end-of-input",
            description = "Also end when standard input does: for a parent process that may be killed.")
    private boolean untilEndOfInput;

    @ArgGroup(exclusive = false, heading = "%nOne of several servers:%n")
    private PeerOptions peers = new PeerOptions();

    @ArgGroup(exclusive = false, heading = "%nCertificates:%n")
    private TlsOptions tls = new TlsOptions();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws Exception {
        try (NamingServer server = NamingServer.start(settings());
                HealthEndpoint told = health == null ? null : health(Place.parse(health), server)) {
            SystemThreads.onShutdown("naming-shutdown", server::close);
            spec.commandLine().getOut().println("naming ready on " + server.address());
            if (told != null) {
                spec.commandLine().getOut().println("health at " + told.address());
            }
            if (untilEndOfInput) {
                SystemThreads.forTasks("naming-input").execute(() -> closeAtEndOfInput(server));
            }
            server.ended().get();
            return ExitStatus.OK;
        } catch (ExecutionException e) {
            spec.commandLine().getErr().println("limpid: naming had to stop: " + e.getCause());
            return ExitStatus.SERVER_FAILED;
        }
    }

    private static HealthEndpoint health(Place place, NamingServer server) throws IOException {
        return HealthEndpoint.open(new InetSocketAddress(place.host(), place.port()), server::live, server::ready);
    }

    private static void closeAtEndOfInput(NamingServer server) {
        try {
            // Whatever is said is of no interest.
            long unused = System.in.transferTo(OutputStream.nullOutputStream());
        } catch (IOException e) {
            // Nobody can say anything any more, which is an end too.
        }
        server.close();
    }

    private NamingSettings settings() throws IOException {
        Optional<NamingPeers> others = peers.peers();
        if (others.isPresent() && store.data == null) {
            throw new IllegalArgumentException(
                    "--in-memory: one of several servers must keep its promises (expected: --data)");
        }
        Place place = Place.parse(listen(others));
        // An unset variable in a script; the store would be made in whatever directory the script runs in.
        if (store.data != null && store.data.toString().isEmpty()) {
            throw new IllegalArgumentException("--data: '' (expected: a directory)");
        }
        return new NamingSettings(
                place.host(),
                place.port(),
                Optional.ofNullable(store.data),
                new Terms(hostTerm, clientTerm),
                tls.transport(),
                others,
                restore == null ? Optional.empty() : Optional.of(DirectoryCopy.read(restore)),
                Tenants.parse(allowed));
    }

    private String listen(Optional<NamingPeers> others) {
        return listen != null
                ? listen
                : others.map(peer -> peer.place().toString()).orElse("127.0.0.1:" + LimpidAddress.DEFAULT_PORT);
    }

    /** What cannot run, for a complaint. */
    String place() {
        return "at " + listen(peers.peers()) + (store.data == null ? "" : " in " + store.data);
    }

    /** An endpoint whose port may be left to the system. */
    private record Place(String host, int port) {
        static Place parse(String text) {
            if (text.endsWith(":0")) {
                return new Place(
                        Endpoint.parse(text.substring(0, text.length() - 2), 1).host(), 0);
            }
            Endpoint endpoint = Endpoint.parse(text, LimpidAddress.DEFAULT_PORT);
            return new Place(endpoint.host(), endpoint.port());
        }
    }
}
