package io.limpid.benchmarks.report;

import io.limpid.benchmarks.Spread;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;

/** The few forms of JSON that reports need. */
final class Json {
    private Json() {}

    static String object(List<String> members) {
        return members.stream().collect(Collectors.joining(",", "{", "}"));
    }

    static String member(String name, String value) {
        return string(name) + ":" + value;
    }

    static String string(String text) {
        return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }

    /** By what a program asks for a constant. */
    static String key(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }

    /** Median, least, most. */
    static String spread(Spread spread) {
        return DoubleStream.of(spread.median(), spread.least(), spread.most())
                .mapToObj(value -> String.format(Locale.ROOT, "%.4f", value))
                .collect(Collectors.joining(",", "[", "]"));
    }
}
