package io.limpid.testkit;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/** Deals out the fates of one link's attempts: first what was planned, then by chance. Thread-safe. */
final class Fates {
    private static final int WHOLE = 1_000;

    @GuardedBy("this")
    private final SplittableRandom random;

    @GuardedBy("this")
    private final Deque<Fate> planned = new ArrayDeque<>();

    @GuardedBy("this")
    private final Map<Fate, Integer> chances = new EnumMap<>(Fate.class);

    @GuardedBy("this")
    private final Map<Fate, Integer> dealt = new EnumMap<>(Fate.class);

    Fates(long seed) {
        random = new SplittableRandom(seed);
    }

    synchronized void plan(List<Fate> fates) {
        planned.addAll(fates);
    }

    synchronized void chance(Fate fate, int thousandths) {
        int others = chances.entrySet().stream()
                .filter(entry -> entry.getKey() != fate)
                .mapToInt(Map.Entry::getValue)
                .sum();
        if (thousandths < 0 || others + thousandths > WHOLE) {
            throw new IllegalArgumentException("thousandths: " + thousandths + " (expected: 0 to " + (WHOLE - others)
                    + ", which is what other fates leave)");
        }
        if (fate == Fate.PASS) {
            throw new IllegalArgumentException("fate: PASS (expected: one that is not what happens anyway)");
        }
        chances.put(fate, thousandths);
    }

    synchronized Fate next() {
        Fate fate = planned.isEmpty() ? drawn() : planned.remove();
        dealt.merge(fate, 1, Integer::sum);
        return fate;
    }

    @GuardedBy("this")
    private Fate drawn() {
        int ticket = random.nextInt(WHOLE);
        for (Map.Entry<Fate, Integer> chance : chances.entrySet()) {
            ticket -= chance.getValue();
            if (ticket < 0) {
                return chance.getKey();
            }
        }
        return Fate.PASS;
    }

    synchronized int count(Fate fate) {
        return dealt.getOrDefault(fate, 0);
    }

    /** What was planned and has met nothing yet. */
    synchronized List<Fate> left() {
        return List.copyOf(planned);
    }
}
