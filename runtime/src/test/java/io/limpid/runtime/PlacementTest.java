package io.limpid.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.limpid.runtime.identity.Binding;
import io.limpid.runtime.identity.Replica.Role;
import io.limpid.runtime.migration.placement.CallerFollower;
import io.limpid.runtime.migration.placement.Rebalancer;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Hosts move objects by themselves, and no caller notices. Over sockets. */
@Timeout(180)
final class PlacementTest {
    private static final int OBJECTS = 12;

    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final AtomicBoolean enough = new AtomicBoolean();

    /** How often each object has moved. */
    private final Map<String, Integer> moves = new ConcurrentHashMap<>();

    private MovingHosts moving;
    private FakeNaming naming;

    @AfterEach
    void close() throws IOException {
        enough.set(true);
        threads.shutdown();
        if (moving != null) {
            moving.close();
        }
    }

    private void open(UnaryOperator<HostBuilder> words) {
        moving = new MovingHosts(words);
        naming = moving.naming;
        naming.onMoved = (Binding moved) -> moves.merge(moved.name().path(), 1, Integer::sum);
    }

    private String hostOf(String object) {
        return naming.binding(object).replicas().get(0).host();
    }

    private long held(String host) {
        return IntStream.range(0, OBJECTS)
                .filter(i -> hostOf("till/" + i).equals(host))
                .count();
    }

    /** Calls all in turn, so that all are called alike; gives how often, once it is enough. */
    private Future<Integer> callAll() {
        return callAll(
                moving.client::lookup,
                IntStream.range(0, OBJECTS).mapToObj(i -> "till/" + i).toList());
    }

    /** Waits until all three hosts have looked so often. */
    private void awaitLooks(int each) {
        int before = naming.askedWhoLives.get();
        await().atMost(Duration.ofSeconds(60)).until(() -> naming.askedWhoLives.get() >= before + 3 * each);
    }

    @Test
    void hotObjectsOfOneHostSpreadOverAllAndStayThere() throws Exception {
        open(host -> host.rebalance(Rebalancer.Settings.DEFAULT
                .interval(Duration.ofSeconds(1))
                // Rates that are taken over a second vary on a busy machine.
                .bounds(1.8, 1.2)
                .rest(Duration.ofSeconds(3))
                .fewestCalls(1)));
        for (int i = 0; i < OBJECTS; i++) {
            moving.host("a").export("till/" + i, Till.class, new Purse(1_000));
        }
        List<Future<Integer>> callers = List.of(callAll(), callAll());

        await().atMost(Duration.ofSeconds(60))
                .untilAsserted(() ->
                        assertThat(List.of(held("a"), held("b"), held("c"))).allMatch(held -> held >= 3 && held <= 5));
        awaitLooks(8);

        enough.set(true);
        int rounds = 0;
        for (Future<Integer> caller : callers) {
            rounds += caller.get(30, TimeUnit.SECONDS);
        }
        assertThat(List.of(held("a"), held("b"), held("c"))).allMatch(held -> held >= 3 && held <= 5);
        assertThat(moves.values()).as("nothing moves to and fro").allMatch(times -> times == 1);
        for (int i = 0; i < OBJECTS; i++) {
            assertThat(moving.client.lookup(Till.class, "till/" + i).balance()).isEqualTo(rounds);
        }
        System.out.printf("%d calls, %d moves, 0 failed%n", rounds * OBJECTS, moves.size());
    }

    @Test
    void whatCannotMoveIsNotTried() throws Exception {
        open(host -> host.rebalance(
                Rebalancer.Settings.DEFAULT.interval(Duration.ofSeconds(1)).fewestCalls(1)));
        Purse twice = new Purse();
        moving.host("a").export("twice", Till.class, twice);
        moving.host("a").export("again", Till.class, twice);
        moving.host("a").export("group", Till.class, new Purse(), Role.PRIMARY);
        moving.host("a").export("fastened", Till.class, new TillProcess());
        for (int i = 0; i < OBJECTS; i++) {
            moving.host("a").export("till/" + i, Till.class, new Purse());
        }
        List<Future<Integer>> callers = List.of(callAll());
        for (int i = 0; i < 1_000; i++) {
            moving.client.lookup(Till.class, "twice").deposit(1);
            moving.client.lookup(Till.class, "group").deposit(1);
            moving.client.lookup(Till.class, "fastened").balance();
        }

        await().atMost(Duration.ofSeconds(60)).until(() -> held("b") + held("c") >= 2);
        enough.set(true);
        callers.get(0).get(30, TimeUnit.SECONDS);

        assertThat(moves).doesNotContainKeys("twice", "again", "group", "fastened");
    }

