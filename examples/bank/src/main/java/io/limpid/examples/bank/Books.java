package io.limpid.examples.bank;

import io.limpid.ReadOnly;
import io.limpid.Remote;
import io.limpid.Replicated;
import io.limpid.Strategy;
import io.limpid.Timeout;

/** What the bank has moved in all: one object that several processes keep together, so that no single death loses it. */
@Remote
@Replicated(Strategy.LOG)
@Timeout(30_000)
public interface Books {
    /** Adds transfers that were made, and the cents that they moved. */
    void post(long transfers, long cents);

    /** Gives the sum of all that was posted. */
    @ReadOnly
    Total total();

    /**
     * A sum of transfers.
     *
     * @param transfers how many there were
     * @param cents what they moved
     */
    record Total(long transfers, long cents) {
        Total plus(long moreTransfers, long moreCents) {
            return new Total(transfers + moreTransfers, Math.addExact(cents, moreCents));
        }
    }
}
