package io.limpid.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.STRING;
import static org.awaitility.Awaitility.await;

import io.limpid.MoveRefusedException;
import io.limpid.runtime.identity.Binding;
import io.limpid.runtime.location.Naming;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A host is emptied while its objects are called. */
@Timeout(120)
final class DrainTest {
    private static final int OBJECTS = 60;

    private final FakeNaming naming = new FakeNaming();
    private final Host namingHost = Host.builder().name("naming").open();
    private final List<Host> hosts = new ArrayList<>();
    private Client client;

    @BeforeEach
    void open() {
        namingHost.export(Naming.NAME.path(), Naming.class, naming);
        String address = "limpid://" + namingHost.endpoint();
        for (String name : List.of("a", "b", "c")) {
            hosts.add(Host.builder().naming(address).name(name).open());
        }
        client = Client.connect(address);
    }

    @AfterEach
    void close() {
        client.close();
        hosts.forEach(Host::close);
        namingHost.close();
    }

    private String hostOf(int object) {
        return naming.binding("till/" + object).replicas().get(0).host();
    }

    @Test
    void aHostIsEmptyInTheEndAndNoCallFails() throws Exception {
        for (int i = 0; i < OBJECTS; i++) {
            hosts.get(0).export("till/" + i, Till.class, new Purse(100));
        }
        ExecutorService threads = Executors.newFixedThreadPool(2);
        AtomicBoolean enough = new AtomicBoolean();
        Future<Integer> first = threads.submit(() -> callAll(0, enough));
        Future<Integer> second = threads.submit(() -> callAll(1, enough));

        Map<String, String> left = hosts.get(0).drain();

        enough.set(true);
        int rounds = first.get(30, TimeUnit.SECONDS) + second.get(30, TimeUnit.SECONDS);
        threads.shutdown();
        assertThat(left).isEmpty();
        for (int i = 0; i < OBJECTS; i++) {
            assertThat(hostOf(i)).isIn("b", "c");
            assertThat(client.lookup(Till.class, "till/" + i).balance()).isEqualTo(rounds);
        }
    }

    @Test
    void objectsThatNobodyCallsAreSpreadByNumber() {
        for (int i = 0; i < OBJECTS; i++) {
            hosts.get(0).export("till/" + i, Till.class, new Purse(0));
        }
        for (int i = 0; i < 20; i++) {
            hosts.get(1).export("other/" + i, Till.class, new Purse(0));
        }

        hosts.get(0).drain();

        long atB =
                IntStream.range(0, OBJECTS).filter(i -> hostOf(i).equals("b")).count();
        assertThat(atB).as("with the twenty that it had, as many as the other").isEqualTo((OBJECTS - 20) / 2);
    }

    /** Gives how often each object was called. */
    private int callAll(int offset, AtomicBoolean enough) throws Exception {
        int rounds = 0;
        for (; rounds == 0 || !enough.get(); rounds++) {
            for (int i = 0; i < OBJECTS; i++) {
                client.lookup(Till.class, "till/" + (i + offset * OBJECTS / 2) % OBJECTS)
                        .deposit(1);
            }
        }
        return rounds;
    }

    @Test
    void objectsThatAreCalledOftenGoToDifferentHosts() throws Exception {
        for (int i = 0; i < 4; i++) {
            hosts.get(0).export("till/" + i, Till.class, new Purse(0));
        }
        // By number alone, each other one in the order of their names would go to the same host.
        Till first = client.lookup(Till.class, "till/0");
        Till third = client.lookup(Till.class, "till/2");
        for (int i = 0; i < 300; i++) {
            first.deposit(1);
            third.deposit(1);
        }

        hosts.get(0).drain();

        assertThat(hostOf(0)).isNotEqualTo(hostOf(2));
    }

    @Test
    void whatArrivesWhileAHostBeginsToBeDrainedLeavesWithTheRest() throws Exception {
        hosts.get(0).export("till/0", Till.class, new Purse(0));
        ExecutorService threads = Executors.newSingleThreadExecutor();
        CompletableFuture<Future<Map<String, String>>> drain = new CompletableFuture<>();
        naming.onMoved = moved -> {
            if (!drain.isDone()) {
                // It is b's, which does not know it yet.
                drain.complete(threads.submit(hosts.get(1)::drain));
                await().until(() -> client.loads().get("b").isLeaving());
            }
        };

        client.migrate("till/0", "b");

        assertThat(drain.join().get(30, TimeUnit.SECONDS)).isEmpty();
        threads.shutdown();
        assertThat(hostOf(0)).isNotEqualTo("b");
    }

    @Test
    void whatSomebodyElseMovesMeanwhileIsNotToldToStay() throws Exception {
        CountDownLatch busy = new CountDownLatch(1);
        CountDownLatch running = new CountDownLatch(1);
        Purse purse = new Purse();
        purse.onDeposit = () -> {
            running.countDown();
            await().ignoreExceptions().until(() -> busy.await(10, TimeUnit.SECONDS));
        };
        hosts.get(0).export("till/0", Till.class, purse);
        ExecutorService threads = Executors.newCachedThreadPool();
        Future<Long> call =
                threads.submit(() -> client.lookup(Till.class, "till/0").deposit(1));
        running.await();
        int before = naming.askedWhoLives.get();
        Future<?> move = threads.submit(() -> client.migrate("till/0", "b"));
        // Whether its host lives is asked once that was asked to move it.
        await().until(() -> naming.askedWhoLives.get() > before + 1);

        Future<Map<String, String>> drain = threads.submit(hosts.get(0)::drain);
        assertThatThrownBy(() -> drain.get(500, TimeUnit.MILLISECONDS)).isInstanceOf(TimeoutException.class);
        busy.countDown();

        assertThat(drain.get(30, TimeUnit.SECONDS)).isEmpty();
        move.get(30, TimeUnit.SECONDS);
        assertThat(call.get(30, TimeUnit.SECONDS)).isEqualTo(1);
        threads.shutdown();
        assertThat(hostOf(0)).isEqualTo("b");
    }

