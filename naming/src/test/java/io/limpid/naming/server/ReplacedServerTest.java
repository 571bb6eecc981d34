package io.limpid.naming.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.limpid.RemoteFailureException;
import io.limpid.runtime.Client;
import io.limpid.runtime.Host;
import io.limpid.runtime.identity.Binding;
import io.limpid.runtime.identity.Endpoint;
import io.limpid.runtime.identity.InterfaceId;
import io.limpid.runtime.identity.ObjectName;
import io.limpid.runtime.location.Naming;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Naming's servers as processes: one is lost for good and replaced, or all lose what they know. */
@Timeout(400)
@Tag("ordeal")
final class ReplacedServerTest {
    private static final Duration PATIENCE = Duration.ofSeconds(40);
    private static final InterfaceId TYPE = new InterfaceId("bank.Account");
    private static final UUID INSTANCE = new UUID(1, 1);

    @TempDir
    Path directory;

    private final Map<String, Program> programs = new LinkedHashMap<>();

    @AfterEach
    void stop() {
        programs.values().forEach(Program::close);
    }

    @Test
    void aServerThatIsLostForGoodIsReplacedByANewOneThatCounts() throws Exception {
        Peers peers = new Peers(directory, "a", "b", "c", "d");
        start(peers, "a", "b", "c");
        try (Asking asking = new Asking(peers.address())) {
            Naming naming = asking.naming(PATIENCE);
            Binding before = bind(naming, "before");
            programs.remove("a").kill();
            programs.put("d", peers.startProgram("d", "--join"));

            said(peers, "add", peers.pair("d"));
            said(peers, "remove", "a");
            Binding after = bind(naming, "after");

            assertThat(said(peers)).extracting(line -> line.substring(0, 1)).containsExactly("b", "c", "d");
            // Two of three: without the new one there would be one.
            programs.remove("b").kill();
            assertThat(found(naming, "before")).contains(before);
            assertThat(found(naming, "after")).contains(after);
            programs.get("d").kill();
            programs.put("d", peers.startProgram("d", "--join"));
            assertThat(bind(naming, "again").epoch()).isGreaterThan(after.epoch());
        }
    }

    @Test
    void whenAllDirectoriesAreLostHostsBindAnewAtHigherEpochs() throws Exception {
        Peers peers = new Peers(directory, "a", "b", "c");
        start(peers, "a", "b", "c");
        try (Asking asking = new Asking(peers.address());
                Host host = Host.join(peers.address());
                Client client = Client.connect(peers.address())) {
            Naming naming = asking.naming(PATIENCE);
            host.export("counter", Counter.class, new Counter.InMemory());
            Counter counter = client.lookup(Counter.class, "counter");
            counter.add(1);
            Binding exported = found(naming, "counter").orElseThrow();

            for (String id : peers.ids()) {
                programs.get(id).kill();
                delete(peers.directoryOf(id));
            }
            counter.value();
            start(peers, "a", "b", "c");

            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(found(naming, "counter"))
                            .hasValueSatisfying(anew -> assertThat(anew.epoch()).isGreaterThan(exported.epoch())));
            // The former client's id went with the directories.
            try (Client fresh = Client.connect(peers.address())) {
                assertThat(fresh.lookup(Counter.class, "counter").add(1)).isEqualTo(2);
            }
            assertThat(counter.value()).isEqualTo(2);
        }
    }

    @Test
    void whatOneServerKeptGoesOnWithThreeFromACopy() throws Exception {
        Peers peers = new Peers(directory, "a", "b", "c");
        Path first = directory.resolve("first");
        Path second = directory.resolve("second");
        Binding alone;
        long client;
        try (Program single = Program.serve(0, directory.resolve("single"))) {
            String address = single.awaitReady();
            try (Asking asking = new Asking(address)) {
                Naming naming = asking.naming(PATIENCE);
                alone = bind(naming, "name");
                client = naming.openClient("test").toCompletableFuture().join().clientId();
                try (Program backup =
                        Program.start("naming", "backup", "--to", first.toString(), "--naming", address)) {
                    assertThat(backup.exit()).as(backup.errors()).isZero();
                }
            }
        }
        for (String id : peers.ids()) {
            programs.put(id, peers.startProgram(id, "--restore", first.toString()));
        }
        peers.awaitLogs("a", "b", "c");

        try (Asking asking = new Asking(peers.address())) {
            Naming naming = asking.naming(PATIENCE);
            assertThat(found(naming, "name")).contains(alone);
            Binding anew = bind(naming, "name");
            assertThat(anew.epoch()).isGreaterThan(alone.epoch());
            String leader = said(peers).stream()
                    .filter(line -> line.contains("*"))
                    .findFirst()
                    .orElseThrow()
                    .substring(0, 1);
            programs.get(leader).kill();

            assertThat(found(naming, "name")).contains(anew);
            assertThat(naming.renewClient(client).toCompletableFuture().join().clientId())
                    .isEqualTo(client);
            // One that does not lead tells where to.
            try (Program backup = Program.start(
                    "naming", "backup", "--to", second.toString(), "--naming", peers.address(), "--timeout", "30")) {
                assertThat(backup.exit()).as(backup.errors()).isZero();
            }
            // As a script would that starts it as it did before.
            programs.put(leader, peers.startProgram(leader, "--restore", first.toString()));
            assertThat(found(naming, "name")).contains(anew);
        }
    }

    private void start(Peers peers, String... ids) {
        String all = Stream.of(ids)
                .map(peers::pair)
                .reduce((one, other) -> one + "," + other)
                .orElseThrow();
        for (String id : ids) {
            programs.put(id, peers.startProgramToldOf(all, id));
        }
        peers.awaitLogs(ids);
    }

    private static List<String> said(Peers peers, String... words) {
        String[] all = Stream.concat(
                        Stream.concat(Stream.of("peers"), Stream.of(words)),
                        Stream.of("--naming", peers.address(), "--timeout", "30"))
                .toArray(String[]::new);
        try (Program program = Program.start(all)) {
            List<String> lines = program.rest();
            assertThat(program.exit()).as(program.errors()).isZero();
            return lines;
        }
    }

    private static Binding bind(Naming naming, String name) throws Exception {
        // A leader that has to go meanwhile does not know what became of a command; both can be said again.
        await().atMost(PATIENCE)
                .ignoreException(RemoteFailureException.class)
                .until(() -> naming.joinHost("h", INSTANCE, new Endpoint("127.0.0.1", 9000)), lease -> true);
        return naming.bind(new ObjectName(name), TYPE, "h", INSTANCE);
    }

    private static Optional<Binding> found(Naming naming, String name) {
        return naming.resolve(new ObjectName(name)).toCompletableFuture().join().map(Naming.Entry::binding);
    }

    private static void delete(Path store) throws IOException {
        try (Stream<Path> files = Files.walk(store)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
