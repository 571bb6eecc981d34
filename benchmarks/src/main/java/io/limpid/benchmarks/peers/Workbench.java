package io.limpid.benchmarks.peers;

import io.limpid.Remote;
import java.util.concurrent.CompletionStage;

/** Limpid's side, as a user writes it: each call exactly once, which is the default. */
@Remote
public interface Workbench {
    /** Gives the sum. */
    long add(long a, long b);

    /** Gives the order back. */
    Order order(Order order);

    /** Gives the bytes back. */
    byte[] echo(byte[] bytes);

    /** Gives the sum, to a caller that does not wait. */
    CompletionStage<Long> addLater(long a, long b);

    /** Gives the order back, to a caller that does not wait. */
    CompletionStage<Order> orderLater(Order order);

    /** Gives the bytes back, to a caller that does not wait. */
    CompletionStage<byte[]> echoLater(byte[] bytes);
}
