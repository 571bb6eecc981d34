package io.limpid.naming.moving;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.limpid.runtime.Client;
import io.limpid.runtime.check.AppendCheck.Told;
import io.limpid.runtime.check.Trials;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Processes are killed while objects move between them under calls: the source, the target, naming, whoever asked for the move. Each object
 * then has one owner and is soon back. One whose process lived has all that its callers were told; none has anything twice.
 */
@Timeout(value = 40, unit = TimeUnit.MINUTES)
@Tag("ordeal")
final class KilledMovesTest {
    private static final int KILLS = Trials.of(4, 40);
    private static final Duration HOST_TERM = Duration.ofSeconds(6);
    private static final Duration BACK_WITHIN = HOST_TERM.plusSeconds(5);
    private static final int CALLS_PER_SECOND = 400;
    private static final List<String> HOSTS = List.of("a", "b", "c");
    private static final List<String> LEDGERS = List.of("ledger-0", "ledger-1", "ledger-2", "ledger-3");
    private static final String CONTENT = "captured " + (4 << 20);

    private enum Victim {
        SOURCE,
        TARGET,
        NAMING,
        MOVER
    }

    @TempDir
    Path directory;

    private final long seed = new Random().nextLong();
    private final Random random = new Random(seed);
    private final List<Long> away = new ArrayList<>();

    /** When movers knew what had become of their move, or a moment later. */
    private final List<Long> told = new ArrayList<>();

    private final Map<String, Integer> ends = new TreeMap<>();
    private Fleet fleet;
    private Clerks clerks;
    private Ownership ownership;

    @Test
    void oneOwnerIsLeftAndNothingRanTwiceOrIsLost() throws Exception {
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
            fleet.hold(LEDGERS, CONTENT);
            LEDGERS.forEach(ownership::begins);
            int typicalMillis = (int) fleet.typicalMove(LEDGERS.get(0)).toMillis();

            for (int kill = 0; kill < KILLS; kill++) {
                clerks.begin();
                round(Victim.values()[kill % 4], typicalMillis);
            }

            report();
            assertThat(clerks.complaints(fleet.entered())).as("seed %d", seed).isEmpty();
        }
    }

    private void round(Victim victim, int typicalMillis) throws Exception {
        String moving = LEDGERS.get(random.nextInt(LEDGERS.size()));
        Map<String, String> before = holders();
        String source = before.get(moving);
        List<String> others = new ArrayList<>(HOSTS);
        others.remove(source);
        String target = others.get(random.nextInt(2));
        String number = fleet.move(moving, target);
        TimeUnit.MILLISECONDS.sleep(random.nextInt(typicalMillis * 3 / 2));
        long killed = System.nanoTime();
        switch (victim) {
            case SOURCE -> fleet.killHost(source);
            case TARGET -> fleet.killHost(target);
            case NAMING -> fleet.killNaming();
            case MOVER -> fleet.killMover();
        }
        String died = victim == Victim.SOURCE ? source : victim == Victim.TARGET ? target : "";
        awaitAll(killed, died);
        if (victim != Victim.MOVER) {
            await().atMost(BACK_WITHIN).until(() -> fleet.moved(number).isPresent());
            told.add(System.nanoTime() - killed);
        }
        clerks.pause();
        Set<String> mayBeLost = new TreeSet<>();
        if (!died.isEmpty()) {
            before.forEach((name, holder) -> {
                if (holder.equals(died) || name.equals(moving)) {
                    mayBeLost.add(name);
                }
            });
        }
        LEDGERS.parallelStream()
                .forEach(name -> ownership.check(name, mayBeLost.contains(name), List.of(), "seed " + seed));
        String end = victim + " killed: "
                + fleet.moved(number)
                        .map(said -> said.startsWith("moved") ? "moved" : "stays")
                        .orElse("not told");
        ends.merge(end, 1, Integer::sum);
    }

    /** Waits until all ledgers answer again. What died with its process is made anew there, after its lease. */
    private void awaitAll(long killed, String died) {
        Set<String> missing = new TreeSet<>(LEDGERS);
        Set<String> made = new TreeSet<>();
        await().atMost(Duration.ofMinutes(2))
                .pollInterval(Duration.ofMillis(50))
                .until(() -> {
                    missing.removeIf(name -> clerks.reachedSince(name, killed));
                    boolean overdue = System.nanoTime() - killed
                            > HOST_TERM.plusSeconds(1).toNanos();
                    for (String name : missing) {
                        if (overdue
                                && !died.isEmpty()
                                && fleet.host(died).hasSaid("at ").isPresent()
                                && fleet.holder(name).equals(died)
                                && !made.contains(name)
                                && fleet.tell(died, "hold " + name + " " + CONTENT)
                                        .equals("done")) {
                            made.add(name);
                        }
                    }
                    return missing.isEmpty();
                });
        away.add(System.nanoTime() - killed);
    }

    private Map<String, String> holders() {
        Map<String, String> holders = new TreeMap<>();
        LEDGERS.forEach(name -> holders.put(name, fleet.holder(name)));
        return holders;
    }

    private void report() {
        Collections.sort(away);
        Collections.sort(told);
        System.out.printf(
                "%d kills (seed %d): %s; all back after p50 %d ms, worst %d ms, and movers told by then, worst %d ms; calls: %d returned,"
                        + " %d unknown, %d not executed%n",
                KILLS,
                seed,
                ends,
                away.get(away.size() / 2) / 1_000_000,
                away.get(away.size() - 1) / 1_000_000,
                told.get(told.size() - 1) / 1_000_000,
                clerks.count(Told.RETURNED),
                clerks.count(Told.UNKNOWN),
                clerks.count(Told.NOT_EXECUTED));
        assertThat(Duration.ofNanos(away.get(away.size() - 1)))
                .as("away, seed %d", seed)
                .isLessThan(BACK_WITHIN);
        assertThat(Duration.ofNanos(told.get(told.size() - 1)))
                .as("told, seed %d", seed)
                .isLessThan(BACK_WITHIN);
    }
}
