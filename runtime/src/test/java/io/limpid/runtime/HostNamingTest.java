package io.limpid.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.limpid.NotExecutedException;
import io.limpid.NotExecutedException.Reason;
import io.limpid.OutcomeUnknownException;
import io.limpid.runtime.health.Probe;
import io.limpid.runtime.identity.Endpoint;
import io.limpid.runtime.location.Naming;
import io.limpid.runtime.transport.TransportSettings;
import io.limpid.runtime.transport.Wall;
import java.io.IOException;
import java.net.ConnectException;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Hosts that join a naming, which is itself an object in a host without one. */
@Timeout(60)
final class HostNamingTest {
    private static final TransportSettings NETWORK =
            TransportSettings.DEFAULT.sharing(TransportSettings.Sharing.DEFAULT.overTheNetwork());

    private final FakeNaming naming = new FakeNaming();
    private final Junction object = new Junction();
    private final List<AutoCloseable> opened = new ArrayList<>();
    private Host namingHost;
    private String address;

    @BeforeEach
    void open() {
        namingHost = Host.builder().name("naming").open();
        namingHost.export(Naming.NAME.path(), Naming.class, naming);
        address = "limpid://" + namingHost.endpoint();
    }

    @AfterEach
    void close() throws Exception {
        object.letGo.countDown();
        for (AutoCloseable each : opened) {
            each.close();
        }
        namingHost.close();
    }

    @Test
    void whatOneHostExportsAnotherFinds() {
        Host.Exported exported = host("a").export("bank/alice", Station.class, object);

        Station found = host("b").lookup(Station.class, "bank/alice");

        assertThat(found.go(List.of())).isEqualTo("end");
        assertThat(exported.epoch()).isPositive();
    }

