package io.limpid.benchmarks;

import io.limpid.benchmarks.load.Metric;
import io.limpid.benchmarks.load.Sample;
import io.limpid.benchmarks.peers.Peer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.DoubleStream;

/** All samples of a run. Filled by one thread. */
public final class Results {
    private final Plan plan;
    private final Map<Key, SortedMap<Integer, Sample>> samples = new HashMap<>();

    Results(Plan plan) {
        this.plan = plan;
    }

    private record Key(Scenario scenario, String peer) {}

    void add(Scenario scenario, Peer peer, int round, Sample sample) {
        rounds(scenario, peer.name()).put(round, sample);
    }

    /** What was to be measured. */
    public Plan plan() {
        return plan;
    }

    /** Who has been measured under this load, in the plan's order. */
    public List<Peer> peers(Scenario scenario) {
        return plan.peers().stream()
                .filter(peer -> !rounds(scenario, peer.name()).isEmpty())
                .toList();
    }

    /** What the rounds gave. */
    public Spread of(Scenario scenario, String peer, Metric metric) {
        return Spread.of(rounds(scenario, peer).values().stream().mapToDouble(sample -> sample.get(metric)));
    }

    /** The same divided by another peer's, each round by itself. */
    public Spread ratio(Scenario scenario, String peer, String other, Metric metric) {
        SortedMap<Integer, Sample> others = rounds(scenario, other);
        DoubleStream.Builder ratios = DoubleStream.builder();
        rounds(scenario, peer).forEach((round, sample) -> {
            Sample measure = others.get(round);
            if (measure != null) {
                ratios.add(sample.get(metric) / measure.get(metric));
            }
        });
        return Spread.of(ratios.build());
    }

    private SortedMap<Integer, Sample> rounds(Scenario scenario, String peer) {
        return samples.computeIfAbsent(new Key(scenario, peer), key -> new TreeMap<>());
    }
}
