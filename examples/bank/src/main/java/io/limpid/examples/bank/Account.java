package io.limpid.examples.bank;

import io.limpid.ReadOnly;
import io.limpid.Remote;
import io.limpid.Timeout;

/** An account that may be overdrawn: the ledger lists transfers that the bank has already agreed to. Amounts are in cents. */
@Remote
@Timeout(30_000)
public interface Account {
    /** Adds an amount greater than zero and gives the new balance. */
    long deposit(long cents);

    /** Takes an amount greater than zero and gives the new balance. */
    long withdraw(long cents);

    /** Gives the balance and how many entries made it. */
    @ReadOnly
    Statement statement();

    /**
     * What an account holds.
     *
     * @param cents the balance
     * @param entries how many deposits and withdrawals it has seen
     */
    record Statement(long cents, long entries) {}
}
