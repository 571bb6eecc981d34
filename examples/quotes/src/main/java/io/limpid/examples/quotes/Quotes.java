package io.limpid.examples.quotes;

import io.limpid.Combine;
import io.limpid.Idempotent;
import io.limpid.ReadOnly;
import io.limpid.Remote;
import io.limpid.Replicated;
import io.limpid.Strategy;

// snippet: quotes
/** Prices of shares, in cents. */
@Remote
public interface Quotes {
    /** The latest price that a board has heard of; a second board is asked if the first is slow. */
    @ReadOnly
    @Replicated(Strategy.HEDGED)
    long latest(String symbol);

    /** The price by which bills are made: what most boards say. */
    @ReadOnly
    @Replicated(value = Strategy.MAJORITY, combine = Combine.VOTE)
    long closing(String symbol);

    /** Tells every board. */
    @Idempotent
    @Replicated(Strategy.ALL)
    void publish(String symbol, long cents);
}
// end
