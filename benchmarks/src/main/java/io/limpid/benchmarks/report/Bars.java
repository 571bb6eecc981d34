package io.limpid.benchmarks.report;

import static io.limpid.benchmarks.load.Metric.CLIENT_BYTES;
import static io.limpid.benchmarks.load.Metric.P50;
import static io.limpid.benchmarks.load.Metric.P99;
import static io.limpid.benchmarks.load.Metric.RATE;
import static io.limpid.benchmarks.load.Metric.SERVER_BYTES;
import static io.limpid.benchmarks.load.Metric.SWITCHES;

import io.limpid.benchmarks.Results;
import io.limpid.benchmarks.Scenario;
import io.limpid.benchmarks.load.Metric;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What is asked of Limpid, beside its peers in the same run. A bar that is missed is shown as missed, not lowered. */
public final class Bars {
    private static final List<Bar> ALL = List.of(
            most("add 1", P50, "raw", 1.20),
            most("add 1", P50, "grpc", 0.40),
            most("add 1", P99, "raw", 1.3),
            least("add 16", RATE, "raw", 1.0),
            least("add 16", RATE, "grpc", 4.5),
            least("add 64", RATE, "raw", 1.4).asNotYet(),
            least("add 64", RATE, "grpc", 6.5),
            least("add 64", RATE, "grpc-direct", 3),
            least("add 64", RATE, "rsocket", 1.2),
            most("add 64", P99, "grpc", 0.16),
            least("add virtual64", RATE, "grpc", 12),
            least("add virtual64", RATE, "raw", 2.8),
            least("add async256", RATE, "grpc-direct", 8).asNotYet(),
            least("add async256", RATE, "grpc", 40).asNotYet(),
            least("add async256", RATE, "rsocket", 3).asNotYet(),
            least("order 64", RATE, "grpc", 6),
            least("order async256", RATE, "grpc-direct", 4.5).asNotYet(),
            least("64k 1", RATE, "raw", 0.70).asNotYet(),
            least("64k 1", RATE, "grpc", 2.6).asNotYet(),
            least("1m 4", RATE, "raw", 0.60).asNotYet(),
            least("1m 4", RATE, "grpc", 3.3).asNotYet(),
            mostItself("add 1", CLIENT_BYTES, 96).asNotYet(),
            mostItself("add 1", SERVER_BYTES, 300).asNotYet(),
            mostItself("add async256", CLIENT_BYTES, 400).asNotYet(),
            mostItself("add 1", SWITCHES, 5),
            mostItself("add 64", SWITCHES, 1.7),
            least("add 64", RATE, "limpid-idempotent", 0.90),
            new Bar(Scenario.parse("add 1"), "limpid-unix", P50, "raw", true, 0.80, false));

    private Bars() {}

    private static Bar most(String scenario, Metric metric, String other, double value) {
        return new Bar(Scenario.parse(scenario), "limpid", metric, other, true, value, false);
    }

    private static Bar least(String scenario, Metric metric, String other, double value) {
        return new Bar(Scenario.parse(scenario), "limpid", metric, other, false, value, false);
    }

    private static Bar mostItself(String scenario, Metric metric, double value) {
        return new Bar(Scenario.parse(scenario), "limpid", metric, null, true, value, false);
    }

    /** Those whose load and whose peers this run has measured. */
    static Stream<Bar> judgedBy(Results results) {
        return ALL.stream().filter(bar -> bar.measuredBy(results).isKnown());
    }

    /** What each of these runs has missed by more than noise explains, and was not known to be: a line each, none if all is well. */
    public static List<String> farMissedByAll(List<Results> runs) {
        return farMissedByAll(runs, false);
    }

    /** What is missed by as much and is known to be: a line each. */
    public static List<String> farMissedAsKnownByAll(List<Results> runs) {
        return farMissedByAll(runs, true);
    }

    private static List<String> farMissedByAll(List<Results> runs, boolean known) {
        return judgedBy(runs.get(0))
                .filter(bar -> bar.notYet() == known && runs.stream().allMatch(bar::farMissedBy))
                .map(bar -> bar.description() + ": "
                        + runs.stream()
                                .map(run -> Figures.spread(bar.measuredBy(run)))
                                .collect(Collectors.joining(", again "))
                        + " (bar: " + bar.limit() + ")")
                .toList();
    }
}
