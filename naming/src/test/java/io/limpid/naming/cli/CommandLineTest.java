package io.limpid.naming.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.limpid.naming.server.Asking;
import io.limpid.naming.server.NamingServer;
import io.limpid.naming.server.NamingSettings;
import io.limpid.naming.server.Program;
import io.limpid.runtime.identity.Binding;
import io.limpid.runtime.identity.Endpoint;
import io.limpid.runtime.identity.InterfaceId;
import io.limpid.runtime.identity.ObjectName;
import io.limpid.runtime.identity.Replica.Role;
import io.limpid.runtime.identity.Seat;
import io.limpid.runtime.location.MoveConsent;
import io.limpid.runtime.location.Naming;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The program from outside: processes, their output and their exit status. */
final class CommandLineTest {
    private static final UUID INSTANCE = new UUID(5, 5);
    private static final InterfaceId TYPE = new InterfaceId("bank.Account");

    @TempDir
    static Path data;

    private static NamingServer server;
    private static Asking asking;
    private static Binding alice;

    @BeforeAll
    static void start() throws Exception {
        server = NamingServer.start(NamingSettings.at(data.resolve("shared"))
                .listen("127.0.0.1", 0)
                .terms(Duration.ofMinutes(10), Duration.ofMinutes(10)));
        asking = new Asking(server.address());
        naming().joinHost("h", INSTANCE, new Endpoint("127.0.0.1", 9000));
        alice = naming().bind(new ObjectName("bank/alice"), TYPE, "h", INSTANCE);
        naming().bind(new ObjectName("other"), TYPE, "h", INSTANCE);
    }

    @AfterAll
    static void stop() {
        asking.close();
        server.close();
    }

    private static Naming naming() {
        return asking.naming(Duration.ofSeconds(30));
    }

    private static Program limpid(String... arguments) {
        String[] all = java.util.Arrays.copyOf(arguments, arguments.length + 4);
        all[arguments.length] = "--naming";
        all[arguments.length + 1] = server.address();
        all[arguments.length + 2] = "--timeout";
        all[arguments.length + 3] = "30";
        return Program.start(all);
    }

    private static String json(String path, Binding binding) {
        return "{\"name\":\"" + path + "\",\"interface\":\"bank.Account\",\"epoch\":" + binding.epoch()
                + ",\"incarnation\":" + binding.incarnation()
                + ",\"suspect\":false,\"replicas\":[{\"host\":\"h\",\"endpoint\":\"127.0.0.1:9000\",\"role\":\"primary\"}]}";
    }

    @Test
    void groupsAreListedReplicaByReplica() throws Exception {
        naming().joinHost("g", new UUID(5, 6), new Endpoint("127.0.0.1", 9001));
        long h = naming().joinGroup(new ObjectName("quotes/a"), TYPE, new Seat(Role.PRIMARY, ""), "h", INSTANCE)
                .epoch();
        long g = naming().joinGroup(
                        new ObjectName("quotes/a"), TYPE, new Seat(Role.BACKUP, "north"), "g", new UUID(5, 6))
                .epoch();
        try (Program plain = limpid("group", "list");
                Program scripted = limpid("group", "list", "quotes", "--json");
                Program none = limpid("group", "list", "bank")) {
            assertThat(plain.rest())
                    .containsExactly(
                            "quotes/a\th@127.0.0.1:9000\tprimary\tsince " + h,
                            "quotes/a\tg@127.0.0.1:9001\tbackup\tzone north\tsince " + g);
            assertThat(scripted.rest())
                    .element(1)
                    .isEqualTo(
                            "{\"name\":\"quotes/a\",\"host\":\"g\",\"endpoint\":\"127.0.0.1:9001\",\"role\":\"backup\","
                                    + "\"zone\":\"north\",\"epoch\":" + g + ",\"suspect\":false}");
            assertThat(none.rest()).isEmpty();
            assertThat(none.exit()).isZero();
        } finally {
            naming().leaveHost("g", new UUID(5, 6));
            ObjectName quotes = new ObjectName("quotes/a");
            naming().unbind(quotes, h, MoveConsent.toFree(INSTANCE, quotes, h));
        }
    }

    @Test
    void lsListsWhatIsBelowThePrefix() {
        try (Program plain = limpid("ls", "bank/");
                Program scripted = limpid("ls", "bank", "--json")) {
            assertThat(plain.rest())
                    .containsExactly("bank/alice\th@127.0.0.1:9000\tbank.Account\tepoch " + alice.epoch());
            assertThat(scripted.rest()).containsExactly(json("bank/alice", alice));
            assertThat(List.of(plain.exit(), scripted.exit())).containsOnly(0);
            assertThat(plain.errors() + scripted.errors()).isEmpty();
        }
    }

    @Test
    void resolveTellsWhereANameIsOrThatThereIsNone() {
        try (Program found = limpid("resolve", "bank/alice", "--json");
                Program missing = limpid("resolve", "bank/bob")) {
            assertThat(found.rest()).containsExactly(json("bank/alice", alice));
            assertThat(found.exit()).isZero();
            assertThat(missing.rest()).isEmpty();
            assertThat(missing.exit()).isEqualTo(1);
            assertThat(missing.errors()).contains("no object has the name bank/bob");
        }
    }

