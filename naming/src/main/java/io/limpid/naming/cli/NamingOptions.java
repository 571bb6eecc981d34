package io.limpid.naming.cli;

import io.limpid.naming.service.CopyControl;
import io.limpid.naming.service.PeerControl;
import io.limpid.runtime.Client;
import io.limpid.runtime.LimpidAddress;
import io.limpid.runtime.identity.Binding;
import io.limpid.runtime.identity.Endpoint;
import io.limpid.runtime.identity.InterfaceId;
import io.limpid.runtime.identity.ObjectName;
import io.limpid.runtime.identity.Replica;
import io.limpid.runtime.location.Naming;
import java.time.Duration;
import java.util.List;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Option;

/** Where naming is, and how it is spoken to. */
final class NamingOptions {
    @Option(
            names = "--naming",
            paramLabel = "ADDRESS",
            defaultValue = "${env:LIMPID_NAMING:-limpid://127.0.0.1:7400}",
            description = "Where naming is (default: $LIMPID_NAMING, else limpid://127.0.0.1:7400).")
    private String address = "";

    @Option(
            names = "--timeout",
            paramLabel = "SECONDS",
            defaultValue = "3",
            description = "How long to wait for naming (default: ${DEFAULT-VALUE}).")
    private double seconds;

    @ArgGroup(exclusive = false, heading = "%nCertificates:%n")
    private TlsOptions tls = new TlsOptions();

    String address() {
        return address;
    }

    Duration timeout() {
        // Put this way round, it also refuses what is not a number.
        if (!(seconds > 0)) {
            throw new IllegalArgumentException("--timeout: " + seconds + " (expected: more than 0 seconds)");
        }
        return Duration.ofMillis(Math.max(1, Math.round(seconds * 1_000)));
    }

    /** Opens a client that knows naming alone, and so needs no lease. */
    Client open() {
        List<Replica> servers = LimpidAddress.parse(address).servers().stream()
                .map(NamingOptions::server)
                .toList();
        return Client.builder()
                .name("limpid-cli")
                .directory(List.of(
                        binding(Naming.NAME, Naming.class, servers),
                        binding(PeerControl.NAME, PeerControl.class, servers),
                        binding(CopyControl.NAME, CopyControl.class, servers)))
                .transport(tls.transport())
                .open();
    }

    /** Opens a client that reaches hosts, too. */
    Client openToHosts() {
        return Client.builder()
                .name("limpid-cli")
                .naming(address)
                .transport(tls.transport())
                .open();
    }

    /** Opens a client that knows one object, at one place. */
    Client openAt(ObjectName name, Class<?> type, Endpoint endpoint) {
        return Client.builder()
                .name("limpid-cli")
                .directory(List.of(binding(name, type, List.of(server(endpoint)))))
                .transport(tls.transport())
                .open();
    }

    private static Binding binding(ObjectName name, Class<?> type, List<Replica> servers) {
        return new Binding(name, new InterfaceId(type.getName()), 0, 0, servers);
    }

    private static Replica server(Endpoint endpoint) {
        return new Replica("naming@" + endpoint, endpoint, Replica.Role.PRIMARY);
    }
}
