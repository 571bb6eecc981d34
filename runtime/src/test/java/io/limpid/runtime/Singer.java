package io.limpid.runtime;

import java.util.concurrent.atomic.AtomicInteger;

/** One of the voices. */
final class Singer implements Voice {
    private final String name;
    final AtomicInteger sung = new AtomicInteger();

    Singer(String name) {
        this.name = name;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public String sing() {
        return name + " " + sung.incrementAndGet();
    }
}
