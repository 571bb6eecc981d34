package io.limpid.runtime.invocation;

import java.time.Instant;

/** The machine's clock. Stateless. */
public final class SystemClock implements Clock {
    /** Makes one. */
    public SystemClock() {}

    @Override
    public long nanoTime() {
        return System.nanoTime();
    }

    @Override
    public Instant wallTime() {
        return Instant.now();
    }

    @Override
    public String toString() {
        return "system clock";
    }
}
