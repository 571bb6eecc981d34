package io.limpid.naming.moving;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.limpid.NotExecutedException;
import io.limpid.OutcomeUnknownException;
import io.limpid.runtime.Client;
import io.limpid.runtime.check.AppendCheck.Told;
import io.limpid.runtime.check.Trials;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** States that a host can hold once but not twice, and states that move while most of them is not called for. */
@Timeout(value = 15, unit = TimeUnit.MINUTES)
@Tag("ordeal")
final class LargeStateTest {
    private static final Duration HOST_TERM = Duration.ofSeconds(30);

    /** What a JVM needs for itself, its young objects among it. */
    private static final int BESIDES_MIB = 64;

    @TempDir
    Path directory;

    /** Whose collector copies little of what is large: it may keep its process from answering for less than what ends a move. */
    private static final String[] WIDE = {"-XX:+UseSerialGC", "-Xmn32m", "-Xms4g", "-Xmx4g"};

    @Test
    void neitherHostHoldsMoreThanTheStateAndAFewChunks() throws Exception {
        int mib = Trials.of(128, 1_024);
        String[] narrow = {"-XX:+UseSerialGC", "-Xmn32m", "-Xmx" + (mib + BESIDES_MIB) + "m"};
        try (Fleet fleet = new Fleet(directory, HOST_TERM);
                Client client = Client.connect(fleet.address())) {
            fleet.start("a", narrow);
            fleet.start("b", narrow);
            assertThat(fleet.tell("a", "hold large captured " + ((long) mib << 20)))
                    .isEqualTo("done");
            Ledger large = client.withTimeout(client.lookup(Ledger.class, "large"), Duration.ofMinutes(5));
            large.enter(1);

            Duration there = fleet.moveNow("large", "b");
            large.enter(2);
            Duration back = fleet.moveNow("large", "a");
            large.enter(3);

            System.out.printf(
                    "a state of %d MiB moved between hosts of %d MiB, standing still for %d ms and %d ms%n",
                    mib, mib + BESIDES_MIB, there.toMillis(), back.toMillis());
            assertThat(large.numbers()).containsExactly(1, 2, 3);
            assertThat(large.whereabouts()).startsWith("a/").endsWith(" with " + mib * 16 + " pages");
        }
    }

    @Test
    void whatIsSentEarlyDoesNotStandStill() throws Exception {
        int mib = Trials.of(64, 512);
        List<String> ledgers = List.of("written", "precopied");
        try (Fleet fleet = new Fleet(directory, HOST_TERM);
                Client client = Client.builder()
                        .naming(fleet.address())
                        .timeout(Duration.ofMinutes(2))
                        .open();
                Clerks clerks = new Clerks(client, ledgers)) {
            fleet.start("a", WIDE);
            fleet.start("b", WIDE);
            for (String name : ledgers) {
                assertThat(fleet.tell("a", "hold " + name + " " + name + " " + ((long) mib << 20)))
                        .isEqualTo("done");
            }
            clerks.begin();
            Duration whole = Duration.ZERO;
            Duration rest = Duration.ZERO;
            for (String host : List.of("b", "a", "b")) {
                whole = whole.plus(fleet.moveNow("written", host));
                rest = rest.plus(fleet.moveNow("precopied", host));
            }
            clerks.pause();

            System.out.printf(
                    "%d MiB under calls stand still for %d ms without a first round, for %d ms with one (mean of 3); %d calls%n",
                    mib, whole.toMillis() / 3, rest.toMillis() / 3, clerks.count(Told.RETURNED));
            assertThat(clerks.failures()).isEmpty();
            assertThat(clerks.complaints(fleet.entered())).isEmpty();
            for (String name : ledgers) {
                assertThat(clerks.complaints(
                                name, client.lookup(Ledger.class, name).numbers()))
                        .isEmpty();
            }
            assertThat(rest.multipliedBy(3)).isLessThan(whole);
        }
    }

    @Test
    void aTargetThatDiesWhileItIsSentAStateDoesNotKeepTheObjectForLong() throws Exception {
        try (Fleet fleet = new Fleet(directory, HOST_TERM);
                Client client = Client.builder()
                        .naming(fleet.address())
                        .timeout(Duration.ofMinutes(2))
                        .open()) {
            fleet.start("a");
            fleet.start("b");
            assertThat(fleet.tell("a", "hold large captured " + (512L << 20))).isEqualTo("done");
            Ledger large = client.lookup(Ledger.class, "large");
            large.enter(1);
            fleet.move("large", "b");
            awaitStillness(client.withTimeout(large, Duration.ofMillis(250)));
            fleet.host("b").kill();

            long killed = System.nanoTime();
            large.enter(2);
            Duration away = Duration.ofNanos(System.nanoTime() - killed);

            System.out.printf("a target died while it was sent 512 MiB: back after %d ms%n", away.toMillis());
            assertThat(large.numbers()).containsExactly(1, 2);
            assertThat(away).isLessThan(Duration.ofSeconds(15));
        }
    }

    /** Until two calls in a row have not been let in. */
    private static void awaitStillness(Ledger impatient) {
        AtomicInteger refused = new AtomicInteger();
        await().atMost(Duration.ofMinutes(1)).until(() -> {
            try {
                String unused = impatient.whereabouts();
                refused.set(0);
            } catch (NotExecutedException | OutcomeUnknownException e) {
                refused.incrementAndGet();
            }
            return refused.get() == 2;
        });
    }
}
