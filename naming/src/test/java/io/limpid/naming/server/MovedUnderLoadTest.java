package io.limpid.naming.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.limpid.runtime.Client;
import io.limpid.runtime.Host;
import io.limpid.runtime.check.Trials;
import io.limpid.runtime.transport.TransportSettings;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Ten objects of some size move among three hosts, by naming's word on its disk, while eight callers call them as fast as they can. */
@Timeout(value = 30, unit = TimeUnit.MINUTES)
final class MovedUnderLoadTest {
    private static final int OBJECTS = 10;
    private static final int CALLERS = 8;
    private static final int MOVES = Trials.of(50, 1_000);
    private static final TransportSettings NETWORK =
            TransportSettings.DEFAULT.sharing(TransportSettings.Sharing.DEFAULT.overTheNetwork());

    @TempDir
    Path data;

    @ParameterizedTest
    @ValueSource(ints = {64 << 10, 10 << 20})
    void noCallFailsAndNoneIsLostOrMadeTwice(int bytes) throws Exception {
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        AtomicLong calls = new AtomicLong();
        List<Long> still = new ArrayList<>();
        try (NamingServer naming = NamingServer.start(NamingSettings.at(data));
                Host a = host(naming, "a");
                Host b = host(naming, "b");
                Host c = host(naming, "c");
                Client client = Client.builder()
                        .naming(naming.address())
                        .transport(NETWORK)
                        .open()) {
            List<Counter> counters = new ArrayList<>();
            for (int i = 0; i < OBJECTS; i++) {
                List.of(a, b, c).get(i % 3).export("counter-" + i, Counter.class, new MovingCounter(bytes));
                counters.add(client.lookup(Counter.class, "counter-" + i));
            }

            callWhile(counters, calls, () -> {
                for (int i = 0; i < MOVES; i++) {
                    String target = List.of("a", "b", "c").get(random.nextInt(3));
                    still.add(client.migrate("counter-" + random.nextInt(OBJECTS), target)
                            .toNanos());
                }
            });

            long sum = counters.stream().mapToLong(Counter::value).sum();
            List<Long> moved =
                    still.stream().filter(nanos -> nanos > 0).sorted().toList();
            System.out.printf(
                    "%d moves of %d KiB under %d calls (seed %d): 0 failed; stood still p50 %.1f ms, p99 %.1f ms%n",
                    moved.size(),
                    bytes >> 10,
                    calls.get(),
                    seed,
                    moved.get(moved.size() / 2) / 1e6,
                    moved.get(moved.size() * 99 / 100) / 1e6);
            assertThat(sum).isEqualTo(calls.get());
        }
    }

    /** Any call that fails fails the test. */
    private static void callWhile(List<Counter> counters, AtomicLong calls, Runnable moves) throws Exception {
        AtomicBoolean over = new AtomicBoolean();
        ExecutorService callers = Executors.newFixedThreadPool(CALLERS);
        List<Future<?>> running = new ArrayList<>();
        for (int i = 0; i < CALLERS; i++) {
            int first = i;
            running.add(callers.submit(() -> {
                for (int next = first; !over.get(); next++) {
                    counters.get(next % OBJECTS).add(1);
                    calls.incrementAndGet();
                }
            }));
        }
        try {
            moves.run();
        } finally {
            over.set(true);
        }
        for (Future<?> each : running) {
            each.get(1, TimeUnit.MINUTES);
        }
        callers.shutdown();
    }

    private static Host host(NamingServer naming, String name) {
        return Host.builder()
                .naming(naming.address())
                .name(name)
                .transport(NETWORK)
                .open();
    }
}
