package io.limpid.naming.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.limpid.runtime.Client;
import io.limpid.runtime.Host;
import io.limpid.runtime.identity.ObjectName;
import io.limpid.runtime.location.Naming;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Three naming servers in one process. */
@Timeout(240)
@Tag("ordeal")
final class ThreeServersTest {
    private static final Duration PATIENCE = Duration.ofSeconds(40);

    @TempDir
    Path directory;

    private Peers peers;
    private final Map<String, NamingServer> servers = new LinkedHashMap<>();

    @BeforeEach
    void start() throws Exception {
        peers = new Peers(directory, "a", "b", "c");
        for (String id : peers.ids()) {
            servers.put(id, peers.start(id));
        }
        peers.awaitLogs("a", "b", "c");
    }

    @AfterEach
    void stop() {
        servers.values().forEach(NamingServer::close);
    }

    @Test
    void whoeverKnowsOneOfThemGetsToTheLeader() {
        for (String id : peers.ids()) {
            try (Asking asking = new Asking(peers.addressOf(id))) {
                assertThat(asking.naming(PATIENCE).status().peer()).isEqualTo(leader());
            }
        }
    }

    @Test
    void theOthersGoOnWhenTheLeaderIsStopped() throws Exception {
        try (Host host = Host.join(peers.address());
                Client client = Client.connect(peers.address())) {
            host.export("first", Counter.class, new Counter.InMemory());
            String stopped = leader();

            servers.remove(stopped).close();
            host.export("second", Counter.class, new Counter.InMemory());
            client.withTimeout(client.lookup(Counter.class, "first"), PATIENCE).add(1);
            client.withTimeout(client.lookup(Counter.class, "second"), PATIENCE).add(1);

            assertThat(leader()).isNotEqualTo(stopped);
            servers.put(stopped, peers.start(stopped));
            servers.remove(leader()).close();
            assertThat(leader()).isNotNull();
        }
    }

    @Test
    void aNameIsFoundWhileNoServerLeadsAndNotForLongAfterwards() {
        String leader = leader();
        String last = peers.ids().stream()
                .filter(id -> !id.equals(leader))
                .findFirst()
                .orElseThrow();
        ObjectName second = new ObjectName("second");
        try (Host host = Host.join(peers.address());
                Client client = Client.connect(peers.address());
                Asking asking = new Asking(peers.addressOf(last))) {
            host.export("first", Counter.class, new Counter.InMemory());
            host.export(second.path(), Counter.class, new Counter.InMemory());
            client.lookup(Counter.class, "first").add(1);
            Naming alone = asking.naming(Duration.ofSeconds(1));
            await().atMost(PATIENCE).until(() -> found(alone, second).isPresent());

            peers.ids().stream()
                    .filter(id -> !id.equals(last))
                    .forEach(id -> servers.remove(id).close());

            assertThat(client.lookup(Counter.class, second.path()).add(1)).isEqualTo(1);
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThatThrownBy(() -> found(alone, second))
                            .hasMessageContaining("has heard of no leader"));
        }
    }

    private static Optional<Naming.Entry> found(Naming naming, ObjectName name) {
        return naming.find(name).toCompletableFuture().join().entry();
    }

    @Test
    void callersHearFromTheNextLeaderWhatChanges() {
        Listener listener = new Listener();
        try (Host first = Host.builder().naming(peers.address()).name("first").open();
                Host second =
                        Host.builder().naming(peers.address()).name("second").open();
                Client client = Client.builder()
                        .naming(peers.address())
                        .observer(listener)
                        .open()) {
            Host.Exported exported = first.export("counter", Counter.class, new Counter.InMemory());
            Counter counter = client.withTimeout(client.lookup(Counter.class, "counter"), PATIENCE);
            counter.add(1);
            for (int i = 0; !listener.hasHeardOf("counter"); i++) {
                assertThat(i).isLessThan(1_000);
                exported.unexport();
                exported = first.export("counter", Counter.class, new Counter.InMemory());
            }

            servers.remove(leader()).close();
            exported.unexport();
            second.export("counter", Counter.class, new Counter.InMemory());

            await().atMost(PATIENCE).until(() -> listener.heard("counter", "second"));
            listener.forget();
            counter.add(1);

            assertThat(listener.attempts()).isEqualTo(1);
        }
    }

    @Test
    void aListOfPeersThatCannotWorkIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> NamingPeers.parse("a", "a=h:7400", Optional.empty()))
                .withMessageContaining("id=host:port/peerport");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> NamingPeers.parse("a", "a=h:1/2,a=h:3/4", Optional.empty()))
                .withMessageContaining("not a twice");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> NamingPeers.parse("d", "a=h:1/2,b=h:3/4,c=h:5/6", Optional.empty()))
                .withMessageContaining("one of the peers");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> NamingServer.start(NamingSettings.oneOf(
                        NamingPeers.parse("a", "a=127.0.0.1:1/2,b=h:3/4,c=h:5/6", Optional.empty()), directory)))
                .withMessageContaining("tls");
    }

    private String leader() {
        try (Asking asking = new Asking(peers.address())) {
            Naming naming = asking.naming(PATIENCE);
            return naming.status().peer();
        }
    }
}
