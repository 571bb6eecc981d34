package io.limpid.naming.moving;

import static org.assertj.core.api.Assertions.assertThat;

import io.limpid.runtime.Client;
import io.limpid.runtime.check.AppendCheck.Told;
import io.limpid.runtime.check.Trials;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Ten objects of some size move among three processes, by naming's word on its disk, while they get two thousand calls a second together. The
 * figures of the full form are those of docs/migration.md; {@code .ci/moves} takes them.
 */
@Timeout(value = 30, unit = TimeUnit.MINUTES)
@Tag("ordeal")
final class MovedUnderLoadTest {
    private static final int MOVES = Trials.of(100, 1_000);

    /** Moves before these, which count but for how long they took: the processes compile then what they run. */
    private static final int FIRST_MOVES = MOVES / 10;

    private static final int CALLS_PER_SECOND = 2_000;

    /** Calls that are made in all, while the moves are spread among them. */
    private static final int CALLS = Trials.of(10_000, Integer.getInteger("limpid.test.calls", 500_000));

    private static final List<String> HOSTS = List.of("a", "b", "c");
    private static final List<String> LEDGERS =
            IntStream.range(0, 10).mapToObj(i -> "ledger-" + i).toList();

    @TempDir
    Path directory;

    @ParameterizedTest
    @ValueSource(ints = {64, 10 << 10})
    void noCallFailsAndNoneIsLostOrMadeTwice(int kib) throws Exception {
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        List<Duration> still = new ArrayList<>();
        try (Fleet fleet = new Fleet(directory, Duration.ofSeconds(10));
                Client client = Client.builder()
                        .naming(fleet.address())
                        .timeout(Duration.ofSeconds(20))
                        .open();
                Clerks clerks = new Clerks(client, LEDGERS, CALLS_PER_SECOND, 0)) {
            for (String host : HOSTS) {
                fleet.start(host, "-Xmx768m");
            }
            for (String name : LEDGERS) {
                assertThat(fleet.tell(HOSTS.get(random.nextInt(3)), "hold " + name + " captured " + (kib << 10)))
                        .isEqualTo("done");
            }
            clerks.begin();
            long begun = System.nanoTime();
            long callsBefore = 0;

            for (int move = 0; move < FIRST_MOVES + MOVES; move++) {
                if (move == FIRST_MOVES) {
                    begun = System.nanoTime();
                    callsBefore = clerks.count(Told.RETURNED);
                    still.clear();
                    var unused = clerks.spans(500);
                }
                String name = LEDGERS.get(random.nextInt(LEDGERS.size()));
                List<String> others = new ArrayList<>(HOSTS);
                others.remove(fleet.holder(name));
                still.add(fleet.moveNow(name, others.get(random.nextInt(2))));
                awaitCalls(clerks, (long) CALLS * move / MOVES);
            }
            awaitCalls(clerks, callsBefore + CALLS);
            clerks.pause();

            Collections.sort(still);
            Duration[] spans = clerks.spans(500, 990, 999);
            System.out.printf(
                    "%d moves of %d KiB under %d calls, %d a second (seed %d): %d failed; stood still p50 %.1f ms, p99 %.1f ms,"
                            + " most %.1f ms; calls p50 %.2f ms, p99 %.1f ms, p99.9 %.1f ms%n",
                    still.size(),
                    kib,
                    clerks.count(Told.RETURNED) - callsBefore,
                    (clerks.count(Told.RETURNED) - callsBefore) * 1_000_000_000L / (System.nanoTime() - begun),
                    seed,
                    clerks.failures().size(),
                    millis(still.get(still.size() / 2)),
                    millis(still.get(still.size() * 99 / 100)),
                    millis(still.get(still.size() - 1)),
                    millis(spans[0]),
                    millis(spans[1]),
                    millis(spans[2]));
            assertThat(clerks.failures()).isEmpty();
            assertThat(clerks.complaints(fleet.entered())).isEmpty();
            for (String name : LEDGERS) {
                assertThat(clerks.complaints(
                                name, client.lookup(Ledger.class, name).numbers()))
                        .isEmpty();
            }
        }
    }

    private static void awaitCalls(Clerks clerks, long calls) throws InterruptedException {
        while (clerks.count(Told.RETURNED) < calls) {
            assertThat(clerks.failures()).isEmpty();
            TimeUnit.MILLISECONDS.sleep(1);
        }
    }

    private static double millis(Duration span) {
        return span.toNanos() / 1e6;
    }
}