    private static CallerFollower.Settings eagerly() {
        return CallerFollower.Settings.DEFAULT
                .interval(Duration.ofSeconds(1))
                .cost(100, 1 << 10)
                .rest(Duration.ofSeconds(2));
    }

    /** Calls the objects from a host, or from the client, in turn. */
    private Future<Integer> callAll(Caller caller, List<String> objects) {
        List<Till> tills =
                objects.stream().map(each -> caller.lookup(Till.class, each)).toList();
        return threads.submit(() -> {
            int rounds = 0;
            for (; !enough.get(); rounds++) {
                for (Till till : tills) {
                    till.deposit(1);
                }
            }
            return rounds;
        });
    }

    /** A host or a client. */
    @FunctionalInterface
    private interface Caller {
        <T> T lookup(Class<T> type, String name);
    }

    @Test
    void anObjectGoesToTheHostThatCallsItMostAndStaysThere() throws Exception {
        open(host -> host.followCallers(eagerly()));
        List<String> names = List.of("byB", "byC", "byNoHost", "byItsOwn");
        for (String name : names) {
            moving.host("a").export(name, Till.class, new Purse(1_000));
        }
        Map<String, Future<Integer>> callers = Map.of(
                "byB", callAll(moving.host("b")::lookup, List.of("byB")),
                "byC", callAll(moving.host("c")::lookup, List.of("byC")),
                "byNoHost", callAll(moving.client::lookup, List.of("byNoHost")),
                "byItsOwn", callAll(moving.host("a")::lookup, List.of("byItsOwn")));

        await().atMost(Duration.ofSeconds(60))
                .untilAsserted(
                        () -> assertThat(List.of(hostOf("byB"), hostOf("byC"))).containsExactly("b", "c"));
        awaitLooks(5);
        enough.set(true);

        assertThat(moves).as("nothing else moves").isEqualTo(Map.of("byB", 1, "byC", 1));
        for (String name : names) {
            int calls = callers.get(name).get(30, TimeUnit.SECONDS);
            assertThat(moving.client.lookup(Till.class, name).balance()).isEqualTo(calls);
        }
    }

    @Test
    void whatFollowedItsCallerIsNotGivenAwayBecauseItIsCalledOften() throws Exception {
        open(host -> host.followCallers(eagerly())
                .rebalance(Rebalancer.Settings.DEFAULT
                        .interval(Duration.ofSeconds(1))
                        .rest(Duration.ofSeconds(2))
                        .fewestCalls(1)));
        List<String> names =
                IntStream.range(0, OBJECTS).mapToObj(i -> "till/" + i).toList();
        for (String name : names) {
            moving.host("a").export(name, Till.class, new Purse());
        }
        Future<Integer> caller = callAll(moving.host("b")::lookup, names);

        await().atMost(Duration.ofSeconds(90)).until(() -> held("b") == OBJECTS);
        int moved = moves.values().stream().mapToInt(each -> each).sum();
        awaitLooks(10);
        enough.set(true);

        assertThat(moves.values().stream().mapToInt(each -> each).sum()).isEqualTo(moved);
        int calls = caller.get(30, TimeUnit.SECONDS);
        for (String name : names) {
            assertThat(moving.client.lookup(Till.class, name).balance()).isEqualTo(calls);
        }
    }

    @Test
    void aHostThatWasDrainedGivesAndTakesNothing() throws Exception {
        open(host -> host.rebalance(
                Rebalancer.Settings.DEFAULT.interval(Duration.ofSeconds(1)).fewestCalls(1)));
        moving.host("b").drain();
        for (int i = 0; i < OBJECTS; i++) {
            moving.host("a").export("till/" + i, Till.class, new Purse());
        }
        List<Future<Integer>> callers = List.of(callAll());

        await().atMost(Duration.ofSeconds(60)).until(() -> held("c") >= OBJECTS / 3);
        enough.set(true);
        callers.get(0).get(30, TimeUnit.SECONDS);

        assertThat(held("b")).isZero();
    }

    @Test
    void aHostWithoutNamingIsToldThatItCannotRebalance() {
        assertThatThrownBy(() -> Host.builder().rebalance().open())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("builder.naming(address)");
    }
}
