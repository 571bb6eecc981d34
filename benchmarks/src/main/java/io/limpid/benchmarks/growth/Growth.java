package io.limpid.benchmarks.growth;

import io.limpid.benchmarks.Spread;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What there may be many of. */
public enum Growth {
    /** At one host. */
    OBJECTS(
            "exported objects",
            "so many objects at one host, in naming; a client calls those it has looked up, at most 10,000, at random",
            List.of(1, 1_000, 100_000, 1_000_000),
            List.of(1, 2_000),
            calls(Figure.EXPORT_RATE, Figure.OBJECT_BYTES)),
    /** Known to one client. */
    NAMES(
            "bound names",
            "so many names that a client has called, and calls at random (`rememberedNames` allows two million); the host has as many objects in"
                    + " each row",
            List.of(1, 10_000, 1_000_000),
            List.of(1, 2_000),
            calls(Figure.FIRST_RATE, Figure.STUB_BYTES, Figure.NAME_BYTES)),
    /** To one host. */
    CONNECTIONS(
            "idle connections",
            "so many connections of another process to the host, over TCP, which have greeted and say nothing; one object, one client",
            List.of(0, 1_000, 10_000),
            List.of(0, 300),
            calls(Figure.CONNECTION_HEAP, Figure.CONNECTION_DIRECT, Figure.CONNECTION_BYTES, Figure.IDLE_CPU)),
    /** Of one host. */
    CLIENTS(
            "clients",
            "so many clients, each with its id and its connection, in one calling process whose callers take one at random for each call; one"
                    + " object",
            List.of(1, 16, 256),
            List.of(1, 4),
            calls()),
    /** Kept by naming. */
    NAMING(
            "names in naming",
            "one server and three, each a process with its log in a directory of its own; 64 threads of one process ask",
            List.of(1_000, 1_000_000),
            List.of(100),
            List.of(Figure.FILL_RATE, Figure.BIND_RATE, Figure.FIND_RATE, Figure.RESOLVE_RATE, Figure.NAMED_BYTES)),
    /** Of a process. */
    START(
            "start",
            "from the start of the process, with the JVM's defaults, until it has printed the answer to its first call, or that naming serves;"
                    + " medians of starts one after the other",
            List.of(5),
            List.of(1),
            List.of(Figure.START));

    private final String title;
    private final String description;
    private final List<Integer> sizes;
    private final List<Integer> briefSizes;
    private final List<Figure> figures;

    Growth(String title, String description, List<Integer> sizes, List<Integer> briefSizes, List<Figure> figures) {
        this.title = title;
        this.description = description;
        this.sizes = sizes;
        this.briefSizes = briefSizes;
        this.figures = figures;
    }

    private static List<Figure> calls(Figure... further) {
        List<Figure> figures = new ArrayList<>(List.of(
                Figure.ALONE_RATE,
                Figure.ALONE_CLIENT_CPU,
                Figure.ALONE_HOST_CPU,
                Figure.TOGETHER_RATE,
                Figure.TOGETHER_CLIENT_CPU,
                Figure.TOGETHER_HOST_CPU));
        figures.addAll(Arrays.asList(further));
        return List.copyOf(figures);
    }

    /**
     * Reads the word by which it is asked for.
     *
     * @throws IllegalArgumentException if it is none
     */
    public static Growth named(String word) {
        return Arrays.stream(values())
                .filter(growth -> growth.word().equals(word))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("growth: " + word + " (expected: one of "
                        + String.join(
                                ", ", Arrays.stream(values()).map(Growth::word).toList()) + ")"));
    }

    /** By which it is asked for on the command line. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** For the heading. */
    public String title() {
        return title;
    }

    /** For the reader of the results. */
    public String description() {
        return description;
    }

    /** In which numbers it is measured; of {@link #START}, how many times. */
    public List<Integer> sizes(boolean brief) {
        return brief ? briefSizes : sizes;
    }

    /** What is measured, in the order of the columns. */
    public List<Figure> figures() {
        return figures;
    }

    /**
     * What was measured in one number. Immutable.
     *
     * @param growth of what
     * @param label which number
     * @param values what came out; what was not measured is left out
     * @param remark what the reader has to know of it; empty if nothing
     */
    public record Row(Growth growth, String label, Map<Figure, Spread> values, String remark) {
        /** Copies the values. */
        public Row {
            values = Map.copyOf(values);
        }

        /** Gives a number of something, for a label. */
        static String count(long number, String what) {
            return String.format(Locale.ROOT, "%,d %s%s", number, what, number == 1 ? "" : "s");
        }

        /** Gives one. */
        public Spread of(Figure figure) {
            return values.getOrDefault(figure, Spread.NONE);
        }
    }
}
