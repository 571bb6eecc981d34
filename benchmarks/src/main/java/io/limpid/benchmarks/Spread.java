package io.limpid.benchmarks;

import java.util.Arrays;
import java.util.stream.DoubleStream;

/**
 * What the rounds gave.
 *
 * @param least in the round with the least
 * @param median the middle one, or between the two in the middle
 * @param most in the round with the most
 */
public record Spread(double least, double median, double most) {
    /** Nothing was measured. */
    public static final Spread NONE = new Spread(Double.NaN, Double.NaN, Double.NaN);

    /** Sums up; {@link #NONE} if there is nothing, values that are not numbers left out. */
    public static Spread of(DoubleStream values) {
        double[] sorted = values.filter(value -> !Double.isNaN(value)).sorted().toArray();
        if (sorted.length == 0) {
            return NONE;
        }
        int middle = sorted.length / 2;
        double median = sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
        return new Spread(sorted[0], median, Arrays.stream(sorted).max().orElseThrow());
    }

    /** Whether anything was measured. */
    public boolean isKnown() {
        return !Double.isNaN(median);
    }
}
