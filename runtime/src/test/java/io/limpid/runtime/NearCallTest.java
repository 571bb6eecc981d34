package io.limpid.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.limpid.Movable;
import io.limpid.NonBlocking;
import io.limpid.NotExecutedException;
import io.limpid.Remote;
import io.limpid.RemoteFailureException;
import io.limpid.runtime.location.Naming;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Calls of objects in the same process, which run on their callers' threads where their methods take but a moment. */
@Timeout(60)
final class NearCallTest {
    private final List<AutoCloseable> opened = new ArrayList<>();
    private final List<String> observed = new CopyOnWriteArrayList<>();
    private final Host namingHost = opened(Host.builder().name("naming").open());
    private final String naming = "limpid://" + namingHost.endpoint();
    private final Host a;
    private final Client client;
    private final Desk object = new Desk();
    private final Counter desk;

    /** What is counted on. */
    @Remote
    interface Counter {
        @NonBlocking
        long next();

        @NonBlocking
        String thread();

        String threadInTime();

        @NonBlocking
        List<Long> keep(List<Long> numbers);

        @NonBlocking
        Coin flip(Coin coin);

        @NonBlocking
        long fail(boolean declared) throws Jammed;

        String goOn(List<Counter> route);

        void hold();
    }

    /** Cannot be changed. */
    record Coin(String side, long value) {}

    /** An exception that callers know. */
    static final class Jammed extends Exception {
        private static final long serialVersionUID = 1L;

        Jammed(String message) {
            super(message);
        }
    }

    /** Counts without a guard of its own. */
    @Movable
    static class Desk implements Counter {
        private long count;
        private transient @Nullable List<Long> kept;
        private transient @Nullable Exception thrown;
        final transient CountDownLatch held = new CountDownLatch(1);
        final transient CountDownLatch letGo = new CountDownLatch(1);

        /** Whether it blocks against all experience. */
        transient volatile boolean holding;

        @Override
        public long next() {
            long before = count;
            if (before % 64 == 0) {
                Thread.yield();
            }
            count = before + 1;
            return count;
        }

        @Override
        public String thread() {
            return Thread.currentThread().getName();
        }

        @Override
        public String threadInTime() {
            if (holding) {
                hold();
            }
            return thread();
        }

        @Override
        public List<Long> keep(List<Long> numbers) {
            kept = numbers;
            return numbers;
        }

        @Override
        public Coin flip(Coin coin) {
            return coin;
        }

        @Override
        public long fail(boolean declared) throws Jammed {
            if (!declared) {
                throw new IllegalStateException("out of paper");
            }
            Jammed jammed = new Jammed("paper");
            thrown = jammed;
            throw jammed;
        }

        @Override
        public String goOn(List<Counter> route) {
            if (route.isEmpty()) {
                return thread();
            }
            return route.get(0).goOn(new ArrayList<>(route.subList(1, route.size()))) + "<";
        }

