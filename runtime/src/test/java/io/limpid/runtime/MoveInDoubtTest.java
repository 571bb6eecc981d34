package io.limpid.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.limpid.MoveRefusedException;
import io.limpid.NotExecutedException;
import io.limpid.OutcomeUnknownException;
import io.limpid.runtime.identity.Binding;
import io.limpid.runtime.invocation.SystemThreads;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A move whose source does not hear how its commit has ended, and what may happen until it knows. Over sockets. */
@Timeout(120)
final class MoveInDoubtTest {
    private final MovingHosts moving = new MovingHosts();
    private final FakeNaming naming = moving.naming;
    private final ExecutorService threads = Executors.newCachedThreadPool(SystemThreads.daemons("mover"));

    @AfterEach
    void close() throws IOException {
        moving.close();
        threads.shutdownNow();
    }

    /** What naming has told somebody whom it gave up then. */
    private volatile Binding told;

    private Till till() throws Till.ShutException {
        moving.host("a").export("till", Till.class, new Purse());
        Till till = moving.client.lookup(Till.class, "till");
        assertThat(till.deposit(5)).isEqualTo(5);
        return till;
    }

    private String holder() {
        return naming.binding("till").replicas().get(0).host();
    }

    /** Begins to move it from a to b. */
    private CompletableFuture<Duration> move() {
        return CompletableFuture.supplyAsync(() -> moving.host("a").migrate("till", "b"), threads);
    }

    private static void assertStays(CompletableFuture<Duration> move, String why) {
        assertThat(move)
                .failsWithin(Duration.ofSeconds(30))
                .withThrowableOfType(ExecutionException.class)
                .withCauseInstanceOf(MoveRefusedException.class)
                .withMessageContaining(why);
    }

    /** Keeps whoever asked from the answer until it stops waiting. */
    private static void silence() {
        try {
            new CountDownLatch(1).await();
        } catch (InterruptedException e) {
            // The call has ended.
        }
    }

    private void onMovedTo(String host, Runnable task) {
        naming.onMoved = moved -> {
            if (moved.replicas().get(0).host().equals(host)) {
                task.run();
            }
        };
    }

    @Test
    void itIsSettledAlsoIfWhoeverAskedForItDoesNotWait() throws Exception {
        Till till = till();
        naming.onMoved = moved -> moving.wall("b").swallow();
        Thread mover = new Thread(() -> moving.client.migrate("till", "b"), "mover");
        mover.setUncaughtExceptionHandler((thread, thrown) -> {});
        mover.start();
        await().until(() -> holder().equals("b"));

        mover.interrupt();
        mover.join();
        moving.wall("b").open();

        await().atMost(Duration.ofSeconds(20)).ignoreExceptions().until(() -> till.balance() == 5);
        assertThat(till.deposit(1)).isEqualTo(6);
    }

    @Test
    void anotherProcessAtTheTargetsPlaceIsNotBelieved() throws Exception {
        Till till = till();
        naming.onMoved = moved -> moving.wall("b").leadTo(moving.host("c").endpoint());

        CompletableFuture<Duration> move = move();

        await().during(Duration.ofSeconds(1)).atMost(Duration.ofSeconds(5)).until(() -> !move.isDone());
        naming.suspects.add("b");
        assertStays(move, "goes on here");
        assertThat(holder()).isEqualTo("a");
        assertThat(till.deposit(1)).isEqualTo(6);
    }

    @Test
    void aHostThatJoinsAgainMeanwhileKeepsTheObject() throws Exception {
        Till till = till();
        onMovedTo("b", () -> {
            naming.forget("a");
            silence();
        });

        assertStays(move(), "gave up, or was lost");

        assertThat(holder()).isEqualTo("a");
        assertThat(till.deposit(1)).isEqualTo(6);
    }

    @Test
    void aTargetThatClosesMeanwhileDoesNotTakeTheObjectWithIt() throws Exception {
        Till till = till();
        CountDownLatch busy = new CountDownLatch(1);
        Purse purse = new Purse();
        purse.onDeposit = () -> {
            try {
                busy.await();
            } catch (InterruptedException e) {
                // The host ends.
            }
        };
        moving.host("b").export("other", Till.class, purse);
        Till other = moving.client.lookup(Till.class, "other");
        threads.execute(() -> deposit(other));
        await().until(() -> moving.host("b").ledgers().calls() > 0);
        naming.onMoved = moved -> moving.wall("b").swallow();
        CompletableFuture<Duration> move = move();
        await().until(() -> holder().equals("b"));

        CompletableFuture<Void> closing =
                CompletableFuture.runAsync(() -> moving.host("b").close(), threads);
        moving.wall("b").open();
        await().during(Duration.ofSeconds(4)).atMost(Duration.ofSeconds(8)).until(() -> !closing.isDone());
        busy.countDown();
        closing.get(20, TimeUnit.SECONDS);

        assertStays(move, "goes on here as it was");
        assertThat(holder()).isEqualTo("a");
        assertThat(till.deposit(1)).isEqualTo(6);
    }

