package io.limpid.runtime.check;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Compares what callers were told of their appends, each of its own number, with what was appended: what was acknowledged is there
 * exactly once, what is unknown or failed at most once, what was "not executed" never, and nothing is there that nobody asked for. Linear.
 */
public final class AppendCheck {
    private final Map<Integer, Told> told = new HashMap<>();
    private final long[] counts = new long[Told.values().length];

    /** What a caller was told. */
    public enum Told {
        RETURNED,
        UNKNOWN,
        THREW,
        NOT_EXECUTED
    }

    /** Notes what the caller of an append was told. */
    public void told(int number, Told outcome) {
        if (told.put(number, outcome) != null) {
            throw new IllegalArgumentException("number: " + number + " (expected: one that was not used yet)");
        }
        counts[outcome.ordinal()]++;
    }

    /** How many callers were told this. */
    public long count(Told outcome) {
        return counts[outcome.ordinal()];
    }

    /** Everything that must not be, one sentence each; empty if all is well. */
    public List<String> complaints(List<Integer> appended) {
        Map<Integer, Integer> times = new HashMap<>();
        appended.forEach(number -> times.merge(number, 1, Integer::sum));
        List<String> complaints = new ArrayList<>();
        times.keySet().stream()
                .filter(number -> !told.containsKey(number))
                .sorted()
                .forEach(number -> complaints.add(number + " was appended, and no caller has an outcome"));
        told.keySet().stream().sorted().forEach(number -> {
            int count = times.getOrDefault(number, 0);
            Told outcome = told.get(number);
            boolean right = switch (outcome) {
                case RETURNED -> count == 1;
                case UNKNOWN, THREW -> count <= 1;
                case NOT_EXECUTED -> count == 0;
            };
            if (!right) {
                complaints.add(number + " was appended " + count + " times, and its caller was told " + outcome);
            }
        });
        return complaints;
    }
}
