package io.limpid.benchmarks.load;

import java.util.EnumMap;
import java.util.Map;

/**
 * One peer under one load in one round. Immutable.
 *
 * @param values what was measured, in the metric's unit
 */
public record Sample(Map<Metric, Double> values) {
    /** Copies the values. */
    public Sample {
        values = Map.copyOf(values);
    }

    /** Puts together what both processes have seen. */
    public static Sample of(LoadResult client, Used server) {
        Map<Metric, Double> values = new EnumMap<>(Metric.class);
        double calls = client.calls();
        values.put(Metric.RATE, client.rate());
        values.put(Metric.P50, client.p50() / 1e3);
        values.put(Metric.P99, client.p99() / 1e3);
        values.put(Metric.P999, client.p999() / 1e3);
        values.put(Metric.CLIENT_CPU, client.used().cpuNanos() / 1e3 / calls);
        values.put(Metric.SERVER_CPU, server.cpuNanos() / 1e3 / calls);
        values.put(Metric.CLIENT_BYTES, client.used().bytes() / calls);
        values.put(Metric.SERVER_BYTES, server.bytes() / calls);
        values.put(Metric.SWITCHES, (client.used().switches() + server.switches()) / calls);
        return new Sample(values);
    }

    /** What was measured; not a number if it was not. */
    public double get(Metric metric) {
        return values.getOrDefault(metric, Double.NaN);
    }
}
