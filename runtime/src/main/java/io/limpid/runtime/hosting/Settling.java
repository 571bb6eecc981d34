package io.limpid.runtime.hosting;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.limpid.runtime.invocation.Clock;
import java.util.Collection;
import java.util.concurrent.TimeUnit;

/** Turns the calls that were counted into rates when somebody asks, so that nothing runs where nobody does. Thread-safe. */
final class Settling {
    /** In less time there are too few calls to speak of a rate; the first is better than none. */
    private static final long LEAST_NANOS = TimeUnit.SECONDS.toNanos(1);

    private static final double NANOS_PER_SECOND = TimeUnit.SECONDS.toNanos(1);

    private final Clock clock;

    @GuardedBy("this")
    private long lastNanos;

    @GuardedBy("this")
    private long leastNanos = 1;

    Settling(Clock clock) {
        this.clock = clock;
        this.lastNanos = clock.nanoTime();
    }

    /** Takes what was counted since the last time into the rates. One that is left out this time has it counted later, as more. */
    synchronized void settle(Collection<? extends CallFigures> all) {
        long elapsed = clock.nanoTime() - lastNanos;
        if (elapsed < leastNanos) {
            return;
        }
        all.forEach(each -> each.settle(elapsed / NANOS_PER_SECOND));
        lastNanos += elapsed;
        leastNanos = LEAST_NANOS;
    }
}
