package io.limpid.benchmarks.growth;

import io.limpid.benchmarks.Spread;
import io.limpid.benchmarks.growth.Growth.Row;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** What was measured of a row so far, some of it in several rounds. For one thread. */
final class Values {
    private final Map<Figure, List<Double>> all = new EnumMap<>(Figure.class);
    private String remark = "";

    /** Adds what one round gave; not a number if it gave nothing. */
    void put(Figure figure, double value) {
        all.computeIfAbsent(figure, key -> new ArrayList<>()).add(value);
    }

    /** Tells the reader something about this row. */
    void remark(String text) {
        remark = text;
    }

    Row row(Growth growth, String label) {
        Map<Figure, Spread> spreads = new EnumMap<>(Figure.class);
        all.forEach((figure, values) ->
                spreads.put(figure, Spread.of(values.stream().mapToDouble(Double::doubleValue))));
        return new Row(growth, label, spreads, remark);
    }
}
