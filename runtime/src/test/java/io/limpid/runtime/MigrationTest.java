package io.limpid.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.limpid.Fate;
import io.limpid.InvocationId;
import io.limpid.MoveRefusedException;
import io.limpid.OutcomeUnknownException;
import io.limpid.runtime.identity.Endpoint;
import io.limpid.runtime.location.Naming;
import io.limpid.runtime.transport.TransportSettings;
import io.limpid.runtime.transport.Wall;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Objects move while they are called, and no caller notices. Over sockets. */
@Timeout(120)
final class MigrationTest {
    private static final TransportSettings NETWORK =
            TransportSettings.DEFAULT.sharing(TransportSettings.Sharing.DEFAULT.overTheNetwork());

    private final FakeNaming naming = new FakeNaming();
    private final Host namingHost = Host.builder().name("naming").open();
    private final Map<String, Host> hosts = new TreeMap<>();
    private final Map<String, Wall> walls = new TreeMap<>();
    private Client client;

    @BeforeEach
    void open() {
        namingHost.export(Naming.NAME.path(), Naming.class, naming);
        for (String name : List.of("a", "b", "c")) {
            naming.seenFrom = endpoint -> behindAWall(name, endpoint);
            hosts.put(
                    name,
                    Host.builder()
                            .naming(address())
                            .name(name)
                            .transport(NETWORK)
                            .open());
        }
        client = client(Duration.ofSeconds(10));
    }

    private String address() {
        return "limpid://" + namingHost.endpoint();
    }

    private Client client(Duration timeout) {
        return Client.builder()
                .naming(address())
                .transport(NETWORK)
                .timeout(timeout)
                .open();
    }

