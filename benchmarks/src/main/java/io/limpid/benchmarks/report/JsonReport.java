package io.limpid.benchmarks.report;

import io.limpid.benchmarks.Results;
import io.limpid.benchmarks.Scenario;
import io.limpid.benchmarks.Spread;
import io.limpid.benchmarks.load.Metric;
import io.limpid.benchmarks.peers.Peer;
import java.util.ArrayList;
import java.util.List;

/** Results for a program: one object; what was not measured is left out. */
public final class JsonReport {
    private JsonReport() {}

    /** Gives them on one line. */
    public static String of(Results results) {
        return Json.object(List.of(
                Json.member("machine", Json.string(Machine.describe())),
                Json.member("jdk", Json.string(results.plan().jdk().version())),
                Json.member(
                        "rounds",
                        Integer.toString(
                                results.plan().rounds() * results.plan().forks())),
                Json.member(
                        "scenarios",
                        Json.object(results.plan().scenarios().stream()
                                .map(scenario -> Json.member(scenario.toString(), peers(results, scenario)))
                                .toList()))));
    }

    private static String peers(Results results, Scenario scenario) {
        return Json.object(results.peers(scenario).stream()
                .map(peer -> Json.member(peer.name(), metrics(results, scenario, peer)))
                .toList());
    }

    private static String metrics(Results results, Scenario scenario, Peer peer) {
        List<String> members = new ArrayList<>();
        for (Metric metric : Metric.values()) {
            add(members, Json.key(metric), results.of(scenario, peer.name(), metric));
            for (String other : Tables.YARDSTICKS) {
                add(members, Json.key(metric) + "_by_" + other, results.ratio(scenario, peer.name(), other, metric));
            }
        }
        return Json.object(members);
    }

    private static void add(List<String> members, String key, Spread spread) {
        // A quotient of two zeros is no number, that of one is none in JSON.
        if (Double.isFinite(spread.least()) && Double.isFinite(spread.most())) {
            members.add(Json.member(key, Json.spread(spread)));
        }
    }
}
