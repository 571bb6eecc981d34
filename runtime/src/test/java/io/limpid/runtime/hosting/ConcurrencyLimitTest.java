package io.limpid.runtime.hosting;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Methods of a model: {@code PROCESSORS} share the computing, waiting costs nothing. */
final class ConcurrencyLimitTest {
    private static final int PROCESSORS = 2;
    private static final long MILLI = TimeUnit.MILLISECONDS.toNanos(1);

    private final ConcurrencyLimit limit = new ConcurrencyLimit(32, 4_096);
    private long now = MILLI;

    @Test
    void methodsThatOnlyWaitGetAllThatTheyAskFor() {
        run(30, 10_000, 100 * MILLI, 0);

        assertThat(limit.present()).isGreaterThan(2_000);
    }

    @Test
    void methodsThatComputeAreKeptToFewOnceTheyCrowdEachOther() {
        run(5, 2, 0, MILLI);

        run(10, 10_000, 0, MILLI);

        assertThat(limit.present()).isLessThan(64);
        assertThat(limit.typicalNanos()).isGreaterThan(MILLI);
    }

    @Test
    void aHostThatIsNotCrowdedKeepsItsLimit() {
        int before = limit.present();

        run(10, 4, 0, MILLI);

        assertThat(limit.present()).isEqualTo(before);
    }

    @Test
    void aFixedNumberStaysFixed() {
        ConcurrencyLimit one = new ConcurrencyLimit(1, 1);

        assertThat(one.present()).isEqualTo(1);
    }

    /** So many seconds in which so many would run if they may. */
    private void run(int seconds, int wanted, long waiting, long computing) {
        long end = now + TimeUnit.SECONDS.toNanos(seconds);
        while (now < end) {
            int running = Math.min(wanted, limit.present());
            long nanos = waiting + computing * Math.max(1, running / PROCESSORS);
            now += Math.max(1, nanos / running);
            limit.ran(now, nanos, running);
        }
    }
}
