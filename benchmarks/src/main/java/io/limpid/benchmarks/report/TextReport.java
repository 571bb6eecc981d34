package io.limpid.benchmarks.report;

import io.limpid.benchmarks.Results;
import io.limpid.benchmarks.Scenario;

/** Results for a terminal. */
public final class TextReport {
    private TextReport() {}

    /** Gives them. */
    public static String of(Results results) {
        StringBuilder text = new StringBuilder();
        for (Scenario scenario : results.plan().scenarios()) {
            text.append(scenario).append(": ").append(scenario.description()).append('\n');
            text.append(Tables.of(results, scenario).asText()).append('\n');
        }
        Table bars = Tables.bars(results);
        if (!bars.rows().isEmpty()) {
            text.append("bars\n").append(bars.asText()).append('\n');
        }
        return text.append("Medians of ")
                .append(results.plan().rounds() * results.plan().forks())
                .append(" rounds (least–most); ratios are formed within each round.\n")
                .toString();
    }
}
