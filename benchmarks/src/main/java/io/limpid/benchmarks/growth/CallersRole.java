package io.limpid.benchmarks.growth;

import io.limpid.benchmarks.load.Callers;
import io.limpid.benchmarks.load.Load;
import io.limpid.benchmarks.load.LoadResult;
import io.limpid.benchmarks.load.Payload;
import io.limpid.benchmarks.peers.Calls;
import io.limpid.benchmarks.peers.Order;
import io.limpid.benchmarks.peers.Peer;
import io.limpid.benchmarks.peers.Workbench;
import io.limpid.runtime.Client;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** Clients in one process that look objects up and call them at random. */
final class CallersRole implements Role {
    private static final int IN_FLIGHT = 256;

    /** So that what is remembered of names is measured, and not how they are forgotten. */
    private static final int REMEMBERED = 1 << 21;

    private final List<Client> clients = new ArrayList<>();

    /** Each client's of each object that it has looked up. */
    private Workbench[] stubs = {};

    CallersRole(String naming, int count) {
        for (int i = 0; i < count; i++) {
            clients.add(Client.builder()
                    .naming(naming)
                    .name("growing-" + i)
                    .transport(TRANSPORT)
                    .timeout(PATIENCE)
                    .rememberedNames(REMEMBERED)
                    .open());
        }
    }

    @Override
    public String begin() {
        return "ready";
    }

    @Override
    public String obey(String[] order) throws Exception {
        return switch (order[0]) {
            // So many of so many that there are.
            case "lookup" -> lookup(Integer.parseInt(order[1]), Integer.parseInt(order[2]));
            // Each that was looked up once, within so many seconds.
            case "call" ->
                callEach(Duration.ofSeconds(Long.parseLong(order[1]))).toString();
            // For so long without measuring, and then so long.
            case "load" ->
                load(Callers.parse(order[1]), millis(order[2]), millis(order[3]))
                        .toString();
            default -> Role.super.obey(order);
        };
    }

    private static Duration millis(String text) {
        return Duration.ofMillis(Long.parseLong(text));
    }

    private String lookup(int count, int present) {
        stubs = new Workbench[count * clients.size()];
        for (int i = 0; i < stubs.length; i++) {
            long object = (long) (i / clients.size()) * present / count;
            stubs[i] = clients.get(i % clients.size()).lookup(Workbench.class, HostRole.name((int) object));
        }
        return "known";
    }

    private Rush callEach(Duration patience) throws InterruptedException {
        Semaphore room = new Semaphore(IN_FLIGHT);
        AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
        long begun = System.nanoTime();
        int called = 0;
        while (called < stubs.length && failure.get() == null && System.nanoTime() - begun < patience.toNanos()) {
            room.acquire();
            int number = called++;
            CompletionStage<Long> unused = stubs[number].addLater(number, 1).whenComplete((sum, cause) -> {
                if (cause != null || sum != number + 1L) {
                    failure.compareAndSet(null, cause == null ? new IllegalStateException("wrong: " + sum) : cause);
                }
                room.release();
            });
        }
        boolean ended = room.tryAcquire(IN_FLIGHT, 1, TimeUnit.MINUTES);
        Throwable cause = failure.get();
        if (!ended || cause != null) {
            throw new IllegalStateException("one of the first " + called + " calls failed", cause);
        }
        double seconds = (System.nanoTime() - begun) / 1e9;
        // Where the time was over before all were called, the others are left out of what follows.
        stubs = Arrays.copyOf(stubs, called);
        return new Rush(called, seconds);
    }

    private LoadResult load(Callers callers, Duration settle, Duration span) throws Exception {
        try (Load load = new Load(new AtRandom(stubs), Payload.ADD, callers)) {
            return load.run(settle, span);
        }
    }

    /** Calls whichever chance says. */
    private record AtRandom(Workbench[] stubs) implements Peer.Connected, Calls {
        @Override
        public Calls caller() {
            return this;
        }

        @Override
        public long add(long a, long b) {
            return stubs[ThreadLocalRandom.current().nextInt(stubs.length)].add(a, b);
        }

        @Override
        public Order order(Order order) {
            throw new UnsupportedOperationException();
        }

        @Override
        public byte[] echo(byte[] bytes) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void close() {}
    }

    @Override
    public void close() {
        clients.forEach(Client::close);
    }
}
