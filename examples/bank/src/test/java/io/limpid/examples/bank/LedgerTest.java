package io.limpid.examples.bank;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.limpid.examples.bank.Account.Statement;
import io.limpid.examples.bank.Ledger.Transfer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LedgerTest {
    @TempDir
    private Path folder;

    @Test
    void theSameSeedMakesTheSameLedger() {
        assertThat(Ledger.generate(7, 10, 1_000)).isEqualTo(Ledger.generate(7, 10, 1_000));
        assertThat(Ledger.generate(8, 10, 1_000)).isNotEqualTo(Ledger.generate(7, 10, 1_000));
    }

    @Test
    void nobodyPaysHimself() {
        Ledger ledger = Ledger.generate(7, 2, 1_000);

        assertThat(ledger.transfers())
                .allSatisfy(transfer -> assertThat(transfer.from()).isNotEqualTo(transfer.to()));
    }

    @Test
    void aWrittenLedgerIsReadBack() throws IOException {
        Ledger ledger = Ledger.generate(7, 10, 100);

        ledger.write(folder.resolve("ledger"));

        assertThat(Ledger.read(folder.resolve("ledger"))).isEqualTo(ledger);
    }

    @Test
    void aLineThatIsNoTransferIsNamedWithItsPlace() throws IOException {
        Path file = folder.resolve("ledger");
        Files.writeString(file, "# a comment\nalice bob 100\nalice bob -5\n");

        assertThatThrownBy(() -> Ledger.read(file))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith(file + ":3: 'alice bob -5' (expected: 'from to cents'");
    }

    @Test
    void theSharesOfTheTellersAreTheWholeLedger() {
        Ledger ledger = Ledger.generate(7, 10, 101);

        int shared = 0;
        for (int teller = 0; teller < 4; teller++) {
            shared += ledger.share(teller, 4).transfers().size();
        }

        assertThat(shared).isEqualTo(101);
    }

    @Test
    void aReplayMovesTheMoneyAndMakesNone() {
        Ledger ledger = new Ledger(List.of(new Transfer("alice", "bob", 300), new Transfer("bob", "carol", 50)));

        assertThat(ledger.replay())
                .containsEntry("alice", new Statement(Ledger.OPENING_CENTS - 300, 1))
                .containsEntry("bob", new Statement(Ledger.OPENING_CENTS + 250, 2))
                .containsEntry("carol", new Statement(Ledger.OPENING_CENTS + 50, 1));
    }
}
