package io.limpid.benchmarks.report;

import static io.limpid.benchmarks.report.Figures.median;
import static io.limpid.benchmarks.report.Figures.spread;

import io.limpid.benchmarks.Results;
import io.limpid.benchmarks.Scenario;
import io.limpid.benchmarks.load.Metric;
import io.limpid.benchmarks.peers.Peer;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The tables of a run. */
final class Tables {
    /** Whom the others are measured by. */
    static final List<String> YARDSTICKS = List.of("raw", "grpc");

    /** Shown as they are, median alone. */
    private static final List<Metric> COSTS = List.of(
            Metric.P99,
            Metric.P999,
            Metric.CLIENT_CPU,
            Metric.SERVER_CPU,
            Metric.CLIENT_BYTES,
            Metric.SERVER_BYTES,
            Metric.SWITCHES);

    private Tables() {}

    /** One load: a row for each peer. */
    static Table of(Results results, Scenario scenario) {
        List<String> heads = new ArrayList<>(List.of("", Metric.RATE.label()));
        YARDSTICKS.forEach(other -> heads.add("x " + other));
        heads.add(Metric.P50.label());
        YARDSTICKS.forEach(other -> heads.add("x " + other));
        COSTS.forEach(metric -> heads.add(metric.label()));
        return new Table(
                heads,
                results.peers(scenario).stream()
                        .map(peer -> row(results, scenario, peer))
                        .toList());
    }

    private static List<String> row(Results results, Scenario scenario, Peer peer) {
        String name = peer.name();
        Stream<String> rate = Stream.concat(
                Stream.of(name, spread(results.of(scenario, name, Metric.RATE))),
                ratios(results, scenario, name, Metric.RATE));
        Stream<String> half = Stream.concat(
                Stream.of(spread(results.of(scenario, name, Metric.P50))), ratios(results, scenario, name, Metric.P50));
        Stream<String> costs = COSTS.stream().map(metric -> median(results.of(scenario, name, metric)));
        return Stream.of(rate, half, costs).flatMap(cells -> cells).toList();
    }

    private static Stream<String> ratios(Results results, Scenario scenario, String peer, Metric metric) {
        return YARDSTICKS.stream().map(other -> median(results.ratio(scenario, peer, other, metric)));
    }

    /** What was asked of Limpid: a row for each bar that this run can judge. */
    static Table bars(Results results) {
        return new Table(
                List.of("what", "bar", "measured", ""),
                Bars.judgedBy(results)
                        .map(bar -> List.of(
                                bar.description(),
                                bar.limit(),
                                spread(bar.measuredBy(results)),
                                bar.heldBy(results) ? "held" : "missed"))
                        .toList());
    }
}
