package io.limpid.examples.inventory;

import io.limpid.naming.server.NamingServer;
import io.limpid.naming.server.NamingSettings;
import io.limpid.runtime.Client;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Sells everything to buyers who are faster than the stock, and kills the leading warehouse just before the last pieces are gone. Nobody's purchase
 * fails, no piece is sold twice, none stays.
 */
public final class ClosingSale implements AutoCloseable {
    private static final String ITEM = "teapot";
    private static final List<String> WAREHOUSES = List.of("north", "east", "south");
    private static final int BUYERS = 6;

    /** So many are left when the leader is killed. */
    private static final int LAST = 20;

    private final NamingServer naming;
    private final Map<String, WarehouseProcess> warehouses = new LinkedHashMap<>();
    private final Client client;

    /**
     * What came of it.
     *
     * @param bought what the buyers got, of all of them
     * @param sold what the inventory says that it has sold
     * @param left what it says that is left
     * @param longestMillis how long the slowest purchase took
     */
    public record Result(List<Receipt> bought, List<Receipt> sold, int left, long longestMillis) {}

    /** Opens three warehouses, whose logs go into this directory. */
    public ClosingSale(Path directory) throws IOException {
        naming = NamingServer.start(NamingSettings.inMemory());
        String peers = peers();
        for (String id : WAREHOUSES) {
            warehouses.put(id, WarehouseProcess.start(naming.address(), directory, id, peers));
        }
        for (WarehouseProcess warehouse : warehouses.values()) {
            warehouse.awaitReady();
        }
        client = Client.builder()
                .naming(naming.address())
                .timeout(Duration.ofSeconds(30))
                .open();
    }

    private static String peers() throws IOException {
        List<String> peers = new ArrayList<>();
        List<ServerSocket> held = new ArrayList<>();
        for (String id : WAREHOUSES) {
            ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
            held.add(socket);
            peers.add(id + "=127.0.0.1:" + socket.getLocalPort());
        }
        for (ServerSocket socket : held) {
            socket.close();
        }
        return String.join(",", peers);
    }

    /** Sells so many pieces. */
    public Result run(int pieces) throws Exception {
        Inventory inventory = client.lookup(Inventory.class, "shop/inventory");
        inventory.stock(ITEM, pieces);
        ExecutorService threads = Executors.newFixedThreadPool(BUYERS);
        try {
            List<Future<Purchases>> buyers = new ArrayList<>();
            for (int i = 0; i < BUYERS; i++) {
                String name = "buyer " + i;
                buyers.add(threads.submit((Callable<Purchases>) () -> buyAll(inventory, name)));
            }
            while (inventory.left(ITEM) > LAST) {
                Thread.onSpinWait();
            }
            killTheLeader();
            List<Receipt> bought = new ArrayList<>();
            long longest = 0;
            for (Future<Purchases> buyer : buyers) {
                bought.addAll(buyer.get().receipts());
                longest = Math.max(longest, buyer.get().longestNanos());
            }
            return new Result(bought, inventory.receipts(), inventory.left(ITEM), longest / 1_000_000);
        } finally {
            threads.shutdownNow();
        }
    }

    /** What one buyer got. */
    private record Purchases(List<Receipt> receipts, long longestNanos) {}

    private static Purchases buyAll(Inventory inventory, String buyer) {
        List<Receipt> receipts = new ArrayList<>();
        long longest = 0;
        while (true) {
            long began = System.nanoTime();
            try {
                receipts.add(inventory.sell(ITEM, buyer));
            } catch (SoldOutException e) {
                return new Purchases(receipts, longest);
            }
            longest = Math.max(longest, System.nanoTime() - began);
        }
    }

    private void killTheLeader() throws IOException {
        for (WarehouseProcess warehouse : warehouses.values()) {
            if (warehouse.leads()) {
                warehouse.close();
                return;
            }
        }
    }

    @Override
    public void close() {
        client.close();
        warehouses.values().forEach(WarehouseProcess::close);
        naming.close();
    }

    /** Runs it with 200 pieces, and tells. */
    public static void main(String[] arguments) throws Exception {
        try (ClosingSale sale = new ClosingSale(Files.createTempDirectory("inventory"))) {
            Result result = sale.run(200);
            System.out.printf(
                    "The buyers have %d receipts, the inventory %d; %d pieces are left. The slowest purchase took %d ms.%n",
                    result.bought().size(), result.sold().size(), result.left(), result.longestMillis());
        }
    }
}