    @Test
    void aHostIsReadyUnlessItMayHaveBeenGivenUp() throws Exception {
        Host watched = Host.builder()
                .naming(address)
                .name("watched")
                .health("127.0.0.1", 0)
                .open();
        opened.add(watched);
        URI health = watched.health().orElseThrow();
        watched.export("bank/alice", Station.class, object);
        assertThat(Probe.get(health, "/readyz"))
                .isEqualTo("200 [+]lease ok: naming has not given the host up\n"
                        + "[+]staying ok: the host takes calls and objects\nreadyz check passed\n");
        CountDownLatch seen = new CountDownLatch(1);
        naming.onBound = name -> {
            try {
                seen.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        };

        naming.forget("watched");

        await().until(() -> Probe.get(health, "/readyz").startsWith("503 [-]lease failed: "));
        assertThat(Probe.get(health, "/livez")).startsWith("200 ");
        seen.countDown();
        await().until(() -> Probe.get(health, "/readyz").startsWith("200 "));
    }

    @Test
    void aHostThatIsEmptiedIsNotReadyAndOneThatHasEndedDoesNotAnswer() throws Exception {
        Host leaving = Host.builder()
                .naming(address)
                .name("leaving")
                .health("127.0.0.1", 0)
                .open();
        opened.add(leaving);
        URI health = leaving.health().orElseThrow();

        assertThat(leaving.drain()).isEmpty();

        assertThat(Probe.get(health, "/readyz")).startsWith("503 ").contains("[-]staying failed: ");
        assertThat(Probe.get(health, "/livez")).startsWith("200 ");
        leaving.close();
        assertThatThrownBy(() -> Probe.get(health, "/livez")).isInstanceOf(ConnectException.class);
    }

    @Test
    void aClientThatHasAllItsRecordsIsRefusedFurtherOnesAndOthersAreNot() throws Exception {
        Host few = Host.builder()
                .naming(address)
                .name("few")
                .recordsPerClient(1, 1 << 20)
                .records(2, 2, 1 << 20)
                .open();
        opened.add(few);
        few.export("busy", Station.class, object);
        few.export("idle", Station.class, new Junction());
        try (Client one = Client.connect(address);
                Client other = Client.connect(address);
                Client third = Client.connect(address)) {
            CompletableFuture<Void> running = CompletableFuture.runAsync(
                    () -> one.lookup(Station.class, "busy").stay());
            await().until(() -> few.ledgers().calls() == 1);

            assertThatThrownBy(() -> one.lookup(Station.class, "idle").go(List.of()))
                    .isInstanceOfSatisfying(
                            NotExecutedException.class,
                            refused -> assertThat(refused.reason()).isEqualTo(Reason.OVERLOADED));
            assertThat(other.lookup(Station.class, "idle").go(List.of())).isEqualTo("end");
            assertThat(running).isNotDone();
            assertThatThrownBy(() -> third.lookup(Station.class, "idle").go(List.of()))
                    .hasMessageContaining("too many clients");
        }
    }

    @Test
    void howMuchIsKeptIsAtLeastOne() {
        assertThatThrownBy(() -> Host.builder().recordsPerClient(0, 1))
                .hasMessage("records per client: 0 (expected: at least 1)");
        assertThatThrownBy(() -> Host.builder().records(1, 1, 0))
                .hasMessage("bytes of records: 0 (expected: at least 1)");
    }

    @Test
    void aHostIsFoundWhereItAdvertises() throws Exception {
        Endpoint listened = new Endpoint("127.0.0.1", freePort());
        try (Wall before = Wall.before(listened);
                Host behind = Host.builder()
                        .naming(address)
                        .listen(listened.host(), listened.port())
                        .advertise("127.0.0.1", before.endpoint().port())
                        .transport(NETWORK)
                        .open()) {
            behind.export("bank/alice", Station.class, object);

            try (Client client =
                    Client.builder().naming(address).transport(NETWORK).open()) {
                assertThat(client.lookup(Station.class, "bank/alice").go(List.of()))
                        .isEqualTo("end");
            }
            assertThat(behind.endpoint()).isEqualTo(before.endpoint());
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    @Test
    void aCallerWhomNamingTellsFirstIsServed() throws Exception {
        Host a = host("a");
        Station found = host("b").lookup(Station.class, "bank/alice");
        CompletableFuture<String> call = new CompletableFuture<>();
        naming.onBound = name -> {
            call.completeAsync(() -> found.go(List.of()), namingThreads());
            await().during(Duration.ofMillis(200)).until(() -> object.runs.get() == 0);
        };

        a.export("bank/alice", Station.class, object);

        assertThat(call.get(10, TimeUnit.SECONDS)).isEqualTo("end");
    }

    @Test
    void aNameThatAnotherHostHoldsIsRefusedByName() {
        host("a").export("bank/alice", Station.class, object);
        Host b = host("b");

        assertThatThrownBy(() -> b.export("bank/alice", Station.class, new Junction()))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("bank/alice")
                .hasMessageContaining("host a");
    }

    @Test
    void aHostNameThatIsInUseIsRefused() {
        host("a");

        assertThatThrownBy(() -> Host.builder().naming(address).name("a").open())
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("a");
    }

    @Test
    void aNamingThatIsNotThereIsNamed() {
        Host.Exported unused = host("a").export("x", Station.class, object);
        namingHost.close();

        assertThatThrownBy(() -> Host.builder()
                        .naming(address)
                        .timeout(Duration.ofMillis(500))
                        .open())
                .isInstanceOf(NotExecutedException.class)
                .hasMessageContaining(address);
    }

    @Test
    void aBoundObjectIsCalledWhileNamingIsAway() {
        host("a").export("bank/alice", Station.class, object);
        Station found = host("b").lookup(Station.class, "bank/alice");
        found.go(List.of());

        namingHost.close();

        for (int i = 0; i < 100; i++) {
            assertThat(found.go(List.of())).isEqualTo("end");
        }
    }

    @Test
    void aHostWhoseLeaseHasEndedJoinsAgainAndBindsAnew() {
        Host a = host("a");
        Host.Exported exported = a.export("bank/alice", Station.class, object);
        Station found = host("b").lookup(Station.class, "bank/alice");
        long before = exported.epoch();

        naming.give("bank/alice", "a", a.endpoint());
        naming.forget("a");

        await().until(() -> naming.knows("a") && exported.epoch() > before);
        assertThat(found.go(List.of())).isEqualTo("end");
    }

    @Test
    void anObjectThatWasBoundElsewhereMeanwhileIsNoLongerServed() {
        host("a").export("bank/alice", Station.class, object);
        Station found = host("b").lookup(Station.class, "bank/alice");
        found.go(List.of());
        Host c = host("c");
        Junction other = new Junction();

        naming.give("bank/alice", "c", c.endpoint());
        c.export("bank/alice", Station.class, other);
        naming.forget("a");

        await().until(() -> found.go(List.of()).equals("end") && other.runs.get() > 0);
        int before = object.runs.get();
        assertThat(found.go(List.of())).isEqualTo("end");
        assertThat(object.runs).hasValue(before);
    }

    @Test
    void aNameThatIsGivenAwayBeforeItsHostHearsThatItHasItIsNotOpened() {
        Host a = host("a");
        a.export("other", Station.class, new Junction());
        Host b = host("b");
        Station other = b.lookup(Station.class, "other");
        naming.onBound = name -> {
            naming.onBound = each -> {};
            naming.suspects.add("a");
            b.export("bank/alice", Station.class, object);
            naming.forget("a");
            naming.suspects.remove("a");
            await().until(() -> naming.knows("a"));
            other.go(List.of());
        };

        assertThatThrownBy(() -> a.export("bank/alice", Station.class, new Junction()))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("held by host b");
    }

    @Test
    void aFreedNameIsFreeForOthersAtAHigherEpoch() {
        Host.Exported exported = host("a").export("bank/alice", Station.class, object);
        exported.unexport();
        Junction other = new Junction();

        Host.Exported again = host("b").export("bank/alice", Station.class, other);

        assertThat(again.epoch()).isGreaterThan(exported.epoch());
        host("c").lookup(Station.class, "bank/alice").go(List.of());
        assertThat(other.runs).hasValue(1);
    }

    @Test
    void aHostThatClosesLeavesNaming() {
        Host a = host("a");
        a.export("bank/alice", Station.class, object);

        a.close();

        assertThat(naming.knows("a")).isFalse();
        assertThat(naming.binding("bank/alice")).isNull();
    }

    @Test
    void aNameThatWasPerhapsBoundIsFreedOnceNamingAnswers() {
        Host a = Host.builder()
                .naming(address)
                .name("a")
                .timeout(Duration.ofMillis(300))
                .open();
        opened.add(0, a);
        CountDownLatch silent = new CountDownLatch(1);
        naming.onBound = name -> awaitQuietly(silent);

        assertThatThrownBy(() -> a.export("bank/alice", Station.class, object))
                .isInstanceOf(OutcomeUnknownException.class);
        naming.onBound = name -> {};
        silent.countDown();

        await().until(() -> naming.binding("bank/alice") == null);
        host("b").export("bank/alice", Station.class, object);
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            // The call's deadline has passed.
        }
    }

    private Host host(String name) {
        Host host = Host.builder().naming(address).name(name).open();
        opened.add(0, host);
        return host;
    }

    private java.util.concurrent.Executor namingThreads() {
        Environment environment = Environment.ofSystem("test");
        opened.add(environment.release()::run);
        return environment.tasks();
    }
}
