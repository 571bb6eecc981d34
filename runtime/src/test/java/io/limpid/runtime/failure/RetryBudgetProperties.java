package io.limpid.runtime.failure;

import static org.assertj.core.api.Assertions.assertThat;

import io.limpid.runtime.simulation.VirtualTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** Whatever comes in whatever order: no window holds more retries than it may, and none is refused that may be had. */
final class RetryBudgetProperties {
    private static final long WINDOW = TimeUnit.SECONDS.toNanos(10);
    private static final long SLICE = TimeUnit.SECONDS.toNanos(1);

    @Property(tries = 100)
    void noWindowHoldsMoreThanItsShareAndNoneLess(@ForAll long seed) {
        Random random = new Random(seed);
        VirtualTime clock = new VirtualTime();
        RetryBudget budget = new RetryBudget(clock);
        List<Long> answers = new ArrayList<>();
        List<Long> retries = new ArrayList<>();

        for (int step = 0; step < 2_000; step++) {
            clock.pass(Duration.ofNanos(random.nextLong(random.nextInt(20) == 0 ? 3 * SLICE : SLICE / 50)));
            long now = clock.nanoTime();
            if (random.nextInt(3) == 0) {
                budget.earn();
                answers.add(now);
            } else if (budget.spend()) {
                retries.add(now);
                assertThat(since(retries, now - WINDOW)).isLessThanOrEqualTo(allowed(answers, now - WINDOW - SLICE));
            } else {
                assertThat(since(retries, now - WINDOW - SLICE)).isGreaterThanOrEqualTo(allowed(answers, now - WINDOW));
            }
        }
    }

    private static long allowed(List<Long> answers, long from) {
        return 100 + since(answers, from) / 5;
    }

    private static long since(List<Long> points, long from) {
        long count = 0;
        for (int i = points.size() - 1; i >= 0 && points.get(i) > from; i--) {
            count++;
        }
        return count;
    }
}
