package io.limpid.benchmarks.load;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Who calls.
 *
 * @param kind how they wait
 * @param count how many, or how many calls at once
 */
public record Callers(Kind kind, int count) {
    private static final Pattern FORM = Pattern.compile("(virtual|async)?(\\d{1,5})");

    /** How callers wait. */
    public enum Kind {
        /** Platform threads, each waiting for its answer. */
        BLOCKING(""),
        /** Virtual threads, each waiting for its answer; JDK 21 and newer. */
        VIRTUAL("virtual"),
        /** One thread that keeps so many calls in flight. */
        ASYNC("async");

        private final String prefix;

        Kind(String prefix) {
            this.prefix = prefix;
        }
    }

    /** Checks the count. */
    public Callers {
        if (count < 1) {
            throw new IllegalArgumentException("callers: " + count + " (expected: at least 1)");
        }
    }

    /**
     * Reads {@code 64}, {@code virtual64} or {@code async256}.
     *
     * @throws IllegalArgumentException if it is something else
     */
    public static Callers parse(String text) {
        Matcher parts = FORM.matcher(text);
        if (parts.matches()) {
            for (Kind kind : Kind.values()) {
                if (kind.prefix.equals(parts.group(1) == null ? "" : parts.group(1))) {
                    return new Callers(kind, Integer.parseInt(parts.group(2)));
                }
            }
        }
        throw new IllegalArgumentException("callers: " + text + " (expected: such as 1, 64, virtual64 or async256)");
    }

    /** For the reader of the results. */
    public String description() {
        return switch (kind) {
            case BLOCKING -> count == 1 ? "1 caller that waits" : count + " callers that wait";
            case VIRTUAL -> count + " callers that wait, on virtual threads";
            case ASYNC -> "1 caller that does not wait, " + count + " calls in flight";
        };
    }

    /** Gives the word for the command line. */
    @Override
    public String toString() {
        return kind.prefix + count;
    }
}
