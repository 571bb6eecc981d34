package io.limpid.examples.printshop;

import io.limpid.ReadOnly;
import io.limpid.Remote;

/** The firm's one ledger. */
@Remote
public interface Ledger {
    /** Charges a customer. */
    void charge(String customer, long cents);

    /** What a customer owes. */
    @ReadOnly
    long owed(String customer);
}
