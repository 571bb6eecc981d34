package io.limpid.naming.moving;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.limpid.naming.server.Listener;
import io.limpid.naming.server.NamingServer;
import io.limpid.naming.server.NamingSettings;
import io.limpid.runtime.Client;
import io.limpid.runtime.Host;
import io.limpid.runtime.LimpidAddress;
import io.limpid.runtime.check.Trials;
import io.limpid.runtime.identity.Replica.Role;
import io.limpid.runtime.transport.TransportSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Callers that make no call meanwhile hear from naming what changed. */
@Timeout(value = 5, unit = TimeUnit.MINUTES)
final class ToldMovesTest {
    private static final int OBJECTS = Trials.of(50, 200);
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final TransportSettings NETWORK =
            TransportSettings.DEFAULT.sharing(TransportSettings.Sharing.DEFAULT.overTheNetwork());

    @TempDir
    Path data;

    private final Listener listener = new Listener();
    private NamingServer naming;
    private Host a;
    private Host b;
    private Client mover;
    private Client client;

    @BeforeEach
    void start() throws Exception {
        naming = NamingServer.start(NamingSettings.at(data).listen("127.0.0.1", 0));
        a = host("a");
        b = host("b");
        mover = Client.connect(naming.address());
        client = Client.builder()
                .naming(naming.address())
                .transport(NETWORK)
                .observer(listener)
                .open();
    }

    @AfterEach
    void stop() {
        client.close();
        mover.close();
        b.close();
        a.close();
        naming.close();
    }

    @Test
    void whoHasNotCalledSinceCallsWhereTheObjectsAreByNow() {
        List<Ledger> ledgers = new ArrayList<>();
        for (int i = 0; i < OBJECTS; i++) {
            ledgers.add(called("ledger-" + i));
        }
        called("canary");
        hears("canary");
        listener.forget();

        for (int i = 0; i < OBJECTS; i++) {
            mover.migrate("ledger-" + i, "b");
        }
        for (int i = 0; i < OBJECTS; i++) {
            String name = "ledger-" + i;
            await().atMost(PATIENCE).until(() -> listener.heard(name, "b"));
        }
        ledgers.forEach(ledger -> assertThat(ledger.enter(2)).isEqualTo(2));

        System.out.printf(
                "%d objects moved and naming told: %d attempts for %d calls, %d redirects%n",
                OBJECTS, listener.attempts(), OBJECTS, listener.redirects());
        assertThat(listener.redirects()).isZero();
        assertThat(listener.attempts()).isEqualTo(OBJECTS);
    }

    @Test
    void aNamingThatBeganAnewTellsOn() throws Exception {
        Ledger ledger = called("ledger");
        hears("ledger");
        int port = LimpidAddress.parse(naming.address()).servers().get(0).port();

        naming.close();
        assertThat(ledger.enter(2)).isEqualTo(2);
        naming = NamingServer.start(NamingSettings.at(data).listen("127.0.0.1", port));
        listener.forget();
        hears("ledger");

        assertThat(ledger.enter(3)).isEqualTo(3);
        assertThat(listener.redirects()).isZero();
    }

    @Test
    void aReplicaThatJoinsIsHeardOfAtOnce() {
        a.export("group", Ledger.class, new MovingLedger(0), Role.PRIMARY);
        Ledger group = client.lookup(Ledger.class, "group");
        group.enter(1);
        called("canary");
        hears("canary");

        long joined = System.nanoTime();
        b.export("group", Ledger.class, new MovingLedger(0), Role.PRIMARY);
        await().pollInterval(Duration.ofMillis(1)).atMost(PATIENCE).until(() -> listener.heard("group", "b"));

        System.out.printf("a replica joined: heard of after %d ms%n", (System.nanoTime() - joined) / 1_000_000);
        await().atMost(PATIENCE).until(() -> group.numbers().isEmpty());
    }

    /** Has an object of that name, which the client has called once. */
    private Ledger called(String name) {
        a.export(name, Ledger.class, new MovingLedger(0));
        Ledger ledger = client.lookup(Ledger.class, name);
        ledger.enter(1);
        return ledger;
    }

    /** Moves an object to and fro until the client has heard of it, and so hears of all that it had called before. */
    private void hears(String name) {
        AtomicInteger moves = new AtomicInteger();
        await().atMost(PATIENCE).until(() -> {
            mover.migrate(name, moves.incrementAndGet() % 2 == 0 ? "a" : "b");
            return listener.hasHeardOf(name);
        });
        await().atMost(PATIENCE).until(() -> listener.heard(name, moves.get() % 2 == 0 ? "a" : "b"));
    }

    private Host host(String name) {
        return Host.builder()
                .naming(naming.address())
                .name(name)
                .transport(NETWORK)
                .open();
    }
}
