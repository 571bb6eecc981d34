package io.limpid.benchmarks.load;

import org.HdrHistogram.Histogram;

/**
 * What the calling process has seen of a load.
 *
 * @param calls all, those before measuring included
 * @param rate calls per second, while measured
 * @param p50 nanoseconds, while measured
 * @param p99 the same
 * @param p999 the same
 * @param used for all calls
 */
public record LoadResult(long calls, double rate, long p50, long p99, long p999, Used used) {
    static LoadResult of(long calls, double rate, Histogram nanos, Used used) {
        return new LoadResult(
                calls,
                rate,
                nanos.getValueAtPercentile(50),
                nanos.getValueAtPercentile(99),
                nanos.getValueAtPercentile(99.9),
                used);
    }

    /** Reads what {@link #toString} gives. */
    public static LoadResult parse(String text) {
        String[] words = text.split(" ", 6);
        return new LoadResult(
                Long.parseLong(words[0]),
                Double.parseDouble(words[1]),
                Long.parseLong(words[2]),
                Long.parseLong(words[3]),
                Long.parseLong(words[4]),
                Used.parse(words[5]));
    }

    /** Gives words on a line. */
    @Override
    public String toString() {
        return calls + " " + rate + " " + p50 + " " + p99 + " " + p999 + " " + used;
    }
}
