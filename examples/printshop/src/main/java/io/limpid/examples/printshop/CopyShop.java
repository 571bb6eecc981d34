package io.limpid.examples.printshop;

import io.limpid.Bind;
import io.limpid.Movable;
import io.limpid.ResourceBinding;
import java.util.ArrayList;
import java.util.List;

/** A shop with all three bindings. No locks: its host lets a method that changes it have it alone. */
// snippet: movable
@Movable
final class CopyShop implements PrintShop {
    private final long centsPerCopy;
    private final List<Receipt> receipts = new ArrayList<>(); // goes along, by value
    private final Ledger ledger; // of a remote interface: stays where it is, and is called from there

    @Bind(ResourceBinding.BY_TYPE)
    private final Printer printer; // each host has its own

    private transient long pagesHere; // left behind: begins at zero where it arrives

    @SuppressWarnings("NullAway") // Makes the empty shop where it arrives; its fields are set then.
    private CopyShop() {
        this(0, null, null);
    }
    // end

    CopyShop(long centsPerCopy, Ledger ledger, Printer printer) {
        this.centsPerCopy = centsPerCopy;
        this.ledger = ledger;
        this.printer = printer;
    }

    @Override
    public Receipt print(Order order) {
        for (int copy = 0; copy < order.copies(); copy++) {
            printer.print(order.text());
            pagesHere++;
        }
        long cents = centsPerCopy * order.copies();
        ledger.charge(order.customer(), cents);
        Receipt receipt = new Receipt(
                receipts.size() + 1, order.customer(), cents, printer.name() + ", page " + pagesHere + " here");
        receipts.add(receipt);
        return receipt;
    }

    @Override
    public List<Receipt> receipts() {
        return List.copyOf(receipts);
    }
}
