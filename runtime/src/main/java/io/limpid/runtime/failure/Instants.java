package io.limpid.runtime.failure;

import io.limpid.runtime.invocation.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/** Our monotonic time in the form that the breaker's library asks for, so that a jump of the wall clock neither opens nor closes one. */
final class Instants extends java.time.Clock {
    private final Clock clock;

    Instants(Clock clock) {
        this.clock = clock;
    }

    @Override
    public Instant instant() {
        return Instant.EPOCH.plusNanos(clock.nanoTime());
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    @Override
    public java.time.Clock withZone(ZoneId zone) {
        return this;
    }
}
