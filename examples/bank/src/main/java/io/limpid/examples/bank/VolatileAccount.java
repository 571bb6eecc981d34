package io.limpid.examples.bank;

/**
 * An account in memory. It has no lock of its own: the host lets a method that changes the account have it alone.
 */
final class VolatileAccount implements Account {
    private long cents;
    private long entries;

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
