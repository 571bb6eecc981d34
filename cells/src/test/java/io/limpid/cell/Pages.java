package io.limpid.cell;

import io.limpid.Movable;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** A logbook in memory. */
@Movable
final class Pages implements Logbook {
    private final List<Long> pages = new ArrayList<>();
    private String name = "";

    @Override
    public int write(long number) throws FullException {
        if (number < 0) {
            throw new FullException("no page for " + number);
        }
        pages.add(number);
        return pages.size();
    }

    @Override
    public List<Long> pages() {
        return pages;
    }

    @Override
    public int count() {
        return pages.size();
    }

    @Override
    public int countLately() {
        return count();
    }

    @Override
    public void name(String given) {
        name = given;
    }

    @Override
    public Drawn draw() {
        ReplicatedCall call = ReplicatedCall.current();
        return new Drawn(call.time(), call.random().nextLong());
    }

    @Override
    public void spill(long number) {
        pages.add(number);
        throw new IllegalStateException("spilt over " + name);
    }

    @Override
    public CompletionStage<Integer> writeLater(long number, boolean now) {
        if (!now) {
            return new CompletableFuture<>();
        }
        pages.add(number);
        return CompletableFuture.completedFuture(pages.size());
    }
}
