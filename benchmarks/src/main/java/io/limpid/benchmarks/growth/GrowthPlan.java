package io.limpid.benchmarks.growth;

import io.limpid.benchmarks.Jdk;
import java.time.Duration;
import java.util.List;

/**
 * What a run measures.
 *
 * @param jdk what the processes run on
 * @param growths in this order
 * @param brief whether in small numbers, and for moments
 * @param largest of larger numbers than this it takes this one
 */
public record GrowthPlan(Jdk jdk, List<Growth> growths, boolean brief, int largest) {
    /** Copies the growths. */
    public GrowthPlan {
        growths = List.copyOf(growths);
        if (largest < 1) {
            throw new IllegalArgumentException("largest: " + largest + " (expected: at least 1)");
        }
    }

    /** In which numbers. */
    List<Integer> sizes(Growth growth) {
        return growth.sizes(brief).stream()
                .map(size -> growth == Growth.START ? size : Math.min(size, largest))
                .distinct()
                .toList();
    }

    /** How often each load is measured. */
    int rounds() {
        return brief ? 1 : 3;
    }

    /** How long each load runs before it is measured in rounds. */
    Duration warmUp() {
        return Duration.ofMillis(brief ? 200 : 5_000);
    }

    /** How long each round is measured. */
    Duration span() {
        return Duration.ofMillis(brief ? 200 : 2_000);
    }

    /** By how many, at least, memory is divided, and time: what the process does anyway is to be little against theirs. */
    int leastDivisor() {
        return brief ? 100 : 5_000;
    }

    /** How long exporting or binding may take before it goes on with what there is. */
    Duration patience() {
        return Duration.ofSeconds(brief ? 20 : 300);
    }
}
