package io.limpid.examples.printshop;

import io.limpid.ReadOnly;
import io.limpid.Remote;
import java.util.List;

/** Prints what is ordered, at whichever branch it stands. */
@Remote
public interface PrintShop {
    /** Prints an order, once, and charges the customer for it. */
    Receipt print(Order order);

    /** All receipts so far, in order. */
    @ReadOnly
    List<Receipt> receipts();
}
