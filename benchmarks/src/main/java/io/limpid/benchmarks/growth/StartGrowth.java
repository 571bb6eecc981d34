package io.limpid.benchmarks.growth;

import io.limpid.benchmarks.ChildProcess;
import io.limpid.benchmarks.growth.Growth.Row;
import io.limpid.benchmarks.growth.Processes.Begun;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;

/** How long a process takes to be of use. */
final class StartGrowth {
    private final GrowthPlan plan;

    StartGrowth(GrowthPlan plan) {
        this.plan = plan;
    }

    List<Row> rows() throws IOException {
        try (Processes processes = new Processes(plan.jdk())) {
            String naming = processes.start("naming").answer();
            Begun host = processes.start("host", naming);
            host.ask("make", 1);
            host.ask("export", plan.patience().toSeconds());
            return List.of(
                    row("a client's first answer", "first", directory -> List.of(naming)),
                    row("naming, in memory", "naming", directory -> List.of()),
                    row("naming, one server, a new directory", "naming", directory -> List.of(directory.toString())));
        }
    }

    private Row row(String label, String role, Function<Path, List<String>> arguments) throws IOException {
        Values values = new Values();
        for (int i = 0; i < plan.sizes(Growth.START).get(0); i++) {
            try (Scratch scratch = Scratch.make()) {
                long begun = System.nanoTime();
                try (ChildProcess process =
                        Processes.begin(plan.jdk(), List.of(), role, arguments.apply(scratch.path()))) {
                    process.answer();
                    values.put(Figure.START, (System.nanoTime() - begun) / 1e6);
                }
            }
        }
        return values.row(Growth.START, label);
    }
}