    @Test
    void aHostThatIsClosedWhileItIsDrainedGivesUpAtOnce() throws Exception {
        CountDownLatch busy = new CountDownLatch(1);
        CountDownLatch running = new CountDownLatch(1);
        Purse purse = new Purse();
        purse.onDeposit = () -> {
            running.countDown();
            await().ignoreExceptions().until(() -> busy.await(10, TimeUnit.SECONDS));
        };
        hosts.get(0).export("till/0", Till.class, purse);
        ExecutorService threads = Executors.newCachedThreadPool();
        Future<Long> call =
                threads.submit(() -> client.lookup(Till.class, "till/0").deposit(1));
        running.await();
        Future<Map<String, String>> drain = threads.submit(hosts.get(0)::drain);
        await().until(() -> client.loads().get("a").isLeaving());

        Future<?> close = threads.submit(hosts.get(0)::close);

        assertThat(drain.get(2, TimeUnit.SECONDS)).containsOnlyKeys("till/0");
        assertThat(close.isDone()).as("it waits for the method that runs").isFalse();
        busy.countDown();
        close.get(20, TimeUnit.SECONDS);
        assertThat(call.get(20, TimeUnit.SECONDS)).isEqualTo(1);
        threads.shutdown();
        Binding end = naming.binding("till/0");
        assertThat(end == null ? "nowhere" : end.replicas().get(0).host())
                .as("it was on its way, and may have left meanwhile")
                .isNotEqualTo("a");
    }

    @Test
    void aHostThatIsDrainedItselfIsGivenNothing() {
        for (int i = 0; i < 4; i++) {
            hosts.get(0).export("till/" + i, Till.class, new Purse(0));
        }
        hosts.get(1).drain();

        assertThat(hosts.get(0).drain()).isEmpty();

        assertThat(IntStream.range(0, 4)).allMatch(i -> hostOf(i).equals("c"));
        assertThatThrownBy(() -> client.migrate("till/0", "b"))
                .isInstanceOf(MoveRefusedException.class)
                .hasMessageContaining("its own objects leave it");
    }

    @Test
    void aHostThatIsDrainedFromOutsideSpreadsByLoadAndTellsHowManyAreLeft() throws Exception {
        for (int i = 0; i < 4; i++) {
            hosts.get(0).export("till/" + i, Till.class, new Purse(0));
        }
        hosts.get(0).export("fastened", Till.class, new TillProcess());
        // By number alone, each other one in the order of their names would go to the same host.
        Till first = client.lookup(Till.class, "till/0");
        Till third = client.lookup(Till.class, "till/2");
        for (int i = 0; i < 300; i++) {
            first.deposit(1);
            third.deposit(1);
        }
        List<String> told = new ArrayList<>();
        List<Integer> remaining = new ArrayList<>();

        Map<String, String> left = client.drain("a", 1, (object, host, still) -> {
            told.add(object + " is at " + host);
            remaining.add(still);
        });

        assertThat(left)
                .containsOnlyKeys("fastened")
                .extractingByKey("fastened", STRING)
                .contains("TillProcess");
        assertThat(told)
                .containsExactlyInAnyOrderElementsOf(IntStream.range(0, 4)
                        .mapToObj(i -> "till/" + i + " is at " + hostOf(i))
                        .toList());
        assertThat(remaining).isSortedAccordingTo(Comparator.reverseOrder()).doesNotHaveDuplicates();
        assertThat(hostOf(0)).isNotEqualTo(hostOf(2));
        assertThat(client.loads().get("a").isLeaving()).isTrue();
        assertThatThrownBy(() -> client.migrate("till/0", "a")).hasMessageContaining("its own objects leave it");
    }

    @Test
    void whoeverIsDrainedHimselfIsGivenNothingByOneThatIsDrainedFromOutside() {
        for (int i = 0; i < 4; i++) {
            hosts.get(0).export("till/" + i, Till.class, new Purse(0));
        }
        client.drain("b", 4, (object, host, remaining) -> {});

        assertThat(client.drain("a", 4, (object, host, remaining) -> {})).isEmpty();

        assertThat(IntStream.range(0, 4)).allMatch(i -> hostOf(i).equals("c"));
        assertThatThrownBy(() -> client.drain("a", 65, (object, host, remaining) -> {}))
                .hasMessage("moves at once: 65 (expected: 1 to 64)");
        assertThatThrownBy(() -> client.drain("d", 4, (object, host, remaining) -> {}))
                .hasMessage("host: d (expected: one that lives)");
    }

    @Test
    void whatCannotMoveStaysAndSaysWhy() throws Exception {
        hosts.get(0).export("till/0", Till.class, new Purse(0));
        hosts.get(0).export("fastened", Till.class, new TillProcess());

        Map<String, String> left = hosts.get(0).drain();

        assertThat(left).containsOnlyKeys("fastened");
        assertThat(left.get("fastened")).contains("TillProcess");
        assertThat(hostOf(0)).isNotEqualTo("a");
        assertThat(client.lookup(Till.class, "fastened").balance()).isZero();
    }
}
