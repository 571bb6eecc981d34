package io.limpid.benchmarks;

import io.limpid.benchmarks.load.Callers;
import io.limpid.benchmarks.load.Payload;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * One load, and one table of the results.
 *
 * @param payload what calls carry
 * @param callers who calls
 */
public record Scenario(Payload payload, Callers callers) {
    /** Those that say most; a run without options measures these. */
    static final List<Scenario> STANDARD = Stream.of(
                    "add 1",
                    "add 16",
                    "add 64",
                    "add async256",
                    "order 1",
                    "order 64",
                    "order async256",
                    "64k 1",
                    "1m 4")
            .map(Scenario::parse)
            .toList();

    /** Reads what {@link #toString} gives. */
    public static Scenario parse(String text) {
        String[] words = text.split(" ", -1);
        return new Scenario(Payload.parse(words[0]), Callers.parse(words[1]));
    }

    /** Every payload with every kind of caller; where only one of the two is given, the standard ones that have it. */
    static List<Scenario> of(List<Payload> payloads, List<Callers> callers) {
        if (payloads.isEmpty() || callers.isEmpty()) {
            List<Scenario> standard = STANDARD.stream()
                    .filter(scenario -> payloads.isEmpty() || payloads.contains(scenario.payload))
                    .filter(scenario -> callers.isEmpty() || callers.contains(scenario.callers))
                    .toList();
            if (!standard.isEmpty()) {
                return standard;
            }
            return of(payloads.isEmpty() ? List.of(Payload.ADD) : payloads, callers);
        }
        List<Scenario> all = new ArrayList<>();
        for (Payload payload : payloads) {
            for (Callers one : callers) {
                all.add(new Scenario(payload, one));
            }
        }
        return all;
    }

    /** For the reader of the results. */
    public String description() {
        return payload.description() + ", " + callers.description();
    }

    /** Gives the words for the command line. */
    @Override
    public String toString() {
        return payload + " " + callers;
    }
}
