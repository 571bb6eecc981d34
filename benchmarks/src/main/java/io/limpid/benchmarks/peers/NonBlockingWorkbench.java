package io.limpid.benchmarks.peers;

import io.limpid.NonBlocking;
import io.limpid.Remote;
import java.util.concurrent.CompletionStage;

/** The same with methods that promise to wait for nothing, to see what the promise wins. */
@Remote
public interface NonBlockingWorkbench extends Workbench {
    @NonBlocking
    @Override
    long add(long a, long b);

    @NonBlocking
    @Override
    Order order(Order order);

    @NonBlocking
    @Override
    byte[] echo(byte[] bytes);

    @NonBlocking
    @Override
    CompletionStage<Long> addLater(long a, long b);

    @NonBlocking
    @Override
    CompletionStage<Order> orderLater(Order order);

    @NonBlocking
    @Override
    CompletionStage<byte[]> echoLater(byte[] bytes);
}
