package io.limpid.runtime;

import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;

/** One of the voices. */
final class Singer implements Voice {
    private final String name;
    final AtomicInteger sung = new AtomicInteger();
    volatile String song = "";

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

    @Override
    public void learn(String given) {
        song = given;
    }

    @Override
    public String song() {
        return song;
    }

    @Override
    public CompletionStage<Set<String>> names() {
        return CompletableFuture.completedFuture(Set.of(name));
    }

    @Override
    public String together() {
        return name;
    }

    @Override
    public String hedged() {
        return name;
    }

    @Override
    public String forked() {
        return name;
    }

    @Override
    public String singOnce() {
        return sing();
    }

    @Override
    public String singTo(String listener) {
        return name;
    }
}
