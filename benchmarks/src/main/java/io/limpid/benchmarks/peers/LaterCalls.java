package io.limpid.benchmarks.peers;

import java.util.concurrent.CompletionStage;

/** The same calls for callers that do not wait. Thread-safe. */
public interface LaterCalls {
    /** Gives the sum. */
    CompletionStage<Long> add(long a, long b);

    /** Gives the order back. */
    CompletionStage<Order> order(Order order);

    /** Gives the bytes back. */
    CompletionStage<byte[]> echo(byte[] bytes);
}
