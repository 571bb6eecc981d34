package io.limpid.examples.quickstart;

import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** An account in memory. No locks: its host lets a method that changes it have it alone. */
final class SavingsAccount implements Account {
    private final List<Long> deposits = new ArrayList<>();
    private String owner;
    private boolean closed;

    SavingsAccount(String owner) {
        this.owner = owner;
    }

    @Override
    public long deposit(long cents) throws AccountClosedException {
        if (closed) {
            throw new AccountClosedException(owner);
        }
        deposits.add(cents);
        return balance().cents();
    }

    @Override
    public Balance balance() {
        return new Balance(owner, deposits.stream().mapToLong(Long::longValue).sum());
    }

    @Override
    public void rename(String newOwner) {
        owner = newOwner;
    }

    @Override
    public CompletionStage<Statement> statement(YearMonth month) {
        return CompletableFuture.completedFuture(new Statement(month, List.copyOf(deposits)));
    }

    void close() {
        closed = true;
    }
}
