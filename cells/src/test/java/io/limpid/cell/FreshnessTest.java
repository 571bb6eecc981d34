package io.limpid.cell;

import static org.assertj.core.api.Assertions.assertThat;

import io.limpid.runtime.simulation.VirtualTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** How old a host takes its part of a cell to be, on virtual time. */
final class FreshnessTest {
    private static final UUID SELF = new UUID(1, 1);
    private static final Duration AGE = Duration.ofMillis(300);

    private final VirtualTime time = new VirtualTime();
    private final List<Asked> asked = new ArrayList<>();
    private final Freshness freshness = new Freshness(time, time, SELF, (asker, at) -> {
        asked.add(new Asked(at, new CompletableFuture<>()));
        return asked.get(asked.size() - 1).answer();
    });

    private record Asked(long at, CompletableFuture<Void> answer) {}

    private void meets(Asked mark) {
        freshness.met(SELF, mark.at());
        mark.answer().complete(null);
    }

    @Test
    void ageIsCountedFromWhenAMarkWasAskedForHoweverLateItComes() {
        assertThat(freshness.isWithin(AGE)).isFalse();
        time.advance(Duration.ofMillis(200));
        assertThat(freshness.isWithin(AGE)).isFalse();

        meets(asked.get(0));

        assertThat(freshness.isWithin(AGE)).isTrue();
        assertThat(freshness.isWithin(Duration.ofMillis(199))).isFalse();
        time.advance(Duration.ofMillis(100));
        assertThat(freshness.isWithin(AGE)).isTrue();
        time.advance(Duration.ofNanos(1));
        assertThat(freshness.isWithin(AGE)).isFalse();
    }

    @Test
    void aMarkThatAnotherOrAnEarlierOneAskedForSaysNothing() {
        freshness.isWithin(AGE);

        freshness.met(new UUID(2, 2), time.nanoTime());
        assertThat(freshness.isWithin(AGE)).isFalse();

        meets(asked.get(0));
        freshness.met(SELF, asked.get(0).at() - AGE.toNanos());
        assertThat(freshness.isWithin(AGE)).isTrue();
    }

    @Test
    void itAsksThriceInTheLeastAgeThatIsWantedAndNoMoreOnceNobodyWantsAny() {
        freshness.isWithin(Duration.ofSeconds(9));
        for (int i = 0; i < 600; i++) {
            freshness.isWithin(AGE);
            time.advance(Duration.ofMillis(5));
            meets(asked.get(asked.size() - 1));
        }
        // One comes after 3 s of the age that was wanted first.
        assertThat(asked).hasSizeBetween(2, 31);
        int before = asked.size();

        for (int i = 0; i < 5_000; i++) {
            time.advance(Duration.ofMillis(5));
            meets(asked.get(asked.size() - 1));
        }

        int after = asked.size();
        assertThat(after).isBetween(before + 15, before + 25);
        assertThat(freshness.isWithin(AGE)).isFalse();
        assertThat(asked).as("and again when somebody does").hasSize(after + 1);
    }

    @Test
    void aMarkThatWasLostIsAskedForAgain() {
        freshness.isWithin(AGE);

        asked.get(0).answer().completeExceptionally(new IllegalStateException("nobody leads"));
        time.advance(Duration.ofMillis(100));
        meets(asked.get(1));

        assertThat(freshness.isWithin(AGE)).isTrue();
    }
}