    @Test
    void watchPrintsChangesAsTheyHappenAndGoesOnWhereItWasTold() throws Exception {
        ObjectName name = new ObjectName("watched/x");
        try (Program watch = limpid("watch", "watched", "--json")) {
            assertThat(watch.nextLine()).startsWith("{\"event\":\"watching\",\"revision\":");
            long epoch = naming().bind(name, TYPE, "h", INSTANCE).epoch();
            naming().unbind(name, epoch, MoveConsent.toFree(INSTANCE, name, epoch));

            assertThat(watch.nextLine())
                    .startsWith("{\"event\":\"bound\",\"revision\":" + epoch + ",\"name\":\"watched/x\"");
            assertThat(watch.nextLine())
                    .isEqualTo("{\"event\":\"unbound\",\"revision\":" + (epoch + 1) + ",\"name\":\"watched/x\"}");
            try (Program later = limpid("watch", "watched", "--json", "--from", Long.toString(epoch))) {
                later.nextLine();
                assertThat(later.nextLine()).startsWith("{\"event\":\"unbound\"");
            }
        }
    }

    @Test
    void watchEndsWithTheChangeThatNobodyReadsAnyMore() throws Exception {
        ObjectName name = new ObjectName("unread/x");
        try (Program watch = limpid("watch", "unread", "--json")) {
            watch.nextLine();
            watch.closeOutput();

            naming().bind(name, TYPE, "h", INSTANCE);

            assertThat(watch.exit()).isEqualTo(5);
            assertThat(watch.errors().lines()).singleElement().asString().contains("nobody reads");
        }
    }

    @Test
    void hostsTellsWhoLives() {
        try (Program hosts = limpid("hosts", "--json")) {
            assertThat(hosts.rest()).containsExactly("{\"host\":\"h\",\"endpoint\":\"127.0.0.1:9000\"}");
            assertThat(hosts.exit()).isZero();
        }
    }

    @Test
    void statusCounts() {
        try (Program status = limpid("status", "--json")) {
            assertThat(status.rest()).singleElement().asString().contains("\"peer\":\"single\"", "\"hosts\":1");
            assertThat(status.exit()).isZero();
        }
    }

    @Test
    void aNamingThatIsNotThereIsComplainedOfWithItsAddressAndARemedy() {
        try (Program ls = Program.start("ls", "--naming", "limpid://127.0.0.1:1", "--timeout", "1")) {
            assertThat(ls.exit()).isEqualTo(3);
            assertThat(ls.errors().lines())
                    .singleElement()
                    .asString()
                    .contains("limpid://127.0.0.1:1", "limpid naming serve", "--naming");
        }
    }

    @Test
    void aWrongCommandLineIsToldSo() {
        try (Program unknown = Program.start("lsx");
                Program address = Program.start("ls", "--naming", "here");
                Program name = limpid("resolve", "a//b");
                Program prefix = limpid("ls", "a//b");
                Program timeout = Program.start("ls", "--timeout", "-3");
                Program data = Program.start("naming", "serve", "--listen", "127.0.0.1:0", "--data", "");
                Program peers = Program.start("naming", "serve", "--in-memory", "--peers", "a,b,c")) {
            assertThat(List.of(
                            unknown.exit(),
                            address.exit(),
                            name.exit(),
                            prefix.exit(),
                            timeout.exit(),
                            data.exit(),
                            peers.exit()))
                    .containsOnly(2);
            assertThat(unknown.errors().lines())
                    .singleElement()
                    .satisfies(line -> assertThat(line).startsWith("limpid: ").contains("lsx", "limpid --help"));
            assertThat(address.errors()).contains("limpid://host:port");
            assertThat(name.errors()).contains("a//b");
            assertThat(prefix.errors()).contains("a//b");
            assertThat(timeout.errors()).contains("--timeout", "more than 0");
            assertThat(data.errors()).contains("--data", "a directory");
            assertThat(peers.errors()).contains("--peers", "--peer");
        }
    }

    @Test
    void aServerThatCannotStartSaysWhyInOneLine() throws Exception {
        Path file = Files.createFile(data.resolve("file"));
        String port = server.address().substring("limpid://".length());
        try (Program taken = Program.start("naming", "serve", "--listen", port, "--in-memory");
                Program locked = Program.serve(0, data.resolve("shared"));
                Program noDirectory = Program.serve(0, file)) {
            assertThat(List.of(taken.exit(), locked.exit(), noDirectory.exit())).containsOnly(4);
            assertThat(taken.errors().lines()).singleElement().asString().contains(port, "in use");
            assertThat(locked.errors().lines()).singleElement().asString().contains("shared", "in use");
            assertThat(noDirectory.errors().lines()).singleElement().asString().contains("file: not a directory");
        }
    }

    @Test
    void aServerEndsWhenItIsAskedTo() {
        try (Program served = Program.serve(0, data.resolve("own"))) {
            served.awaitReady();

            served.terminate();

            // As Java ends a process upon SIGTERM.
            assertThat(served.exit()).isEqualTo(143);
            assertThat(served.errors()).isEmpty();
        }
    }
}
