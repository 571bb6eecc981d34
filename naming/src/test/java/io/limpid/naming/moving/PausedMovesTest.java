package io.limpid.naming.moving;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.limpid.runtime.Client;
import io.limpid.runtime.check.AppendCheck.Told;
import io.limpid.runtime.check.Trials;
import io.limpid.runtime.identity.Binding;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/**
 * Processes stand still in the midst of a move for longer than their lease, the source and the target in turn, with calls queued that know the ledger there. Once they
 * go on, each object has one owner, and whoever is not has done nothing at the epoch that it knew.
 */
@Timeout(value = 20, unit = TimeUnit.MINUTES)
@Tag("ordeal")
@DisabledOnOs(OS.WINDOWS)
final class PausedMovesTest {
    private static final int PAUSES = Trials.of(3, 30);
    private static final Duration HOST_TERM = Duration.ofMillis(1_500);
    private static final Duration PAUSE = HOST_TERM.multipliedBy(2);
    private static final Duration BACK_WITHIN = HOST_TERM.plusSeconds(5);
    private static final int CALLS_PER_SECOND = 200;

    /** Calls that wait at a host that stands still. */
    private static final int QUEUED = 16;

    private static final List<String> HOSTS = List.of("a", "b");
    private static final List<String> LEDGERS = List.of("ledger-0", "ledger-1");

    @TempDir
    Path directory;

    private final long seed = new Random().nextLong();
    private final Random random = new Random(seed);
    private final Map<String, Integer> ends = new TreeMap<>();
    private Fleet fleet;
    private Clerks clerks;
    private Ownership ownership;

    @Test
    void aHostThatStandsStillInTheMidstOfAMoveServesNothingAsItWas() throws Exception {
        try (Fleet all = new Fleet(directory, HOST_TERM);
                Client client = Client.builder()
                        .naming(all.address())
                        .timeout(Duration.ofSeconds(30))
                        .open();
                Clerks entering = new Clerks(client, LEDGERS, CALLS_PER_SECOND, 0)) {
            fleet = all;
            clerks = entering;
            ownership = new Ownership(all, entering);
            for (String host : HOSTS) {
                fleet.start(host, "-Xmx256m", "-XX:TieredStopAtLevel=1");
            }
            fleet.hold(LEDGERS, "captured " + (4 << 20));
            LEDGERS.forEach(ownership::begins);
            Duration typical = fleet.typicalMove(LEDGERS.get(0));

            for (int pause = 0; pause < PAUSES; pause++) {
                clerks.begin();
                round(pause, typical);
            }

            System.out.printf(
                    "%d pauses of %d ms amid moves of %d ms (seed %d): %s; calls: %d returned, %d unknown, %d not executed%n",
                    PAUSES,
                    PAUSE.toMillis(),
                    typical.toMillis(),
                    seed,
                    ends,
                    clerks.count(Told.RETURNED),
                    clerks.count(Told.UNKNOWN),
                    clerks.count(Told.NOT_EXECUTED));
            assertThat(clerks.complaints(fleet.entered())).as("seed %d", seed).isEmpty();
        }
    }

    private void round(int pause, Duration typical) throws Exception {
        String moving = LEDGERS.get(random.nextInt(LEDGERS.size()));
        Binding before = fleet.entry(moving).binding();
        String source = before.replicas().get(0).host();
        String target = source.equals("a") ? "b" : "a";
        String asleep = pause % 2 == 0 ? source : target;
        String where = (asleep.equals(source) ? "source" : "target") + " asleep in pause " + pause + ", seed " + seed;
        try (Client former = Ownership.knowing(before, before.replicas().get(0), Duration.ofSeconds(20))) {
            // So that it is connected.
            assertThat(former.lookup(Ledger.class, moving).numbers()).isNotNull();
            String number = fleet.move(moving, target);
            TimeUnit.NANOSECONDS.sleep((long) (random.nextDouble() * 1.2 * typical.toNanos()));
            fleet.host(asleep).signal("STOP");
            List<Future<?>> queued = new ArrayList<>();
            for (int i = 0; i < QUEUED; i++) {
                queued.add(clerks.enterOnce(former, moving));
            }
            TimeUnit.NANOSECONDS.sleep(PAUSE.toNanos());
            fleet.host(asleep).signal("CONT");
            long woken = System.nanoTime();

            Set<String> missing = new TreeSet<>(LEDGERS);
            await(where).atMost(BACK_WITHIN).until(() -> {
                missing.removeIf(name -> clerks.reachedSince(name, woken));
                return missing.isEmpty();
            });
            await(where).atMost(BACK_WITHIN).until(() -> fleet.moved(number).isPresent());
            for (Future<?> each : queued) {
                each.get(30, TimeUnit.SECONDS);
            }
            clerks.pause();
            for (String name : LEDGERS) {
                // What a target had that was lost by its lease goes on at the source as it was when it left.
                boolean mayBeLost = name.equals(moving) && asleep.equals(target);
                ownership.check(name, mayBeLost, name.equals(moving) ? List.of(before) : List.of(), where);
            }
            String end = fleet.moved(number).orElseThrow().startsWith("moved") ? "moved" : "stays";
            ends.merge(where.substring(0, 13) + ", " + end, 1, Integer::sum);
        }
    }
}
