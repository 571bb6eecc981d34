package io.limpid.examples.printshop;

import io.limpid.Fastened;
import java.util.HashMap;
import java.util.Map;

/** Keeps the ledger, in a safe that nobody carries away. */
// snippet: fastened
@Fastened
final class HeadOffice implements Ledger {
    private final Map<String, Long> owed = new HashMap<>();
    // end

    @Override
    public void charge(String customer, long cents) {
        owed.merge(customer, cents, Long::sum);
    }

    @Override
    public long owed(String customer) {
        return owed.getOrDefault(customer, 0L);
    }
}
