package io.limpid.benchmarks;

import io.limpid.benchmarks.load.Callers;
import io.limpid.benchmarks.load.Payload;
import io.limpid.benchmarks.peers.Peers;
import io.limpid.benchmarks.report.Bars;
import io.limpid.benchmarks.report.JsonReport;
import io.limpid.benchmarks.report.Page;
import io.limpid.benchmarks.report.TextReport;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Measures and reports. */
@Command(
        name = "benchmarks/run",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Measures what a call costs with Limpid and with its peers, each as two processes, in interleaved rounds.",
            "Results go to standard output, progress to standard error.",
            ""
        })
final class RunCommand implements Callable<Integer> {
    @Spec
    private @Nullable CommandSpec spec;

    @Option(
            names = "--peers",
            split = ",",
            paramLabel = "NAME",
            description =
                    "Who is measured; raw and grpc are what others are measured by. Default: all (--list names them).")
    private List<String> peers = new ArrayList<>();

    @Option(
            names = "--payload",
            split = ",",
            paramLabel = "WORD",
            description = "What calls carry: add, order, 64k, 1m. Default: all, each with the callers that say most.")
    private List<String> payloads = new ArrayList<>();

    @Option(
            names = "--callers",
            split = ",",
            paramLabel = "WORD",
            description = "Who calls: such as 1, 16, 64, virtual64 (JDK 21 and newer), async256.")
    private List<String> callers = new ArrayList<>();

    @Option(
            names = "--rounds",
            paramLabel = "N",
            description = "Rounds in which all take turns. Default: 5, --short: 3.")
    private @Nullable Integer rounds;

    @Option(
            names = "--forks",
            paramLabel = "N",
            description = "How many times all of it is done with new processes. Default: ${DEFAULT-VALUE}.")
    private int forks = 1;

    @Option(
            names = "--millis",
            paramLabel = "N",
            description = "How long each is measured. Default: 2000, --short: 500.")
    private @Nullable Integer millis;

    @Option(
            names = "--warm-up",
            paramLabel = "N",
            description = "Milliseconds of warm-up for each. Default: 4000, --short: 1500.")
    private @Nullable Integer warmUp;

    @Option(names = "--short", description = "A few minutes instead of half an hour.")
    private boolean brief;

    @Option(names = "--jdk", paramLabel = "HOME", description = "The JDK that the peers run on. Default: this one.")
    private @Nullable Path jdk;

    @Option(names = "--pin", paramLabel = "CORE", description = "Runs all processes on this core alone (taskset).")
    private @Nullable Integer core;

    @Option(names = "--json", description = "Prints one JSON object instead of tables.")
    private boolean json;

    @Option(
            names = "--page",
            paramLabel = "FILE",
            description = "Also writes the results into this page, with plots beside it.")
    private @Nullable Path page;

    @Option(
            names = "--check",
            description =
                    "Fails if Limpid misses one of its bars by more than a factor of two, in two runs, that it is not known to miss so.")
    private boolean check;

    @Option(names = "--list", description = "Says who can be measured, and how each is set up.")
    private boolean list;

    @Override
    public Integer call() throws IOException {
        if (list) {
            Peers.all().forEach(peer -> System.out.println(peer.name() + ": " + peer.configuration()));
            return 0;
        }
        Plan plan = plan();
        System.err.println("about " + plan.takes().toMinutes() + " minutes");
        Contest contest = new Contest(plan, System.err::println);
        Results results = contest.run();
        System.out.println(json ? JsonReport.of(results) : TextReport.of(results));
        if (page != null) {
            Page.write(results, commandLine(), page);
        }
        return check ? judge(contest, results) : 0;
    }

    /** What is missed by far is measured once more: what only one of two runs has missed, the machine was too busy for. */
    private static int judge(Contest contest, Results first) throws IOException {
        List<Results> runs = new ArrayList<>(List.of(first));
        Bars.farMissedAsKnownByAll(runs).forEach(bar -> System.err.println("missed by far, as is known: " + bar));
        if (!Bars.farMissedByAll(runs).isEmpty()) {
            Bars.farMissedByAll(runs).forEach(bar -> System.err.println("measured again: " + bar));
            runs.add(contest.run());
        }
        List<String> missed = Bars.farMissedByAll(runs);
        missed.forEach(bar -> System.err.println("missed by far: " + bar));
        return missed.isEmpty() ? 0 : 1;
    }

    private Plan plan() throws IOException {
        try {
            return new Plan(
                    jdk == null ? Jdk.current() : Jdk.at(jdk),
                    peers.isEmpty() ? Peers.all() : map(peers, Peers::named),
                    Scenario.of(map(payloads, Payload::parse), map(callers, Callers::parse)),
                    forks,
                    rounds != null ? rounds : brief ? 3 : 5,
                    Duration.ofMillis(warmUp != null ? warmUp : brief ? 1500 : 4000),
                    Duration.ofMillis(millis != null ? millis : brief ? 500 : 2000),
                    core == null ? List.of() : List.of("taskset", "-c", core.toString()));
        } catch (IllegalArgumentException e) {
            if (spec == null) {
                throw e;
            }
            throw new ParameterException(spec.commandLine(), e.getMessage(), e);
        }
    }

    private static <T> List<T> map(List<String> words, Function<String, T> meaning) {
        return words.stream().map(meaning).toList();
    }

    private String commandLine() {
        List<String> arguments =
                spec == null ? List.of() : spec.commandLine().getParseResult().originalArgs();
        return "benchmarks/run " + String.join(" ", arguments);
    }
}