    private Endpoint behindAWall(String host, Endpoint listener) {
        try {
            Wall wall = walls.get(host);
            if (wall == null) {
                wall = Wall.before(listener);
                walls.put(host, wall);
            }
            return wall.endpoint();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @AfterEach
    void close() throws IOException {
        client.close();
        hosts.values().forEach(Host::close);
        namingHost.close();
        for (Wall wall : walls.values()) {
            wall.close();
        }
    }

    @Test
    void anObjectMovesWithItsStateAndIsFoundWithoutNaming() throws Exception {
        hosts.get("a").export("till", Till.class, new Purse(3_000_000));
        Till till = client.lookup(Till.class, "till");
        till.deposit(5);

        client.migrate("till", "b");

        assertThat(naming.binding("till").replicas().get(0).host()).isEqualTo("b");
        int asked = naming.resolved;
        assertThat(till.deposit(2)).isEqualTo(7);
        assertThat(till.audit().toCompletableFuture().get(10, TimeUnit.SECONDS)).isEqualTo(3_000_000);
        assertThat(naming.resolved).isEqualTo(asked);
    }

    @Test
    void anObjectIsSentByItsHostOrDrawnByAnother() throws Exception {
        hosts.get("a").export("till", Till.class, new Purse());
        Till till = client.lookup(Till.class, "till");
        till.deposit(5);

        hosts.get("a").migrate("till", "b");
        assertThat(till.deposit(1)).isEqualTo(6);
        hosts.get("c").attract("till");
        assertThat(till.deposit(1)).isEqualTo(7);
        hosts.get("b").migrate("till", "a");
        client.migrate("till", "a");

        assertThat(till.deposit(1)).isEqualTo(8);
        assertThat(naming.binding("till").replicas().get(0).host()).isEqualTo("a");
    }

    @Test
    void callersDoNotNoticeThatAnObjectMovesAllTheTime() throws Exception {
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        hosts.get("a").export("till", Till.class, new Purse(64 << 10));
        AtomicBoolean over = new AtomicBoolean();
        AtomicLong calls = new AtomicLong();
        ExecutorService callers = Executors.newCachedThreadPool();
        List<Future<?>> running = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            Till till = client.lookup(Till.class, "till");
            running.add(callers.submit(() -> {
                while (!over.get()) {
                    till.deposit(1);
                    calls.incrementAndGet();
                }
                return null;
            }));
        }

        int moves = 0;
        for (int i = 0; i < 60; i++) {
            String target = List.of("a", "b", "c").get(random.nextInt(3));
            client.migrate("till", target);
            moves++;
        }
        over.set(true);

        for (Future<?> each : running) {
            each.get(30, TimeUnit.SECONDS);
        }
        callers.shutdown();
        System.out.printf("%d moves under %d calls (seed %d), 0 failed%n", moves, calls.get(), seed);
        assertThat(client.lookup(Till.class, "till").balance()).isEqualTo(calls.get());
    }

    @Test
    void whatWasKnownOfACallMovesWithItsObject() {
        Purse purse = new Purse();
        hosts.get("a").export("till", Till.class, purse);
        try (Client impatient = client(Duration.ofMillis(500))) {
            Till till = impatient.lookup(Till.class, "till");
            till.balance();
            purse.onDeposit = walls.get("a")::swallow;
            InvocationId call = unknown(till);

            walls.get("a").open();
            client.migrate("till", "b");

            assertThat(impatient.resolve(call)).isEqualTo(new Fate.Returned(5L));
            assertThat(till.balance()).isEqualTo(5);
        }
    }

    private static InvocationId unknown(Till till) {
        try {
            till.deposit(5);
        } catch (OutcomeUnknownException e) {
            return e.invocationId();
        } catch (Till.ShutException e) {
            throw new AssertionError(e);
        }
        throw new AssertionError("it returned");
    }

    @Test
    void anObjectWhoseTargetWasCutOffWhenItHadItIsTheTargets() throws Exception {
        hosts.get("a").export("till", Till.class, new Purse());
        Till till = client.lookup(Till.class, "till");
        till.deposit(5);
        naming.onMoved = moved -> walls.get("b").swallow();
        ExecutorService mover = Executors.newSingleThreadExecutor();
        Future<?> move = mover.submit(() -> hosts.get("a").migrate("till", "b"));
        await().until(() -> naming.binding("till").replicas().get(0).host().equals("b"));

        walls.get("b").open();

        move.get(60, TimeUnit.SECONDS);
        mover.shutdown();
        assertThat(till.deposit(1)).isEqualTo(6);
    }

    @Test
    void anObjectWhoseTargetDidNotHearThatItHasItComesBack() throws Exception {
        hosts.get("a").export("till", Till.class, new Purse());
        Till till = client.lookup(Till.class, "till");
        till.deposit(5);
        CountDownLatch silence = new CountDownLatch(1);
        naming.onMoved = moved -> {
            if (moved.replicas().get(0).host().equals("b")) {
                try {
                    silence.await();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            }
        };

        assertThatThrownBy(() -> hosts.get("a").migrate("till", "b"))
                .isInstanceOf(MoveRefusedException.class)
                .hasMessageContaining("gave up, or was lost");
        silence.countDown();

        assertThat(naming.binding("till").replicas().get(0).host()).isEqualTo("a");
        assertThat(till.deposit(1)).isEqualTo(6);
        naming.onMoved = moved -> {};
        client.migrate("till", "b");
        assertThat(till.deposit(1)).isEqualTo(7);
    }

    @Test
    void anObjectWhoseTargetDiedWhenItHadItGoesOnAsItWas() throws Exception {
        hosts.get("a").export("till", Till.class, new Purse());
        Till till = client.lookup(Till.class, "till");
        till.deposit(5);
        naming.onMoved = moved -> {
            walls.get("b").swallow();
            naming.suspects.add("b");
        };

        assertThatThrownBy(() -> hosts.get("a").migrate("till", "b"))
                .isInstanceOf(MoveRefusedException.class)
                .hasMessageContaining("goes on here as it was when it moved");

        assertThat(naming.binding("till").replicas().get(0).host()).isEqualTo("a");
        assertThat(till.deposit(1)).isEqualTo(6);
    }

    @Test
    void twoMoversDoNotGetTheSameObject() throws Exception {
        hosts.get("a").export("till", Till.class, new Purse(5_000_000));
        ExecutorService movers = Executors.newCachedThreadPool();
        List<Future<Boolean>> moved = new ArrayList<>();
        for (String target : List.of("b", "c")) {
            moved.add(movers.submit(() -> {
                try {
                    hosts.get("a").migrate("till", target);
                    return true;
                } catch (MoveRefusedException e) {
                    assertThat(e.reason())
                            .isIn(MoveRefusedException.Reason.CONFLICT, MoveRefusedException.Reason.NOT_HERE);
                    return false;
                }
            }));
        }

        int won = 0;
        for (Future<Boolean> each : moved) {
            won += each.get(30, TimeUnit.SECONDS) ? 1 : 0;
        }
        movers.shutdown();
        assertThat(won).isPositive();
        assertThat(client.lookup(Till.class, "till").deposit(1)).isEqualTo(1);
    }

    @Test
    void whatCannotMoveStaysAndSaysWhy() throws Exception {
        hosts.get("a").export("fixed", Till.class, new TillProcess());
        Till till = client.lookup(Till.class, "fixed");
        till.deposit(1);

        assertRefused("fixed", "b", MoveRefusedException.Reason.NOT_MOVABLE, "TillProcess is not annotated @Movable");
        assertRefused("fixed", "x", MoveRefusedException.Reason.TARGET_UNREACHABLE, "no living host of that name");
        assertRefused("nothing", "b", MoveRefusedException.Reason.NOT_HERE, "no object has that name");

        assertThat(till.deposit(1)).isEqualTo(2);
    }

    private void assertRefused(String name, String target, MoveRefusedException.Reason reason, String why) {
        assertThatThrownBy(() -> client.migrate(name, target))
                .isInstanceOfSatisfying(
                        MoveRefusedException.class,
                        refused -> assertThat(refused.reason()).isEqualTo(reason))
                .hasMessageContaining(why);
    }
}
