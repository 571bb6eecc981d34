package io.limpid.examples.bank;

import io.limpid.Movable;

/**
 * An account in memory. It has no lock of its own: the host lets a method that changes the account have it alone. It can move to another
 * host, with what is in it.
 */
@Movable
final class VolatileAccount implements Account {
    private long cents;
    private long entries;

    /** As it is before what has moved is put in. */
    VolatileAccount() {}

    VolatileAccount(long openingCents) {
        cents = openingCents;
    }

    @Override
    public long deposit(long amount) {
        return enter(positive(amount));
    }

    @Override
    public long withdraw(long amount) {
        return enter(-positive(amount));
    }

    @Override
    public Statement statement() {
        return new Statement(cents, entries);
    }

    private long enter(long change) {
        cents = Math.addExact(cents, change);
        entries++;
        return cents;
    }

    private static long positive(long amount) {
        if (amount <= 0) {
            throw new IllegalArgumentException("amount: " + amount + " cents (expected: more than zero)");
        }
        return amount;
    }
}
