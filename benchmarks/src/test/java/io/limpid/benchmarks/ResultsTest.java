package io.limpid.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import io.limpid.benchmarks.load.Metric;
import io.limpid.benchmarks.load.Sample;
import io.limpid.benchmarks.peers.Peer;
import io.limpid.benchmarks.peers.Peers;
import io.limpid.benchmarks.report.Bars;
import io.limpid.benchmarks.report.JsonReport;
import io.limpid.benchmarks.report.Page;
import io.limpid.benchmarks.report.TextReport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ResultsTest {
    private static final Scenario LOAD = Scenario.parse("add 64");
    private static final Peer RAW = Peers.named("raw");
    private static final Peer GRPC = Peers.named("grpc");
    private static final Peer LIMPID = Peers.named("limpid");

    private final Results results = empty();

    private static Results empty() {
        return new Results(new Plan(
                Jdk.current(), List.of(RAW, LIMPID), List.of(LOAD), 1, 3, Duration.ZERO, Duration.ZERO, List.of()));
    }

    private void add(Peer peer, double... rates) {
        for (int round = 0; round < rates.length; round++) {
            results.add(LOAD, peer, round, new Sample(Map.of(Metric.RATE, rates[round])));
        }
    }

    @Test
    void aRatioIsFormedWithinItsRoundSoThatTheMachinesMoodsMeetBoth() {
        add(RAW, 100, 10, 50);
        add(LIMPID, 200, 30, 100);

        // That of the medians would be the same; that of the middle round is not.
        assertThat(results.ratio(LOAD, "limpid", "raw", Metric.RATE)).isEqualTo(new Spread(2, 2, 3));
        assertThat(results.of(LOAD, "limpid", Metric.RATE)).isEqualTo(new Spread(30, 100, 200));
    }

    @Test
    void whatWasNotMeasuredIsNotKnown() {
        add(RAW, 100);

        assertThat(results.peers(LOAD)).containsExactly(RAW);
        assertThat(results.of(LOAD, "raw", Metric.P50).isKnown()).isFalse();
        assertThat(results.ratio(LOAD, "limpid", "raw", Metric.RATE).isKnown()).isFalse();
    }

    @Test
    void onlyWhatIsWorseThanHalfABarIsMissedByFar() {
        add(GRPC, 100, 100, 100);
        add(LIMPID, 326, 326, 326);
        assertThat(Bars.farMissedByAll(List.of(results))).isEmpty();

        add(LIMPID, 324, 324, 324);
        assertThat(Bars.farMissedByAll(List.of(results)))
                .singleElement()
                .asString()
                .contains("limpid by grpc", "3.24", ">= 6.50");
    }

    @Test
    void whatOnlyOneOfTwoRunsHasMissedIsNotMissed() {
        Results again = empty();
        for (int round = 0; round < 3; round++) {
            again.add(LOAD, GRPC, round, new Sample(Map.of(Metric.RATE, 100.0)));
            again.add(LOAD, LIMPID, round, new Sample(Map.of(Metric.RATE, 330.0)));
        }
        add(GRPC, 100, 100, 100);
        add(LIMPID, 50, 50, 50);

        assertThat(Bars.farMissedByAll(List.of(results))).hasSize(1);
        assertThat(Bars.farMissedByAll(List.of(results, again))).isEmpty();
        assertThat(Bars.farMissedByAll(List.of(results, results))).hasSize(1);
    }

    @Test
    void aTailIsNeverMissedByFarBecauseItIsTheMachines() {
        results.add(LOAD, GRPC, 0, new Sample(Map.of(Metric.P99, 100.0)));
        results.add(LOAD, LIMPID, 0, new Sample(Map.of(Metric.P99, 100.0)));

        assertThat(Bars.farMissedByAll(List.of(results))).isEmpty();
    }

    @Test
    void whatIsKnownToBeMissedByFarIsSaidByItself() {
        Scenario load = Scenario.parse("64k 1");
        results.add(load, RAW, 0, new Sample(Map.of(Metric.RATE, 100.0)));
        results.add(load, LIMPID, 0, new Sample(Map.of(Metric.RATE, 34.0)));

        assertThat(Bars.farMissedByAll(List.of(results))).isEmpty();
        assertThat(Bars.farMissedAsKnownByAll(List.of(results)))
                .singleElement()
                .asString()
                .contains("limpid by raw", "0.34", ">= 0.70");
    }

    @Test
    void reportsShowEveryPeerAndSayHowItIsSetUp(@TempDir Path folder) throws IOException {
        add(RAW, 100, 100, 100);
        add(LIMPID, 150, 160, 170);
        Path page = folder.resolve("page.md");
        Files.writeString(page, """
                before
                <!-- results: written by benchmarks/run --page -->
                old
                <!-- end of results -->
                after
                """);

        Page.write(results, "benchmarks/run --rounds 3", page);

        assertThat(page)
                .content()
                .startsWith("before\n")
                .endsWith("after\n")
                .doesNotContain("old")
                .contains("benchmarks/run --rounds 3", LIMPID.configuration(), "160 (150–170)", "| 1.60 |", "held");
        assertThat(folder.resolve("page/add-64.svg")).content().contains("<svg", "limpid", "160 (150–170)");
        assertThat(TextReport.of(results)).contains("160 (150–170)", "1.60");
        assertThat(JsonReport.of(results))
                .contains("\"limpid\":{\"rate\":[160.0000,150.0000,170.0000],\"rate_by_raw\":[1.6000");
    }
}
