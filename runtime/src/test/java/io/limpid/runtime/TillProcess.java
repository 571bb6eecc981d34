package io.limpid.runtime;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;

/** A till, and a process that holds one and ends when its input does. */
class TillProcess implements Till {
    private final CountDownLatch never = new CountDownLatch(1);
    private long sum;
    private String shut = "";

    @Override
    public long deposit(long cents) throws ShutException {
        if (!shut.isEmpty()) {
            throw new ShutException(shut, sum);
        }
        sum += cents;
        return sum;
    }

    @Override
    public long balance() {
        return sum;
    }

    @Override
    public CompletionStage<Long> audit() {
        return CompletableFuture.completedFuture(sum);
    }

    @Override
    public void shut(String reason) {
        shut = reason;
    }

    @Override
    public long count() {
        throw new IllegalStateException("the drawer is stuck");
    }

    @Override
    public void jam() {
        try {
            never.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Exports a till and tells where. */
    public static void main(String[] arguments) throws Exception {
        try (Host host = Host.builder().name("till-host").open()) {
            host.export("shop/till", Till.class, new TillProcess());
            System.out.println("at " + host.endpoint());
            System.in.read();
        }
    }
}
