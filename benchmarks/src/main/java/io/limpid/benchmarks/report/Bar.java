package io.limpid.benchmarks.report;

import io.limpid.benchmarks.Results;
import io.limpid.benchmarks.Scenario;
import io.limpid.benchmarks.Spread;
import io.limpid.benchmarks.load.Metric;
import org.jspecify.annotations.Nullable;

/**
 * One demand on Limpid.
 *
 * @param scenario under which load
 * @param peer which of Limpid's forms
 * @param metric of what
 * @param other by whom the value is divided, round by round; null for the value itself
 * @param most whether the value is a most and not a least
 * @param value the bar
 * @param notYet whether it is known that Limpid misses it by far, so that to do so is no news
 */
record Bar(
        Scenario scenario,
        String peer,
        Metric metric,
        @Nullable String other,
        boolean most,
        double value,
        boolean notYet) {
    /** Beyond this part of the bar a miss is no noise any more. */
    private static final double FAR = 2;

    /** The same, as one that Limpid is known to miss by far. */
    Bar asNotYet() {
        return new Bar(scenario, peer, metric, other, most, value, true);
    }

    String description() {
        return scenario + ": " + metric.label() + (other == null ? "" : ", " + peer + " by " + other);
    }

    String limit() {
        return (most ? "<= " : ">= ") + Figures.figure(value);
    }

    Spread measuredBy(Results results) {
        return other == null ? results.of(scenario, peer, metric) : results.ratio(scenario, peer, other, metric);
    }

    boolean heldBy(Results results) {
        double median = measuredBy(results).median();
        return most ? median <= value : median >= value;
    }

    /** Whether it is missed by so much that no noise explains it; never a tail, which is what else the machine does. */
    boolean farMissedBy(Results results) {
        if (metric == Metric.P99 || metric == Metric.P999) {
            return false;
        }
        double median = measuredBy(results).median();
        return most ? median > value * FAR : median < value / FAR;
    }
}
