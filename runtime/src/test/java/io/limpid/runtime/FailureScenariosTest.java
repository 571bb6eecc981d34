package io.limpid.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import io.limpid.runtime.ScenarioRun.Policy;
import io.limpid.runtime.ScenarioRun.Result;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeMap;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/**
 * What becomes of a call in each scenario under each policy, as a report that is checked in, so that whoever changes it sees what
 * the change does. It is written anew where {@code -Dlimpid.regenerate=true} is set.
 */
final class FailureScenariosTest {
    private static final Path REPORT = Path.of("../docs/failure-scenarios.txt");
    private static final int SEEDS = 20;
    private static final String REGENERATE =
            "mvn -pl runtime -am test -Dtest=FailureScenariosTest -Dsurefire.failIfNoSpecifiedTests=false"
                    + " -Dlimpid.regenerate=true";

    private static final String HEAD = """
            What becomes of one call when something fails.

            Each line is one call with a deadline of 5 s, made %d times with other random numbers, by the real pipeline and the real
            hosting on a simulated network, in virtual time: how it ended, how many attempts were sent, how often the method ran, and
            how long its caller waited. Methods take up to 10 ms, messages up to 2 ms. Calls without a retry budget, or without a breaker, are
            controls, and shown where they end otherwise than the default.

            Not written by hand: FailureScenariosTest compares it, and writes it anew by
            %s
            """.formatted(SEEDS, REGENERATE);

    @Test
    void theReportIsWhatHappens() throws IOException {
        String report = report();
        if (Boolean.getBoolean("limpid.regenerate")) {
            Files.writeString(REPORT, report);
        }
        Path happened = Files.writeString(Path.of("target/failure-scenarios.txt"), report);

        assertThat(happened)
                .as("calls end otherwise than %s says; if that is meant, write it anew by%n%s%n", REPORT, REGENERATE)
                .hasSameTextualContentAs(REPORT);
    }

    @Test
    void whateverFailsTheCallerIsToldTheTruth() {
        for (Scenario scenario : Scenario.values()) {
            for (Policy policy : Policy.values()) {
                for (Result result : results(scenario, policy)) {
                    String what = scenario.label + ", " + policy.label + ": " + result;
                    if (!policy.method.effect().mayRepeat()) {
                        assertThat(result.runs()).as(what).isLessThanOrEqualTo(1);
                    }
                    if (result.outcome().equals("returned")) {
                        assertThat(result.runs()).as(what).isPositive();
                    }
                    if (result.outcome().startsWith("not executed")) {
                        assertThat(result.runs()).as(what).isZero();
                    }
                    assertThat(result.millis()).as(what).isLessThanOrEqualTo(5_100);
                }
            }
        }
    }

    private static String report() {
        StringBuilder report = new StringBuilder(HEAD);
        for (Scenario scenario : Scenario.values()) {
            report.append('\n').append(scenario.label).append('\n');
            List<Result> asByDefault = results(scenario, Policy.DEFAULT);
            for (Policy policy : Policy.values()) {
                List<Result> results = results(scenario, policy);
                if (!policy.isControl() || !results.equals(asByDefault)) {
                    report.append(line(policy, results)).append('\n');
                }
            }
        }
        return report.toString();
    }

    private static List<Result> results(Scenario scenario, Policy policy) {
        return LongStream.rangeClosed(1, SEEDS)
                .mapToObj(seed -> scenario.of(new ScenarioRun(policy, seed)))
                .toList();
    }

    private static String line(Policy policy, List<Result> results) {
        TreeMap<String, Long> outcomes =
                results.stream().collect(Collectors.groupingBy(Result::outcome, TreeMap::new, Collectors.counting()));
        String outcome = outcomes.size() == 1
                ? outcomes.firstKey()
                : outcomes.entrySet().stream()
                        .map(entry -> entry.getKey() + " " + entry.getValue())
                        .collect(Collectors.joining(", "));
        return "  %-26s%-30s attempts %-7s runs %-5s %s ms"
                .formatted(
                        policy.label,
                        outcome,
                        range(results, Result::sent),
                        range(results, Result::runs),
                        range(results, Result::millis));
    }

    private static String range(List<Result> results, ToLongFunction<Result> figure) {
        var figures = results.stream().mapToLong(figure).summaryStatistics();
        return figures.getMin() == figures.getMax()
                ? Long.toString(figures.getMin())
                : figures.getMin() + "-" + figures.getMax();
    }
}
