package io.limpid.benchmarks.report;

import io.limpid.benchmarks.Results;
import io.limpid.benchmarks.Scenario;
import io.limpid.benchmarks.Spread;
import io.limpid.benchmarks.load.Metric;
import io.limpid.benchmarks.peers.Peer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Results for a program: one object; what was not measured is left out. */
public final class JsonReport {
    private JsonReport() {}

    /** Gives them on one line. */
    public static String of(Results results) {
        return object(List.of(
                member("machine", string(Machine.describe())),
                member("jdk", string(results.plan().jdk().version())),
                member(
                        "rounds",
                        Integer.toString(
                                results.plan().rounds() * results.plan().forks())),
                member(
                        "scenarios",
                        object(results.plan().scenarios().stream()
                                .map(scenario -> member(scenario.toString(), peers(results, scenario)))
                                .toList()))));
    }

    private static String peers(Results results, Scenario scenario) {
        return object(results.peers(scenario).stream()
                .map(peer -> member(peer.name(), metrics(results, scenario, peer)))
                .toList());
    }

    private static String metrics(Results results, Scenario scenario, Peer peer) {
        List<String> members = new ArrayList<>();
        for (Metric metric : Metric.values()) {
            add(members, key(metric), results.of(scenario, peer.name(), metric));
            for (String other : Tables.YARDSTICKS) {
                add(members, key(metric) + "_by_" + other, results.ratio(scenario, peer.name(), other, metric));
            }
        }
        return object(members);
    }

    private static void add(List<String> members, String key, Spread spread) {
        // A quotient of two zeros is no number, that of one is none in JSON.
        if (Double.isFinite(spread.least()) && Double.isFinite(spread.most())) {
            members.add(member(
                    key,
                    Arrays.asList(spread.median(), spread.least(), spread.most()).stream()
                            .map(value -> String.format(Locale.ROOT, "%.4f", value))
                            .collect(Collectors.joining(",", "[", "]"))));
        }
    }

    private static String key(Metric metric) {
        return metric.name().toLowerCase(Locale.ROOT);
    }

    private static String object(List<String> members) {
        return members.stream().collect(Collectors.joining(",", "{", "}"));
    }

    private static String member(String name, String value) {
        return string(name) + ":" + value;
    }

    private static String string(String text) {
        return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }
}