        @Override
        public void hold() {
            held.countDown();
            try {
                letGo.await();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    NearCallTest() {
        namingHost.export(Naming.NAME.path(), Naming.class, new FakeNaming());
        a = host("a");
        client = opened(Client.builder()
                .naming(naming)
                .timeout(Duration.ofSeconds(10))
                .observer((invocation, outcome) -> observed.add(
                        invocation.method() + " " + invocation.journal().attempts()))
                .open());
        a.export("desk", Counter.class, object);
        desk = client.lookup(Counter.class, "desk");
        // Its name is found on the way of any call.
        desk.next();
        awaitFree();
    }

    /** A call that took the way of a request has its answer before the object is free. */
    private void awaitFree() {
        await().pollDelay(Duration.ZERO).until(() -> desk.thread().equals(here()));
    }

    private static String here() {
        return Thread.currentThread().getName();
    }

    @AfterEach
    void close() throws Exception {
        object.letGo.countDown();
        for (int i = opened.size() - 1; i >= 0; i--) {
            opened.get(i).close();
        }
    }

    @Test
    void oneThatPromisesToWaitForNothingRunsOnItsCallersThread() {
        observed.clear();

        assertThat(desk.thread()).isEqualTo(here());

        assertThat(observed).containsExactly(Counter.class.getCanonicalName() + ".thread() 1");
    }

    @Test
    void soDoesOneThatWasQuickUntilNow() {
        await().pollInterval(Duration.ZERO)
                .pollDelay(Duration.ZERO)
                .atMost(Duration.ofSeconds(40))
                .until(() -> desk.threadInTime().equals(Thread.currentThread().getName()));
    }

    @Test
    void whatCanBeChangedIsCopiedAndWhatCannotIsNot() {
        List<Long> given = new ArrayList<>(List.of(1L, 2L));
        List<Long> returned = desk.keep(given);
        given.add(3L);
        returned.add(4L);

        assertThat(object.kept).containsExactly(1L, 2L);
        Coin coin = new Coin("heads", 5);
        assertThat(desk.flip(coin)).isSameAs(coin);
    }

    @Test
    void exceptionsArriveAsFromAnotherProcess() {
        assertThatThrownBy(() -> desk.fail(true))
                .isInstanceOf(Jammed.class)
                .hasMessage("paper")
                .isNotSameAs(object.thrown);
        assertThatThrownBy(() -> desk.fail(false))
                .isInstanceOf(RemoteFailureException.class)
                .hasMessageContaining("out of paper");
    }

    @Test
    void eachHasItsObjectAlone() {
        CompletableFuture<?>[] callers = new CompletableFuture<?>[4];
        for (int i = 0; i < callers.length; i++) {
            callers[i] = CompletableFuture.runAsync(() -> {
                for (int k = 0; k < 1_000; k++) {
                    desk.next();
                }
            });
        }
        CompletableFuture.allOf(callers).join();

        assertThat(desk.next()).isEqualTo(4_002);
    }

    @Test
    void noneIsLostOrRunTwiceWhileTheObjectMoves() {
        Host b = host("b");
        CompletableFuture<Void> moves = CompletableFuture.runAsync(() -> {
            for (int i = 0; i < 10; i++) {
                a.migrate("desk", "b");
                b.migrate("desk", "a");
            }
        });
        long calls = 1;
        while (!moves.isDone()) {
            calls++;
            assertThat(desk.next()).isEqualTo(calls);
        }
        moves.join();

        assertThat(desk.next()).isEqualTo(calls + 1);
        awaitFree();
    }

    @Test
    void whoeverKnowsTheObjectAsOfAnEarlierEpochIsToldSoFirst() {
        Host b = host("b");
        a.migrate("desk", "b");
        b.migrate("desk", "a");
        observed.clear();

        assertThat(desk.next()).isEqualTo(2);

        assertThat(observed).containsExactly(Counter.class.getCanonicalName() + ".next() 2");
    }

    @Test
    void aChainComesBackToItsObjectHoweverLongItIs() {
        a.export("other", Counter.class, new Desk());
        Counter other = client.lookup(Counter.class, "other");
        List<Counter> route = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            route.add(i % 2 == 0 ? other : desk);
        }
        List<Counter> shortRoute = new ArrayList<>(route.subList(0, 10));
        for (int i = 0; i < 10; i++) {
            await().pollDelay(Duration.ZERO).until(() -> {
                makeKnownAsQuick(other);
                return desk.goOn(shortRoute).startsWith(here());
            });
            // Both are known to be quick, so that nothing but its length keeps it from its caller's thread.
            makeKnownAsQuick(other);
            assertThat(desk.goOn(route)).endsWith("<".repeat(100)).doesNotStartWith(here());
        }
    }

    /** What runs for long because of what it calls undoes that. */
    private void makeKnownAsQuick(Counter other) {
        Coin coin = new Coin("heads", 1);
        for (int i = 0; i < 64; i++) {
            desk.flip(coin);
            other.flip(coin);
        }
    }

    @Test
    void oneWhoseObjectIsTakenIsToldInTime() throws Exception {
        CompletableFuture<Void> holds = CompletableFuture.runAsync(desk::hold);
        assertThat(object.held.await(10, TimeUnit.SECONDS)).isTrue();

        assertThatThrownBy(
                        () -> client.withTimeout(desk, Duration.ofMillis(200)).next())
                .hasMessageContaining("the deadline passed");
        assertThat(holds).isNotDone();

        object.letGo.countDown();
        holds.get(10, TimeUnit.SECONDS);
    }

    @Test
    void anInterruptedCallerRunsNothing() {
        Thread.currentThread().interrupt();

        assertThatThrownBy(desk::next).isInstanceOf(NotExecutedException.class);

        assertThat(Thread.interrupted()).isTrue();
        assertThat(desk.next()).isEqualTo(2);
    }

    @Test
    void aHostThatClosesWaitsForWhatRunsOnItsCallersThread() throws Exception {
        soDoesOneThatWasQuickUntilNow();
        CompletableFuture<String> runs = CompletableFuture.supplyAsync(() -> {
            do {
                object.holding =
                        desk.threadInTime().equals(Thread.currentThread().getName());
            } while (!object.holding);
            return desk.threadInTime();
        });
        assertThat(object.held.await(20, TimeUnit.SECONDS)).isTrue();

        CompletableFuture<Void> closing = CompletableFuture.runAsync(a::close);
        await().during(Duration.ofMillis(700)).until(() -> !closing.isDone());
        object.letGo.countDown();

        assertThat(runs.get(10, TimeUnit.SECONDS)).isNotEmpty();
        closing.get(10, TimeUnit.SECONDS);
    }

    @Test
    void aClosedClientCallsNothing() {
        client.close();

        assertThatThrownBy(desk::next).isInstanceOf(NotExecutedException.class);
    }

    private Host host(String name) {
        return opened(Host.builder().naming(naming).name(name).open());
    }

    private <T extends AutoCloseable> T opened(T part) {
        opened.add(part);
        return part;
    }
}
