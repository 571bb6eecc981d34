package io.limpid.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.limpid.Fate;
import io.limpid.InvocationId;
import io.limpid.MoveRefusedException;
import io.limpid.OutcomeUnknownException;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Objects move while they are called, and no caller notices. Over sockets. */
@Timeout(120)
final class MigrationTest {
    private final MovingHosts moving = new MovingHosts();
    private final FakeNaming naming = moving.naming;
    private final Client client = moving.client;

    @AfterEach
    void close() throws IOException {
        moving.close();
    }

    @Test
    void anObjectMovesWithItsStateAndIsFoundWithoutNaming() throws Exception {
        moving.host("a").export("till", Till.class, new Purse(3_000_000));
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
    void aTargetMayTakeItsTimeWithAState() throws Exception {
        moving.host("a").export("till", Till.class, new Vault());
        Till till = client.lookup(Till.class, "till");
        till.deposit(5);

        client.migrate("till", "b");

        assertThat(till.deposit(2)).isEqualTo(7);
    }

    @Test
    void anObjectIsSentByItsHostOrDrawnByAnother() throws Exception {
        moving.host("a").export("till", Till.class, new Purse());
        Till till = client.lookup(Till.class, "till");
        till.deposit(5);

        moving.host("a").migrate("till", "b");
        assertThat(till.deposit(1)).isEqualTo(6);
        moving.host("c").attract("till");
        assertThat(till.deposit(1)).isEqualTo(7);
        moving.host("b").migrate("till", "a");
        client.migrate("till", "a");

        assertThat(till.deposit(1)).isEqualTo(8);
        assertThat(naming.binding("till").replicas().get(0).host()).isEqualTo("a");
    }

    @Test
    void callersDoNotNoticeThatAnObjectMovesAllTheTime() throws Exception {
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        moving.host("a").export("till", Till.class, new Purse(64 << 10));
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
        moving.host("a").export("till", Till.class, purse);
        try (Client impatient = moving.client(Duration.ofMillis(500))) {
            Till till = impatient.lookup(Till.class, "till");
            till.balance();
            purse.onDeposit = moving.wall("a")::swallow;
            InvocationId call = unknown(till);

            moving.wall("a").open();
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
        moving.host("a").export("till", Till.class, new Purse());
        Till till = client.lookup(Till.class, "till");
        till.deposit(5);
        naming.onMoved = moved -> moving.wall("b").swallow();
        ExecutorService mover = Executors.newSingleThreadExecutor();
        Future<?> move = mover.submit(() -> moving.host("a").migrate("till", "b"));
        await().until(() -> naming.binding("till").replicas().get(0).host().equals("b"));

        moving.wall("b").open();

        move.get(60, TimeUnit.SECONDS);
        mover.shutdown();
        assertThat(till.deposit(1)).isEqualTo(6);
    }

    @Test
    void anObjectWhoseTargetDidNotHearThatItHasItComesBack() throws Exception {
        moving.host("a").export("till", Till.class, new Purse());
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

        assertThatThrownBy(() -> moving.host("a").migrate("till", "b"))
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
        moving.host("a").export("till", Till.class, new Purse());
        Till till = client.lookup(Till.class, "till");
        till.deposit(5);
        naming.onMoved = moved -> {
            moving.wall("b").swallow();
            naming.suspects.add("b");
        };

        assertThatThrownBy(() -> moving.host("a").migrate("till", "b"))
                .isInstanceOf(MoveRefusedException.class)
                .hasMessageContaining("goes on here as it was when it moved");

        assertThat(naming.binding("till").replicas().get(0).host()).isEqualTo("a");
        assertThat(till.deposit(1)).isEqualTo(6);
    }

    @Test
    void twoMoversDoNotGetTheSameObject() throws Exception {
        moving.host("a").export("till", Till.class, new Purse(5_000_000));
        ExecutorService movers = Executors.newCachedThreadPool();
        List<Future<Boolean>> moved = new ArrayList<>();
        for (String target : List.of("b", "c")) {
            moved.add(movers.submit(() -> {
                try {
                    moving.host("a").migrate("till", target);
                    return true;
                } catch (MoveRefusedException e) {
                    assertThat(e.reason()).as(e.getMessage()).isEqualTo(MoveRefusedException.Reason.CONFLICT);
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
    void anObjectDoesNotGoWhereThereIsNoRoomForWhatIsKnownOfItsCalls() throws Exception {
        // One of them is the host that it comes from.
        moving.open("small", Host.builder().records(1, 100, 1 << 20));
        Purse purse = new Purse();
        moving.host("a").export("till", Till.class, purse);
        try (Client impatient = moving.client(Duration.ofMillis(500))) {
            Till till = impatient.lookup(Till.class, "till");
            till.balance();
            purse.onDeposit = moving.wall("a")::swallow;
            // Or its client would say within a heartbeat that it has the answer, and nothing be known any more.
            unknown(till);
            moving.wall("a").open();
            purse.onDeposit = () -> {};

            assertRefused(
                    "till", "small", MoveRefusedException.Reason.TARGET_REFUSED, "no room for what is known of calls");

            assertThat(till.balance()).isEqualTo(5);
            moving.wall("a").swallow();
            InvocationId lost = unknown(till);
            moving.wall("a").open();
            assertThat(impatient.resolve(lost)).as("records are written on").isEqualTo(new Fate.NotExecuted());
            assertThat(till.deposit(1)).isEqualTo(6);
            client.migrate("till", "b");
            assertThat(till.deposit(1)).isEqualTo(7);
        }
    }

    @Test
    void anObjectThatMovesGetsNoFurtherName() throws Exception {
        CountDownLatch named = new CountDownLatch(1);
        CountDownLatch busy = new CountDownLatch(1);
        Purse purse = new Purse();
        purse.onDeposit = () -> {
            named.countDown();
            await().ignoreExceptions().until(() -> busy.await(10, TimeUnit.SECONDS));
        };
        moving.host("a").export("till", Till.class, purse);
        ExecutorService threads = Executors.newCachedThreadPool();
        Till till = client.lookup(Till.class, "till");
        Future<Long> running = threads.submit(() -> till.deposit(1));
        named.await();
        Future<?> move = threads.submit(() -> client.migrate("till", "b"));

        await().pollDelay(Duration.ofSeconds(1))
                .untilAsserted(() -> assertThatThrownBy(() -> moving.host("a")
                                .export("other", Till.class, purse)
                                .unexport())
                        .isInstanceOf(IllegalStateException.class)
                        .hasMessageContaining("other")
                        .hasMessageContaining("is being moved"));
        busy.countDown();

        move.get(30, TimeUnit.SECONDS);
        assertThat(running.get()).isEqualTo(1);
        threads.shutdown();
        assertThat(till.deposit(1)).isEqualTo(2);
    }

    @Test
    void aHostThatServesOneCallAtATimeGivesAndTakesObjects() throws Exception {
        moving.open("slow", Host.builder().iterative());
        moving.host("slow").export("till", Till.class, new Purse());
        Till till = client.lookup(Till.class, "till");
        till.deposit(5);

        client.migrate("till", "b");
        assertThat(till.deposit(1)).isEqualTo(6);
        client.migrate("till", "slow");

        assertThat(till.deposit(1)).isEqualTo(7);
    }

    @Test
    void whatCannotMoveStaysAndSaysWhy() throws Exception {
        moving.host("a").export("fixed", Till.class, new TillProcess());
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
