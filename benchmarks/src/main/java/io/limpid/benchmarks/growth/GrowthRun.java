package io.limpid.benchmarks.growth;

import io.limpid.benchmarks.growth.Growth.Row;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Measures one growth after the other, each with new processes. */
public final class GrowthRun {
    private final GrowthPlan plan;
    private final Consumer<String> progress;

    /** @param progress is told what is measured */
    public GrowthRun(GrowthPlan plan, Consumer<String> progress) {
        this.plan = plan;
        this.progress = progress;
    }

    /** Gives the rows of all, in the plan's order. */
    public List<Row> run() throws IOException {
        CallGrowths calls = new CallGrowths(plan);
        List<Row> rows = new ArrayList<>();
        for (Growth growth : plan.growths()) {
            progress.accept("measuring " + growth.title());
            rows.addAll(
                    switch (growth) {
                        case OBJECTS -> calls.objects();
                        case NAMES -> calls.names();
                        case CONNECTIONS -> calls.connections();
                        case CLIENTS -> calls.clients();
                        case NAMING -> new NamingGrowth(plan).rows();
                        case START -> new StartGrowth(plan).rows();
                    });
        }
        return rows;
    }
}
