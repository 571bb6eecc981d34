package io.limpid.examples.inventory;

import io.limpid.Movable;
import io.limpid.cell.ReplicatedCall;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

// snippet: shelves
/** An inventory in memory; the cell keeps it. */
@Movable
final class Shelves implements Inventory {
    private final Map<String, Integer> pieces = new TreeMap<>();
    private final List<Receipt> receipts = new ArrayList<>();

    @Override
    public void stock(String item, int more) {
        pieces.merge(item, more, Integer::sum);
    }

    @Override
    public Receipt sell(String item, String buyer) throws SoldOutException {
        int left = left(item) - 1;
        if (left < 0) {
            throw new SoldOutException(item);
        }
        pieces.put(item, left);
        // The same on every replica, which the clock of each host is not.
        Receipt receipt = new Receipt(
                receipts.size() + 1, item, buyer, left, ReplicatedCall.current().time());
        receipts.add(receipt);
        return receipt;
    }

    @Override
    public int left(String item) {
        return pieces.getOrDefault(item, 0);
    }

    @Override
    public List<Receipt> receipts() {
        return receipts;
    }
}
// end
