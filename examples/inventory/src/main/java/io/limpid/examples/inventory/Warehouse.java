package io.limpid.examples.inventory;

import io.limpid.cell.Cell;
import io.limpid.log.LogSettings;
import io.limpid.log.PeerAddress;
import io.limpid.log.PeerId;
import io.limpid.runtime.Host;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/** One of the processes that keep the inventory. It says "ready", and then, for each byte that comes in, whether it leads. */
final class Warehouse {
    private Warehouse() {}

    /** Takes naming's address, the directory for all warehouses, this one's id, and all of them as {@code id=host:port,...}. */
    public static void main(String[] arguments) throws Exception {
        String naming = arguments[0];
        Path directory = Path.of(arguments[1], arguments[2]);
        PeerId self = new PeerId(arguments[2]);
        Map<PeerId, PeerAddress> peers = peers(arguments[3]);
        // snippet: cell
        try (Host host = Host.join(naming);
                Cell cell =
                        Cell.open(host, LogSettings.single("shop", directory).withPeers(self, peers))) {
            cell.export("shop/inventory", Inventory.class, new Shelves());
            // end
            System.out.println("ready");
            while (System.in.read() >= 0) {
                System.out.println(cell.isLeader() ? "leads" : "follows");
            }
        }
    }

    private static Map<PeerId, PeerAddress> peers(String option) {
        Map<PeerId, PeerAddress> peers = new LinkedHashMap<>();
        for (String pair : option.split(",", -1)) {
            int mark = pair.indexOf('=');
            peers.put(new PeerId(pair.substring(0, mark)), PeerAddress.parse(pair.substring(mark + 1)));
        }
        return peers;
    }
}
