package io.limpid.runtime;

import io.limpid.Movable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** A till that moves with all that is in it. */
@Movable
class Purse implements Till {
    private long sum;
    private byte[] ballast;

    /** Where this one is, and what happens there; not of its state. */
    transient volatile Runnable onDeposit = () -> {};

    Purse() {
        this(0);
    }

    Purse(int ballastBytes) {
        ballast = new byte[ballastBytes];
    }

    @Override
    public long deposit(long cents) {
        onDeposit.run();
        sum += cents;
        return sum;
    }

    @Override
    public long balance() {
        return sum;
    }

    @Override
    public CompletionStage<Long> audit() {
        return CompletableFuture.completedFuture((long) ballast.length);
    }

    @Override
    public void shut(String reason) {
        ballast = new byte[0];
    }

    @Override
    public long count() {
        throw new IllegalStateException("stuck");
    }

    @Override
    public void jam() {
        throw new UnsupportedOperationException();
    }
}
