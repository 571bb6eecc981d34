package io.limpid.benchmarks;

import io.limpid.benchmarks.growth.Growth;
import io.limpid.benchmarks.growth.Growth.Row;
import io.limpid.benchmarks.growth.GrowthPlan;
import io.limpid.benchmarks.growth.GrowthRun;
import io.limpid.benchmarks.report.GrowthReport;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Measures what a call costs, and what is held, when there are many of something. */
@Command(
        name = "growth",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Measures what a call costs, and what is held, when there are many of something, each with processes of its own.",
            "Results go to standard output, progress to standard error.",
            ""
        })
final class GrowthCommand implements Callable<Integer> {
    @Spec
    private @Nullable CommandSpec spec;

    @Parameters(
            paramLabel = "GROWTH",
            description = "What grows: objects, names, connections, clients, naming, start. Default: all.")
    private List<String> words = new ArrayList<>();

    @Option(names = "--short", description = "Small numbers, for moments: shows that it works, and measures nothing.")
    private boolean brief;

    @Option(
            names = "--largest",
            paramLabel = "N",
            description = "Instead of larger numbers takes this one. Default: ${DEFAULT-VALUE}.")
    private int largest = 1_000_000;

    @Option(names = "--jdk", paramLabel = "HOME", description = "The JDK that the processes run on. Default: this one.")
    private @Nullable Path jdk;

    @Option(names = "--json", description = "Prints one JSON object instead of tables.")
    private boolean json;

    @Option(names = "--page", paramLabel = "FILE", description = "Also writes the results into this page.")
    private @Nullable Path page;

    @Override
    public Integer call() throws IOException {
        GrowthPlan plan = plan();
        List<Row> rows = new GrowthRun(plan, System.err::println).run();
        GrowthReport report = new GrowthReport(plan.jdk(), rows);
        System.out.println(json ? report.asJson() : report.asText());
        if (page != null) {
            report.writeTo(page, commandLine());
        }
        return 0;
    }

    private GrowthPlan plan() throws IOException {
        try {
            return new GrowthPlan(
                    jdk == null ? Jdk.current() : Jdk.at(jdk),
                    words.isEmpty()
                            ? List.of(Growth.values())
                            : words.stream().map(Growth::named).toList(),
                    brief,
                    largest);
        } catch (IllegalArgumentException e) {
            if (spec == null) {
                throw e;
            }
            throw new ParameterException(spec.commandLine(), e.getMessage(), e);
        }
    }

    private String commandLine() {
        List<String> arguments = spec == null
                ? List.of()
                : spec.root().commandLine().getParseResult().originalArgs();
        return "benchmarks/run " + String.join(" ", arguments);
    }
}
