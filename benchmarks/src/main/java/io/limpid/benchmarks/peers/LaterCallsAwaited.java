package io.limpid.benchmarks.peers;

/** A caller that waits, at a peer whose calls do not. */
record LaterCallsAwaited(LaterCalls calls) implements Calls {
    @Override
    public long add(long a, long b) throws Exception {
        return calls.add(a, b).toCompletableFuture().get();
    }

    @Override
    public Order order(Order order) throws Exception {
        return calls.order(order).toCompletableFuture().get();
    }

    @Override
    public byte[] echo(byte[] bytes) throws Exception {
        return calls.echo(bytes).toCompletableFuture().get();
    }
}
