package io.limpid.examples.printshop;

import static org.assertj.core.api.Assertions.assertThat;

import io.limpid.naming.server.NamingServer;
import io.limpid.naming.server.NamingSettings;
import io.limpid.runtime.Client;
import io.limpid.runtime.Host;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A shop at one branch, the ledger at the head office. */
class PrintShopTest {
    private static final Order FLYERS = new Order("Alice", "Concert tonight", 3);

    private final TrayPrinter printer = new TrayPrinter("north");
    private NamingServer naming;
    private Host headOffice;
    private Host north;
    private Client client;

    @BeforeEach
    void openTheShop() throws Exception {
        naming = NamingServer.start(NamingSettings.inMemory());
        headOffice = Host.join(naming.address());
        headOffice.export("print/ledger", Ledger.class, new HeadOffice());
        north = Host.join(naming.address());
        Ledger ledger = north.lookup(Ledger.class, "print/ledger");
        north.export("print/shop", PrintShop.class, new CopyShop(5, ledger, printer));
        client = Client.connect(naming.address());
    }

    @AfterEach
    void close() {
        client.close();
        north.close();
        headOffice.close();
        naming.close();
    }

    @Test
    void anOrderIsPrintedHereAndChargedAtTheHeadOffice() {
        PrintShop shop = client.lookup(PrintShop.class, "print/shop");

        Receipt receipt = shop.print(FLYERS);

        assertThat(receipt).isEqualTo(new Receipt(1, "Alice", 15, "north, page 3 here"));
        assertThat(shop.receipts()).isEqualTo(List.of(receipt));
        assertThat(printer.tray()).hasSize(3);
        assertThat(client.lookup(Ledger.class, "print/ledger").owed("Alice")).isEqualTo(15);
    }
}
