package io.limpid.naming.server;

import io.limpid.Movable;

/** Counts wherever it is, and carries some weight. */
@Movable
final class MovingCounter implements Counter {
    private final byte[] ballast;
    private long value;

    MovingCounter() {
        this(0);
    }

    MovingCounter(int bytes) {
        ballast = new byte[bytes];
    }

    @Override
    public long add(long amount) {
        value += amount;
        return value;
    }

    @Override
    public long value() {
        return value + (ballast.length == 0 ? Long.MIN_VALUE : 0);
    }
}
