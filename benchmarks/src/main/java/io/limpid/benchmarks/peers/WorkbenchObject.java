package io.limpid.benchmarks.peers;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** What runs at the other side: as little as possible. */
public final class WorkbenchObject implements RepeatableWorkbench, NonBlockingWorkbench {
    /** Makes one, which has no fields. */
    public WorkbenchObject() {}

    @Override
    public long add(long a, long b) {
        return a + b;
    }

    @Override
    public Order order(Order order) {
        return order;
    }

    @Override
    public byte[] echo(byte[] bytes) {
        return bytes;
    }

    @Override
    public CompletionStage<Long> addLater(long a, long b) {
        return CompletableFuture.completedFuture(a + b);
    }

    @Override
    public CompletionStage<Order> orderLater(Order order) {
        return CompletableFuture.completedFuture(order);
    }

    @Override
    public CompletionStage<byte[]> echoLater(byte[] bytes) {
        return CompletableFuture.completedFuture(bytes);
    }
}
