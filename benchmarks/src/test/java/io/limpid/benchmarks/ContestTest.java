package io.limpid.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import io.limpid.benchmarks.load.Metric;
import io.limpid.benchmarks.peers.Peers;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The whole way once, with processes, in small. */
class ContestTest {
    @Test
    @Timeout(value = 2, unit = TimeUnit.MINUTES)
    void peersTakeTurnsAsProcessesAndEverythingIsMeasured() throws IOException {
        Scenario load = Scenario.parse("add 2");
        Duration moment = Duration.ofMillis(200);
        Plan plan = new Plan(
                Jdk.current(),
                List.of(Peers.named("raw"), Peers.named("limpid")),
                List.of(load, Scenario.parse("order async4")),
                1,
                2,
                moment,
                moment,
                List.of());
        List<String> progress = new ArrayList<>();

        Results results = new Contest(plan, progress::add).run();

        for (Metric metric : Metric.values()) {
            assertThat(results.of(load, "raw", metric).isKnown())
                    .as("%s", metric)
                    .isTrue();
            assertThat(results.of(load, "limpid", metric).isKnown())
                    .as("%s", metric)
                    .isTrue();
        }
        assertThat(results.of(load, "limpid", Metric.CLIENT_BYTES).median()).isPositive();
        assertThat(results.ratio(load, "limpid", "raw", Metric.RATE).median()).isBetween(0.001, 1_000.0);
        assertThat(results.peers(Scenario.parse("order async4")))
                .as("raw has no calls that do not wait")
                .containsExactly(Peers.named("limpid"));
        assertThat(progress).contains("fork 1 of 1, round 2 of 2");
    }
}
