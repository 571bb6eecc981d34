package io.limpid.naming.moving;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.limpid.runtime.Client;
import io.limpid.runtime.check.AppendCheck.Told;
import io.limpid.runtime.location.Naming;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Naming is lost with its disk while objects are called, and goes on from a copy that knows nothing of what came after it. */
@Timeout(240)
@Tag("ordeal")
final class RestoredNamingTest {
    private static final Duration PATIENCE = Duration.ofSeconds(40);
    private static final List<String> LEDGERS = List.of("stays", "moves", "later");
    private static final Map<String, String> HOLDERS = Map.of("stays", "a", "moves", "b", "later", "b");

    @TempDir
    Path directory;

    @Test
    void everyObjectIsWhereItWasAndNothingIsGivenOrDoneTwice() throws Exception {
        try (Fleet fleet = new Fleet(directory, Duration.ofSeconds(5));
                Client client = client(fleet)) {
            fleet.start("a");
            fleet.start("b");
            hold(fleet, "a", "stays");
            hold(fleet, "a", "moves");
            Path copy = fleet.backUp();
            fleet.moveNow("moves", "b");
            hold(fleet, "b", "later");
            long idAfterCopy = idFrom(fleet.naming());
            Map<String, Long> epochs = new HashMap<>();
            LEDGERS.forEach(name -> epochs.put(name, fleet.entry(name).binding().epoch()));
            try (Client known = client(fleet);
                    Clerks clerks = new Clerks(client, LEDGERS, 300, 0);
                    Clerks others = new Clerks(known, LEDGERS, 300, 1_000_000)) {
                clerks.begin();
                others.begin();
                awaitCalls(clerks, others);

                fleet.loseNaming(copy);

                for (String name : LEDGERS) {
                    await().atMost(PATIENCE).ignoreExceptions().untilAsserted(() -> {
                        Naming.Entry entry = fleet.naming().list(name, "", 1).get(0);
                        assertThat(entry.suspect()).isFalse();
                        assertThat(entry.binding().replicas().get(0).host()).isEqualTo(HOLDERS.get(name));
                        assertThat(entry.binding().epoch()).isGreaterThan(epochs.get(name));
                    });
                }
                awaitCalls(clerks, others);
                clerks.pause();
                others.pause();

                assertThat(clerks.failures()).isEmpty();
                assertThat(others.failures()).isEmpty();
                assertThat(fleet.entered()).doesNotHaveDuplicates();
                assertThat(idFrom(fleet.naming())).isGreaterThan(idAfterCopy);
                assertThat(fleet.naming()
                                .renewClient(idAfterCopy)
                                .toCompletableFuture()
                                .get()
                                .clientId())
                        .isEqualTo(idAfterCopy);
                try (Client fresh = client(fleet)) {
                    for (String name : LEDGERS) {
                        List<Integer> numbers = fresh.lookup(Ledger.class, name).numbers();
                        assertThat(clerks.complaints(name, numbers)).isEmpty();
                        assertThat(others.complaints(name, numbers)).isEmpty();
                    }
                }
                System.out.printf(
                        "naming restored from a copy under calls: %d returned, none failed%n",
                        clerks.count(Told.RETURNED) + others.count(Told.RETURNED));
            }
        }
    }

    private static void hold(Fleet fleet, String host, String name) {
        assertThat(fleet.tell(host, "hold " + name + " captured 0")).isEqualTo("done");
    }

    private static Client client(Fleet fleet) {
        return Client.builder()
                .naming(fleet.address())
                .timeout(Duration.ofSeconds(20))
                .open();
    }

    private static long idFrom(Naming naming) {
        return naming.openClient("test").toCompletableFuture().join().clientId();
    }

    private static void awaitCalls(Clerks... clerks) {
        for (Clerks each : clerks) {
            long enough = each.count(Told.RETURNED) + 500;
            await().atMost(PATIENCE).until(() -> each.count(Told.RETURNED) >= enough);
        }
    }
}
