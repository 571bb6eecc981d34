package io.limpid.runtime.simulation;

import io.limpid.runtime.invocation.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;

/** A clock that stands still until it is moved. */
public final class ManualClock implements Clock {
    /** Not zero, so that nobody takes a point in time for a span. */
    private final AtomicLong nanos = new AtomicLong(Duration.ofDays(3).toNanos());

    @Override
    public long nanoTime() {
        return nanos.get();
    }

    @Override
    public Instant wallTime() {
        return Instant.EPOCH.plusNanos(nanos.get());
    }

    /** Moves the clock on without running anything; {@link ManualScheduler#advance} does both. */
    public void moveTo(long point) {
        nanos.updateAndGet(present -> Math.max(present, point));
    }
}
