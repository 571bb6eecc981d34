package io.limpid.examples.printshop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.limpid.naming.server.NamingServer;
import io.limpid.naming.server.NamingSettings;
import io.limpid.runtime.Client;
import io.limpid.runtime.Host;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A shop that moves from the north branch to the south one, the ledger at the head office. */
class PrintShopTest {
    private static final Order FLYERS = new Order("Alice", "Concert tonight", 3);

    private final TrayPrinter northPrinter = new TrayPrinter("north");
    private final TrayPrinter southPrinter = new TrayPrinter("south");
    private NamingServer naming;
    private Host headOffice;
    private Host north;
    private Host south;
    private Client client;

    @BeforeEach
    void openTheShop() throws Exception {
        naming = NamingServer.start(NamingSettings.inMemory());
        headOffice = branch("head-office");
        headOffice.export("print/ledger", Ledger.class, new HeadOffice());
        north = branch("north");
        south = branch("south");
        Ledger ledger = north.lookup(Ledger.class, "print/ledger");
        north.export("print/shop", PrintShop.class, new CopyShop(5, ledger, northPrinter));
        client = Client.connect(naming.address());
    }

    private Host branch(String name) {
        return Host.builder().name(name).naming(naming.address()).open();
    }

    @AfterEach
    void close() {
        client.close();
        south.close();
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
        assertThat(northPrinter.tray()).hasSize(3);
        assertThat(client.lookup(Ledger.class, "print/ledger").owed("Alice")).isEqualTo(15);
    }

    @Test
    void eachOfItsThingsIsBoundAsItSays() {
        PrintShop shop = client.lookup(PrintShop.class, "print/shop");
        Receipt before = shop.print(FLYERS);

        // snippet: move
        south.provide(Printer.class, southPrinter);
        north.migrate("print/shop", "south");
        // end
        Receipt after = shop.print(FLYERS);

        assertThat(shop.receipts()).as("by value").containsExactly(before, after);
        assertThat(after).isEqualTo(new Receipt(2, "Alice", 15, "south, page 3 here"));
        assertThat(southPrinter.tray()).as("by type").hasSize(3);
        assertThat(northPrinter.tray()).as("by type").hasSize(3);
        assertThat(client.lookup(Ledger.class, "print/ledger").owed("Alice"))
                .as("by identifier")
                .isEqualTo(30);
    }

    @Test
    void aBranchWithoutAPrinterRefusesTheShop() {
        PrintShop shop = client.lookup(PrintShop.class, "print/shop");

        assertThatThrownBy(() -> north.migrate("print/shop", "south")).hasMessageContaining("Printer");

        assertThat(shop.print(FLYERS).printer()).startsWith("north");
    }

    @Test
    void theLedgerStaysWhereItIs() {
        south.provide(Printer.class, southPrinter);

        assertThatThrownBy(() -> headOffice.migrate("print/ledger", "south")).hasMessageContaining("@Fastened");

        assertThat(client.lookup(Ledger.class, "print/ledger").owed("Alice")).isZero();
    }

    @Test
    void anArchiveCarriesItsFileToTheOtherDisk(@TempDir Path northDisk, @TempDir Path southDisk) throws IOException {
        north.export(
                "print/archive", Archive.class, new PageArchive(() -> Files.createTempFile(northDisk, "pages", "")));
        south.provide(Disk.class, () -> Files.createTempFile(southDisk, "pages", ""));
        Archive archive = client.lookup(Archive.class, "print/archive");
        archive.keep("Concert tonight");

        north.migrate("print/archive", "south");

        assertThat(archive.bytes()).isEqualTo(16);
        assertThat(southDisk).isDirectoryContaining("glob:**pages*");
        archive.keep("Concert tomorrow");
        assertThat(archive.bytes()).isEqualTo(33);
    }
}
