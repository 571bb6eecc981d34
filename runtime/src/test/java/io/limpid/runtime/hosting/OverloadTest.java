package io.limpid.runtime.hosting;

import static io.limpid.runtime.hosting.Probe.LATER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import io.limpid.InvocationId;
import io.limpid.NotExecutedException.Reason;
import io.limpid.runtime.hosting.MethodThreads.Seat;
import io.limpid.runtime.invocation.Outcome;
import io.limpid.runtime.simulation.VirtualTime;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A host that is asked for more than it can do, on virtual time: it does about as much as it can, in time, and refuses the rest at once. */
final class OverloadTest {
    private static final Duration SERVICE = Duration.ofMillis(10);
    private static final Duration PATIENCE = Duration.ofSeconds(1);
    private static final long SEED = 20;
    private static final Duration SPAN = Duration.ofSeconds(30);

    private long calls;

    @ParameterizedTest
    @ValueSource(ints = {2, 5})
    void threadsServeNearTheirBestRateWhenMoreIsAsked(int times) {
        Threads host = new Threads();
        host.offer("client", times, SPAN);
        host.run();

        assertThat(host.servedInTime() / (double) capacity()).isGreaterThan(0.9);
        assertThat(host.client("client").late).isZero();
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 5})
    void oneObjectIsServedNearItsBestRateWhenMoreIsAsked(int times) {
        try (Bench bench = Bench.onOneThread()) {
            bench.export("a", new Busy(bench));
            List<Bench.Sent> sent = new ArrayList<>();
            long[] inTime = {0};

            for (int i = 0; i < capacity() * times; i++) {
                Bench.Sent call = anonymous(bench).within(PATIENCE).send();
                long latest = bench.time.nanoTime() + PATIENCE.toNanos();
                call.outcome().thenAccept(outcome -> {
                    if (outcome instanceof Outcome.Returned && bench.time.nanoTime() <= latest) {
                        inTime[0]++;
                    }
                });
                sent.add(call);
                bench.time.advance(SERVICE.dividedBy(times));
            }
            bench.time.advance(PATIENCE.multipliedBy(2));

            assertThat(inTime[0] / (double) capacity()).isGreaterThan(0.9);
            assertThat(sent).allMatch(call -> call.outcome().isDone());
        }
    }

    @Test
    void nothingBeginsAfterItsDeadline() {
        Random random = new Random(SEED);
        try (Bench bench = Bench.onOneThread()) {
            Busy object = new Busy(bench);
            bench.export("a", object);
            List<Bench.Sent> sent = new ArrayList<>();

            for (int i = 0; i < 100_000; i++) {
                Duration span = Duration.ofMillis(1 + random.nextInt(200));
                object.latest.put(i, bench.time.nanoTime() + span.toNanos());
                sent.add(anonymous(bench).value(i).within(span).send());
                bench.time.advance(SERVICE.dividedBy(3));
            }
            bench.time.advance(PATIENCE);

            assertThat(object.begunLate).as("seed %d", SEED).isZero();
            assertThat(object.begun).isGreaterThan(25_000);
            assertThat(sent).allMatch(call -> call.outcome().isDone());
        }
    }

    @Test
    void aClientThatAsksTenTimesTooMuchTakesNothingFromAnother() {
        Threads host = new Threads();
        host.offer("greedy", 10, SPAN);
        host.offer("modest", 0.4, SPAN);
        host.run();

        Threads.Client modest = host.client("modest");
        assertThat(modest.refused).isZero();
        assertThat(modest.longest).isLessThan(SERVICE.multipliedBy(4));
        assertThat(host.client("greedy").refused).isPositive();
        assertThat(host.servedInTime() / (double) capacity()).isGreaterThan(0.9);
    }

    @Test
    void aRefusalAsksTheCallerToWaitAsLongAsTheQueueTakes() {
        try (Bench bench = Bench.onOneThread()) {
            bench.export("a", new Busy(bench));
            anonymous(bench).within(PATIENCE).send();
            bench.time.advance(SERVICE);
            for (int i = 0; i < 20; i++) {
                anonymous(bench).within(PATIENCE).send();
            }

            Bench.Sent hasty = anonymous(bench).within(SERVICE.multipliedBy(10)).send();

            assertThat(hasty.outcome().join())
                    .asInstanceOf(type(Outcome.NotExecuted.class))
                    .satisfies(refused -> {
                        assertThat(refused.reason()).isEqualTo(Reason.OVERLOADED);
                        assertThat(refused.retryAfter()).isBetween(SERVICE.multipliedBy(18), SERVICE.multipliedBy(20));
                    });
        }
    }

    /** A call without an answer to be kept, because nothing here acknowledges any. */
    private Bench.Sending anonymous(Bench bench) {
        return bench.sending("a", LATER).as(new InvocationId(0, ++calls));
    }

    private static long capacity() {
        return SPAN.dividedBy(SERVICE);
    }

    /** Takes its time for each call, alone. Everything runs on the thread that moves the time. */
    private static final class Busy extends Steps {
        private final Bench bench;
        private final Map<Integer, Long> latest = new HashMap<>();
        private int begun;
        private int begunLate;

        Busy(Bench bench) {
            this.bench = bench;
        }

        @Override
        public CompletionStage<Integer> later(int value) {
            begun++;
            begunLate += bench.time.nanoTime() > latest.getOrDefault(value, Long.MAX_VALUE) ? 1 : 0;
            CompletableFuture<Integer> stage = new CompletableFuture<>();
            bench.time.schedule(SERVICE, () -> stage.complete(value));
            return stage;
        }
    }

    /** Method threads of which one runs, fed by the clock. */
    private static final class Threads {
        private final VirtualTime time = new VirtualTime();
        private final ArrayDeque<Runnable> started = new ArrayDeque<>();
        private final MethodThreads threads = new MethodThreads(started::add, time, 1, 1_000);
        private final Map<String, Client> clients = new HashMap<>();

        /** Plans calls at a steady rate, so many times what the one thread can do. */
        void offer(String name, double times, Duration span) {
            long between = (long) (SERVICE.toNanos() / times);
            for (long at = 0; at < span.toNanos(); at += between) {
                time.schedule(Duration.ofNanos(at), () -> threads.submit(new Call(client(name))));
            }
        }

        void run() {
            while (time.scheduled() > 0 || !started.isEmpty()) {
                Runnable next = started.poll();
                if (next == null) {
                    time.advance(Duration.ofMillis(1));
                } else {
                    next.run();
                }
            }
        }

        Client client(String name) {
            return clients.computeIfAbsent(name, Client::new);
        }

        int servedInTime() {
            return clients.values().stream().mapToInt(client -> client.served).sum();
        }

        private static final class Client {
            private final String name;
            private int served;
            private int late;
            private int refused;
            private Duration longest = Duration.ZERO;

            Client(String name) {
                this.name = name;
            }
        }

        private final class Call implements MethodThreads.Candidate {
            private final Client client;
            private final long arrived = time.nanoTime();

            Call(Client client) {
                this.client = client;
            }

            @Override
            public boolean isNested() {
                return false;
            }

            @Override
            public Object client() {
                return client.name;
            }

            @Override
            public long remainingNanos() {
                return arrived + PATIENCE.toNanos() - time.nanoTime();
            }

            @Override
            public boolean run(Seat seat) {
                if (remainingNanos() <= 0) {
                    client.late++;
                    return false;
                }
                time.advance(SERVICE);
                client.served += remainingNanos() >= 0 ? 1 : 0;
                Duration took = Duration.ofNanos(time.nanoTime() - arrived);
                client.longest = took.compareTo(client.longest) > 0 ? took : client.longest;
                return true;
            }

            @Override
            public void turnedAway(String reason, long waitNanos) {
                client.refused++;
            }
        }
    }
}
