package io.limpid.examples.inventory;

import io.limpid.ReadOnly;
import io.limpid.Remote;
import io.limpid.Replicated;
import io.limpid.Strategy;
import java.util.List;

// snippet: inventory
/** What a shop has to sell. */
@Remote
@Replicated(Strategy.LOG)
public interface Inventory {
    /** Adds pieces of an item. */
    void stock(String item, int pieces);

    /** Sells one piece. */
    Receipt sell(String item, String buyer) throws SoldOutException;

    /** How many pieces are left; never more than the latest receipt says. */
    @ReadOnly
    int left(String item);

    /** All receipts, in the order of the sales. */
    @ReadOnly
    List<Receipt> receipts();
}
// end