    private static void deposit(Till till) {
        try {
            till.deposit(1);
        } catch (OutcomeUnknownException e) {
            // Its host closes.
        } catch (Till.ShutException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void aTargetThatHasItKeepsItAlsoIfNamingHasNotHeardOfTheTarget() throws Exception {
        Till till = till();
        naming.onMoved = moved -> moving.wall("b").swallow();
        naming.onResolve = name -> {
            if (name.path().equals("till") && holder().equals("b")) {
                naming.suspects.add("b");
                moving.wall("b").open();
            }
        };

        move().get(30, TimeUnit.SECONDS);

        assertThat(holder()).isEqualTo("b");
        assertThat(till.deposit(1)).isEqualTo(6);
    }

    /** Ends the lease of whoever is about to hear that naming has the object there, and waits until it has joined again. */
    private void giveUp(String host, Binding moved) {
        naming.onMoved = each -> {};
        Till other = moving.client.lookup(Till.class, "other");
        told = moved;
        naming.suspects.add(host);
        moving.host("c").export("till", Till.class, new Purse());
        naming.forget(host);
        naming.suspects.remove(host);
        await().until(() -> naming.knows(host));
        other.balance();
    }

    /** Asks at the place where naming said that it is before that was given up. */
    private long balanceWhereItWasGivenUp() {
        try (Client late = Client.builder()
                .directory(List.of(told))
                .timeout(Duration.ofSeconds(1))
                .open()) {
            return late.lookup(Till.class, "till").balance();
        }
    }

    @Test
    void aTargetThatIsGivenUpBeforeItHearsThatItHasItDoesNotOpenWhatIsAnothers() throws Exception {
        Till till = till();
        moving.host("b").export("other", Till.class, new Purse());
        naming.onMoved = moved -> giveUp("b", moved);

        assertStays(move(), "host c has bound its name anew");

        assertThatThrownBy(this::balanceWhereItWasGivenUp).isInstanceOf(NotExecutedException.class);
        assertThat(till.deposit(1)).isEqualTo(1);
    }

    @Test
    void aSourceThatIsGivenUpBeforeItHearsThatItHasItBackDoesNotOpenWhatIsAnothers() throws Exception {
        Till till = till();
        moving.host("a").export("other", Till.class, new Purse());
        onMovedTo("b", () -> {
            onMovedTo("a", () -> giveUp("a", naming.binding("till")));
            silence();
        });

        assertStays(move(), "host c has bound its name anew");

        assertThat(balanceWhereItWasGivenUp()).as("what it is sent on to").isZero();
        assertThat(till.deposit(1)).isEqualTo(1);
    }

    @Test
    void aTargetThatTurnedItAwayDoesNotGetItByExportingItsName() throws Exception {
        Till till = till();
        CountDownLatch settles = new CountDownLatch(1);
        onMovedTo("b", () -> {
            naming.onResolve = name -> awaitQuietly(settles);
            silence();
        });
        CompletableFuture<Duration> move = move();

        // Earlier, what is exported would keep the object from coming at all.
        await().until(() -> holder().equals("b"));

        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThatThrownBy(() -> moving.host("b").export("till", Till.class, new Purse()))
                        .isInstanceOf(IllegalStateException.class)
                        .hasMessageContaining("was to move here"));
        settles.countDown();

        assertStays(move, "gave up, or was lost");
        assertThat(holder()).isEqualTo("a");
        assertThat(till.deposit(1)).isEqualTo(6);
    }

    /** As if its source were lost; but that lives, and shows that the name is free. */
    @Test
    void aTargetThatTurnedItAwayAndIsNotAskedAnyMoreFreesItsName() throws Exception {
        Till till = till();
        onMovedTo("b", () -> {
            moving.wall("b").swallow();
            silence();
        });

        assertStays(move(), "goes on here as it was");

        Binding binding = naming.binding("till");
        assertThat(holder()).isEqualTo("a");
        assertThat(binding.epoch()).as("bound anew").isEqualTo(binding.incarnation());
        assertThat(till.deposit(1)).isEqualTo(6);
    }

    @Test
    void aSourceThatDidNotHearThatNamingHasRaisedItsEpochOpensNothingAtTheOldOne() throws Exception {
        // One of them is the host that it comes from.
        moving.open("small", Host.builder().records(1, 100, 1 << 20));
        till();
        CountDownLatch asked = new CountDownLatch(1);
        onMovedTo("a", () -> {
            naming.onMoved = moved -> {};
            asked.countDown();
            silence();
        });

        CompletableFuture<Duration> move =
                CompletableFuture.supplyAsync(() -> moving.host("a").migrate("till", "small"), threads);

        asked.await();
        assertStays(move, "no room for what is known of calls");
        try (Client late = moving.client(Duration.ofSeconds(2))) {
            assertThat(late.lookup(Till.class, "till").deposit(1)).isEqualTo(6);
        }
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            // The call has ended.
        }
    }
}
