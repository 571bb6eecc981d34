package io.limpid.runtime.completion;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.TreeMap;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

/** Whatever is put in and taken out in whatever order, it is there as it would be in a tree. */
final class BySequenceProperties {
    @Property(tries = 200)
    void isWhatATreeIs(@ForAll @Size(max = 300) List<@IntRange(min = -40, max = 80) Integer> steps) {
        BySequence<String> ring = new BySequence<>();
        TreeMap<Long, String> tree = new TreeMap<>();

        for (int step : steps) {
            // Half as many take out as put in, so that it grows over its lengths.
            long number = Math.abs(step);
            if (step < 0) {
                assertThat(ring.remove(number)).isEqualTo(tree.remove(number));
            } else {
                String value = number + " as the " + tree.size();
                ring.put(number, value);
                tree.put(number, value);
            }
            assertSame(ring, tree);
        }
    }

    @Property(tries = 200)
    void takesFromItsStartWhatCameInOrder(@ForAll @Size(max = 100) List<@IntRange(min = 0, max = 5) Integer> rounds) {
        BySequence<String> ring = new BySequence<>();
        TreeMap<Long, String> tree = new TreeMap<>();
        long next = 0;

        for (int many : rounds) {
            for (int i = 0; i < many; i++) {
                ring.put(next, "value " + next);
                tree.put(next, "value " + next);
                next++;
            }
            if (!tree.isEmpty()) {
                assertThat(ring.removeAt(0)).isEqualTo(tree.pollFirstEntry().getValue());
            }
            assertSame(ring, tree);
        }
    }

    private static void assertSame(BySequence<String> ring, TreeMap<Long, String> tree) {
        assertThat(ring.size()).isEqualTo(tree.size());
        assertThat(ring.isEmpty()).isEqualTo(tree.isEmpty());
        int rank = 0;
        for (var entry : tree.entrySet()) {
            assertThat(ring.numberAt(rank)).isEqualTo(entry.getKey());
            assertThat(ring.valueAt(rank)).isEqualTo(entry.getValue());
            assertThat(ring.get(entry.getKey())).isEqualTo(entry.getValue());
            rank++;
        }
        assertThat(ring.get(-1)).isNull();
        assertThat(ring.get(1_000_000)).isNull();
    }
}
