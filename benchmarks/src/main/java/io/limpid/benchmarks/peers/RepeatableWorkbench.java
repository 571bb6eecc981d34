package io.limpid.benchmarks.peers;

import io.limpid.Idempotent;
import io.limpid.Remote;
import java.util.concurrent.CompletionStage;

/** The same without the promise of exactly once, to see what the promise costs. */
@Remote
public interface RepeatableWorkbench extends Workbench {
    @Idempotent
    @Override
    long add(long a, long b);

    @Idempotent
    @Override
    Order order(Order order);

    @Idempotent
    @Override
    byte[] echo(byte[] bytes);

    @Idempotent
    @Override
    CompletionStage<Long> addLater(long a, long b);

    @Idempotent
    @Override
    CompletionStage<Order> orderLater(Order order);

    @Idempotent
    @Override
    CompletionStage<byte[]> echoLater(byte[] bytes);
}
