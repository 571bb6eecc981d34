package io.limpid.runtime.failure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.DoubleSummaryStatistics;
import java.util.Random;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

final class BackoffTest {
    private final Backoff backoff = new Backoff(Duration.ofMillis(10), Duration.ofSeconds(1));

    @Property
    void theWaitLiesBetweenNothingAndADoublingCeiling(
            @ForAll long seed, @ForAll @IntRange(min = 1, max = 1_000_000) int failures) {
        Duration wait = backoff.afterFailure(failures, new Random(seed));

        long ceiling = Math.min(1_000, 10L << Math.min(failures - 1, 20));
        assertThat(wait).isBetween(Duration.ZERO, Duration.ofMillis(ceiling));
    }

    @Test
    void theWaitIsSpreadOverTheWholeRange() {
        Random random = new Random(7);
        DoubleSummaryStatistics millis = IntStream.range(0, 10_000)
                .mapToDouble(i -> backoff.afterFailure(4, random).toNanos() / 1e6)
                .summaryStatistics();

        assertThat(millis.getMin()).isLessThan(2);
        assertThat(millis.getMax()).isGreaterThan(78).isLessThanOrEqualTo(80);
        assertThat(millis.getAverage()).isBetween(38.0, 42.0);
    }

    @Test
    void aCeilingThatShrinksIsRefused() {
        assertThatThrownBy(() -> new Backoff(Duration.ofSeconds(2), Duration.ofSeconds(1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("backoff: PT2S to PT1S (expected: 0 < first <= longest)");
    }
}
