package io.limpid.benchmarks.load;

import java.util.Arrays;
import java.util.stream.Collectors;

/** What a call carries. */
public enum Payload {
    /** Two numbers there, one back. */
    ADD("add", "`long add(long, long)`"),
    /** A record of ten fields, one a list of five lines, there and back. */
    ORDER("order", "a record of ten fields with five line items, there and back"),
    /** Bytes there and back. */
    KIB64("64k", "64 KiB there and back"),
    /** The same, many. */
    MIB1("1m", "1 MiB there and back");

    private final String word;
    private final String description;

    Payload(String word, String description) {
        this.word = word;
        this.description = description;
    }

    /** How many bytes are echoed; 0 if something else is called. */
    public int bytes() {
        return switch (this) {
            case ADD, ORDER -> 0;
            case KIB64 -> 64 << 10;
            case MIB1 -> 1 << 20;
        };
    }

    /** For the reader of the results. */
    public String description() {
        return description;
    }

    /**
     * Reads what {@link #toString} gives.
     *
     * @throws IllegalArgumentException if it is something else
     */
    public static Payload parse(String text) {
        for (Payload payload : values()) {
            if (payload.word.equals(text)) {
                return payload;
            }
        }
        throw new IllegalArgumentException("payload: " + text + " (expected: one of "
                + Arrays.stream(values()).map(Payload::toString).collect(Collectors.joining(", ")) + ")");
    }

    /** Gives the word for the command line. */
    @Override
    public String toString() {
        return word;
    }
}
