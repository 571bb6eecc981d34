package io.limpid.naming.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.limpid.MoveRefusedException;
import io.limpid.naming.server.NamingServer;
import io.limpid.naming.server.NamingSettings;
import io.limpid.naming.server.Program;
import io.limpid.runtime.Client;
import io.limpid.runtime.Host;
import io.limpid.runtime.identity.Replica.Role;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What moves objects, from outside. */
final class MovingCommandLineTest {
    private NamingServer server;
    private Host a;
    private Host b;
    private Host c;
    private Client client;

    @BeforeEach
    void start() throws Exception {
        server = NamingServer.start(NamingSettings.inMemory());
        a = host("a");
        b = host("b");
        c = host("c");
        client = Client.connect(server.address());
    }

    private Host host(String name) {
        return Host.builder().name(name).naming(server.address()).open();
    }

    @AfterEach
    void stop() {
        client.close();
        c.close();
        b.close();
        a.close();
        server.close();
    }

    private Program limpid(String... arguments) {
        String[] all = Arrays.copyOf(arguments, arguments.length + 4);
        all[arguments.length] = "--naming";
        all[arguments.length + 1] = server.address();
        all[arguments.length + 2] = "--timeout";
        all[arguments.length + 3] = "30";
        return Program.start(all);
    }

    @Test
    void migrateMovesAnObjectWithItsState() {
        a.export("tally", Tally.class, new Tally.Moving());
        Tally tally = client.lookup(Tally.class, "tally");
        tally.more();

        try (Program migrate = limpid("migrate", "tally", "b")) {
            assertThat(migrate.rest()).singleElement().asString().startsWith("tally\tb@");
            assertThat(migrate.exit()).isZero();
        }

        assertThat(tally.more()).isEqualTo(2);
    }

    @Test
    void migrateSaysWhyAnObjectStays() {
        a.export("still", Tally.class, new Tally.Standing());

        try (Program migrate = limpid("migrate", "still", "b")) {
            assertThat(migrate.exit()).isEqualTo(ExitStatus.FAILED);
            assertThat(migrate.errors()).startsWith("limpid: still").contains("is not annotated @Movable");
        }
        try (Program migrate = limpid("migrate", "nobody", "b")) {
            assertThat(migrate.exit()).isEqualTo(ExitStatus.NOT_FOUND);
            assertThat(migrate.errors()).contains("no object has that name");
        }
    }

    @Test
    void migrateThatLosesARaceSaysWhereTheObjectIs() throws Exception {
        a.export("tally", Tally.class, new Tally.Reluctant());
        CompletableFuture<Duration> winner = CompletableFuture.supplyAsync(() -> client.migrate("tally", "b"));
        Tally.Reluctant.LEAVING.await();

        try (Program loser = limpid("migrate", "tally", "c")) {
            assertThat(loser.exit()).isEqualTo(ExitStatus.FAILED);
            assertThat(loser.rest()).isEmpty();
            assertThat(loser.errors())
                    .startsWith("limpid: tally does not move to c: it is at host a, and somebody moves it already");
        } finally {
            Tally.Reluctant.LET.countDown();
        }

        assertThat(winner).succeedsWithin(Duration.ofSeconds(30));
        assertThat(client.loads().get("b").objects()).isEqualTo(1);
    }

    @Test
    void drainSpreadsWhatAHostHas() {
        for (int i = 0; i < 9; i++) {
            a.export("tally/" + i, Tally.class, new Tally.Moving());
            client.lookup(Tally.class, "tally/" + i).more();
        }
        b.export("other", Tally.class, new Tally.Moving());

        try (Program drain = limpid("drain", "a", "--at-once", "3")) {
            List<String> lines = drain.rest();
            assertThat(drain.exit()).as(drain.errors()).isZero();
            assertThat(lines).hasSize(9).last().asString().endsWith("\t0 left");
            assertThat(lines).filteredOn(line -> line.contains("\tb\t")).hasSizeBetween(3, 5);
        }

        for (int i = 0; i < 9; i++) {
            assertThat(client.lookup(Tally.class, "tally/" + i).more()).isEqualTo(2);
        }
    }

    @Test
    void aHostThatIsDrainedFromOutsideIsGivenNothingByOthers() {
        a.export("tally", Tally.class, new Tally.Moving());
        a.export("board", Tally.class, new Tally.Standing(), Role.PRIMARY);
        b.export("other", Tally.class, new Tally.Moving());
        try (Program drain = limpid("drain", "a", "--at-once", "0")) {
            assertThat(drain.exit()).isEqualTo(ExitStatus.USAGE);
            assertThat(drain.errors()).startsWith("limpid: --at-once: 0 (expected: 1 to 64)");
        }
        assertThat(client.loads().get("a").isLeaving()).isFalse();

        try (Program drain = limpid("drain", "a")) {
            assertThat(drain.exit()).as(drain.errors()).isZero();
        }

        assertThat(client.loads().get("a").isLeaving()).isTrue();
        assertThatThrownBy(() -> client.migrate("other", "a"))
                .isInstanceOf(MoveRefusedException.class)
                .hasMessageContaining("its own objects leave it");
    }

    @Test
    void hostsTellsWhatTheyHaveToDo() {
        a.export("tally", Tally.class, new Tally.Moving());
        b.drain();

        try (Program hosts = limpid("hosts", "--load", "--json")) {
            assertThat(hosts.rest())
                    .satisfiesExactly(
                            line -> assertThat(line).contains("\"host\":\"a\"", "\"objects\":1,", "\"leaving\":false"),
                            line -> assertThat(line).contains("\"host\":\"b\"", "\"objects\":0,", "\"leaving\":true"),
                            line -> assertThat(line).contains("\"host\":\"c\"", "\"callsPerSecond\":0,"));
            assertThat(hosts.exit()).isZero();
        }
        try (Program hosts = limpid("hosts", "--load")) {
            assertThat(hosts.rest().get(0)).contains("1 objects");
        }
    }

    @Test
    void drainTellsWhatStays() {
        a.export("still", Tally.class, new Tally.Standing());
        a.export("tally", Tally.class, new Tally.Moving());

        try (Program drain = limpid("drain", "a", "--json")) {
            assertThat(drain.rest()).singleElement().asString().startsWith("{\"event\":\"moved\",\"name\":\"tally\"");
            assertThat(drain.exit()).isEqualTo(ExitStatus.FAILED);
            assertThat(drain.errors()).contains("limpid: still stays at a:", "is not annotated @Movable");
        }
        try (Program drain = limpid("drain", "nobody")) {
            assertThat(drain.exit()).isEqualTo(ExitStatus.NOT_FOUND);
        }
    }
}
