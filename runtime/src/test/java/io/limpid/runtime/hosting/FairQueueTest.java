package io.limpid.runtime.hosting;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class FairQueueTest {
    private final FairQueue<String> queue = new FairQueue<>();

    @Test
    void clientsTakeTurnsAndEachKeepsItsOrder() {
        addAll("a1", "a2", "a3", "b1", "c1", "c2");

        assertThat(takeAll()).containsExactly("a1", "b1", "c1", "a2", "c2", "a3");
    }

    @Test
    void whoIsTakenOutLosesNobodyElsesTurn() {
        addAll("a1", "a2", "b1");

        boolean removed = queue.remove('a', "a1");
        boolean again = queue.remove('a', "a1");

        assertThat(removed).isTrue();
        assertThat(again).isFalse();
        assertThat(takeAll()).containsExactly("a2", "b1");
    }

    @Test
    void whatStandsAheadCountsTheTurnsOfOthers() {
        addAll("a1", "a2", "a3", "a4", "b1");

        assertThat(queue.ahead('a')).isEqualTo(5);
        assertThat(queue.ahead('b')).isEqualTo(3);
        assertThat(queue.ahead('c')).isEqualTo(2);
        assertThat(queue.size()).isEqualTo(5);
    }

    private void addAll(String... items) {
        for (String item : items) {
            queue.add(item.charAt(0), item);
        }
    }

    private List<String> takeAll() {
        List<String> taken = new ArrayList<>();
        for (String item = queue.poll(); item != null; item = queue.poll()) {
            taken.add(item);
        }
        assertThat(queue.isEmpty()).isTrue();
        return taken;
    }
}
