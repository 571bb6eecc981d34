package io.limpid.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import io.limpid.runtime.CancelRun.State;
import io.limpid.runtime.check.Trials;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Whenever a caller cancels, its call ends once and truly, and leaves nothing behind. */
final class CancelRacesTest {
    private static final int SEEDS = Trials.of(2_000, 10_000);

    @Test
    void aCallThatIsCancelledInAnyStateEndsOnceAndLeavesNothing() {
        Map<State, Integer> cancelled = new EnumMap<>(State.class);
        Map<String, Integer> outcomes = new TreeMap<>();
        long only = Long.getLong("limpid.seed", -1);
        for (long seed = only < 0 ? 0 : only; seed < (only < 0 ? SEEDS : only + 1); seed++) {
            CancelRun run = new CancelRun(seed);

            run.toTheEnd();

            String again = "seed " + seed + "; run it again with -Dtest=CancelRacesTest -Dlimpid.seed=" + seed;
            assertThat(run.complaints()).as(again).isEmpty();
            run.cancelledIn.forEach(state -> cancelled.merge(state, 1, Integer::sum));
            run.outcomes().forEach(outcome -> outcomes.merge(outcome.getClass().getSimpleName(), 1, Integer::sum));
        }

        System.out.println("cancelled: " + cancelled + ", outcomes: " + outcomes);
        if (only < 0) {
            assertThat(cancelled).containsOnlyKeys(Arrays.asList(State.values()));
            assertThat(cancelled.values()).allSatisfy(count -> assertThat(count).isGreaterThan(SEEDS / 100));
        }
    }
}
