package io.limpid.naming.moving;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.limpid.NotExecutedException;
import io.limpid.runtime.Client;
import io.limpid.runtime.check.AppendCheck.Told;
import io.limpid.runtime.check.Trials;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Host processes are asked to end while their objects are called: all objects leave first, and no caller notices. */
@Timeout(value = 20, unit = TimeUnit.MINUTES)
@Tag("ordeal")
final class GracefulStopTest {
    private static final int STOPS = Trials.of(5, 30);
    private static final int MANY = Trials.of(200, 1_000);
    private static final int FIRST_MOVES = Trials.of(10, 200);
    private static final List<String> HOSTS = List.of("a", "b", "c");
    private static final List<String> LEDGERS =
            IntStream.range(0, 6).mapToObj(i -> "ledger-" + i).toList();

    /** One second as promised, and what a busy machine needs besides. */
    private static final Duration SECOND_REQUEST = Duration.ofSeconds(3);

    /** How many times longer calls of other objects may take while one host is emptied: in the full form, which has the machine to itself, as promised. */
    private static final int SLOWER = Trials.of(4, 2);

    /** What they may take longer besides, because the processes of a busy machine wait for each other. */
    private static final Duration MARGIN = Duration.ofMillis(Trials.of(250, 50));

    @TempDir
    Path directory;

    @Test
    void hostsEndOneAfterAnotherAndNoCallFails() throws Exception {
        try (Fleet fleet = new Fleet(directory, Duration.ofSeconds(10));
                Client client = Client.builder()
                        .naming(fleet.address())
                        .timeout(Duration.ofSeconds(20))
                        .open();
                Clerks clerks = new Clerks(client, LEDGERS, 500, 0)) {
            for (String host : HOSTS) {
                fleet.start(host);
            }
            fleet.hold(LEDGERS, "captured " + (64 << 10));
            clerks.begin();
            Duration longest = Duration.ZERO;
            for (int stop = 0; stop < STOPS; stop++) {
                Duration took = fleet.stop(HOSTS.get(stop % 3), Duration.ofSeconds(30));
                longest = took.compareTo(longest) > 0 ? took : longest;
                fleet.start(HOSTS.get(stop % 3));
            }
            // Neither may be given what the other has.
            fleet.host("b").signal("TERM");
            Duration took = fleet.stop("a", Duration.ofSeconds(30));
            fleet.host("b").exit(Duration.ofSeconds(30));
            longest = took.compareTo(longest) > 0 ? took : longest;
            clerks.pause();

            System.out.printf(
                    "%d hosts ended under %d calls, %d failed; the longest took %d ms%n",
                    STOPS + 2, clerks.count(Told.RETURNED), clerks.failures().size(), longest.toMillis());
            assertThat(clerks.failures()).isEmpty();
            assertThat(clerks.complaints(fleet.entered())).isEmpty();
            for (String name : LEDGERS) {
                assertThat(clerks.complaints(
                                name, client.lookup(Ledger.class, name).numbers()))
                        .isEmpty();
            }
        }
    }

    @Test
    void aHostOfManyObjectsIsEmptyBeforeItEnds() throws Exception {
        List<String> leaving =
                IntStream.range(0, 10).mapToObj(i -> "many/" + i * (MANY / 10)).toList();
        try (Fleet fleet = new Fleet(directory, Duration.ofSeconds(10));
                Client client = Client.builder()
                        .naming(fleet.address())
                        .timeout(Duration.ofSeconds(20))
                        .open();
                Clerks ofOthers = new Clerks(client, LEDGERS, 500, 0);
                Clerks ofLeaving = new Clerks(client, leaving, 500, 10_000_000)) {
            for (String host : HOSTS) {
                fleet.start(host);
            }
            for (int i = 0; i < LEDGERS.size(); i++) {
                assertThat(fleet.tell(HOSTS.get(1 + i % 2), "hold " + LEDGERS.get(i) + " captured 0"))
                        .isEqualTo("done");
            }
            assertThat(fleet.tell("a", "hold-many many/ " + MANY)).isEqualTo("done");
            ofOthers.begin();
            ofLeaving.begin();
            // Hosts that have moved nothing yet would be compiled meanwhile.
            for (int i = 0; i < FIRST_MOVES; i++) {
                var there = fleet.moveNow("many/0", HOSTS.get(1 + i % 2));
                var back = fleet.moveNow("many/0", "a");
            }
            var first = ofOthers.spans(990);
            TimeUnit.SECONDS.sleep(10);
            Duration quiet = ofOthers.spans(990)[0];

            Duration took = fleet.stop("a", Duration.ofSeconds(60));

            Duration meanwhile = ofOthers.spans(990)[0];
            ofOthers.pause();
            ofLeaving.pause();
            System.out.printf(
                    "a host of %d objects was empty and ended after %d ms; p99 of other objects %.1f ms before, %.1f ms meanwhile; calls of those"
                            + " that left: %d, %d failed%n",
                    MANY,
                    took.toMillis(),
                    quiet.toNanos() / 1e6,
                    meanwhile.toNanos() / 1e6,
                    ofLeaving.count(Told.RETURNED),
                    ofLeaving.failures().size());
            assertThat(meanwhile)
                    .as("p99 of other objects, before: %s", quiet)
                    .isLessThan(quiet.multipliedBy(SLOWER).plus(MARGIN));
            assertThat(ofLeaving.failures()).isEmpty();
            assertThat(ofOthers.failures()).isEmpty();
            assertThat(at(fleet, "b") + at(fleet, "c")).isEqualTo(MANY);
            assertThat(at(fleet, "b")).as("evenly, or nearly so").isBetween(MANY / 3L, MANY * 2L / 3);
            for (String name : leaving) {
                assertThat(ofLeaving.complaints(
                                name, client.lookup(Ledger.class, name).numbers()))
                        .isEmpty();
            }
        }
    }

    @Test
    void aHostThatIsAskedAgainGivesUpAndEnds() throws Exception {
        try (Fleet fleet = new Fleet(directory, Duration.ofSeconds(10));
                Client client = Client.builder()
                        .naming(fleet.address())
                        .timeout(Duration.ofSeconds(20))
                        .open()) {
            fleet.start("a");
            fleet.start("b");
            assertThat(fleet.tell("a", "hold-many many/ " + 5 * MANY)).isEqualTo("done");
            fleet.host("a").signal("TERM");
            await().pollInterval(Duration.ofMillis(20)).until(() -> at(fleet, "b") > 0);

            Duration took = fleet.stop("a", Duration.ofSeconds(30));

            long moved = at(fleet, "b");
            System.out.printf(
                    "a host that was asked again had moved %d of %d objects, and ended after %d ms%n",
                    moved, 5 * MANY, took.toMillis());
            assertThat(took).isLessThan(SECOND_REQUEST);
            assertThat(fleet.entries("many")).as("what has not left is free").hasSize((int) moved);
            assertThat(moved).isLessThan(5 * MANY);
            String last = "many/"
                    + IntStream.range(0, 5 * MANY)
                            .filter(i -> fleet.entries("many/" + i).isEmpty())
                            .findFirst()
                            .orElseThrow();
            assertThatThrownBy(() -> client.lookup(Ledger.class, last).enter(1))
                    .isInstanceOfSatisfying(
                            NotExecutedException.class,
                            refused -> assertThat(refused.reason()).isEqualTo(NotExecutedException.Reason.NOT_FOUND));
        }
    }

    private static long at(Fleet fleet, String host) {
        return fleet.entries("many").stream()
                .filter(entry -> entry.binding().replicas().get(0).host().equals(host))
                .count();
    }
}
