package io.limpid.examples.quickstart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.limpid.naming.server.NamingServer;
import io.limpid.naming.server.NamingSettings;
import io.limpid.runtime.Client;
import io.limpid.runtime.Host;
import java.time.YearMonth;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The README's lines, with the account in a host of its own behind a socket. */
class QuickstartTest {
    private final SavingsAccount object = new SavingsAccount("Alice");
    private NamingServer naming;
    private Host host;
    private Client client;

    @BeforeEach
    void exportAnAccount() throws Exception {
        naming = NamingServer.start(NamingSettings.inMemory());
        host = Host.join(naming.address());
        host.export("bank/accounts/alice", Account.class, object);
        client = Client.connect(naming.address());
    }

    @AfterEach
    void end() {
        client.close();
        host.close();
        naming.close();
    }

    @Test
    void theObjectIsCalledAsIfItWereHere() throws Exception {
        Account alice = client.lookup(Account.class, "bank/accounts/alice");

        alice.deposit(100);
        alice.deposit(50);
        alice.rename("Alice Cooper");

        assertThat(alice.balance()).isEqualTo(new Balance("Alice Cooper", 150));
        assertThat(alice.statement(YearMonth.of(2026, 11)).toCompletableFuture().get())
                .isEqualTo(new Statement(YearMonth.of(2026, 11), List.of(100L, 50L)));
    }

    @Test
    void aDeclaredExceptionArrivesAsItself() {
        Account alice = client.lookup(Account.class, "bank/accounts/alice");
        object.close();

        assertThatThrownBy(() -> alice.deposit(1))
                .isInstanceOfSatisfying(
                        AccountClosedException.class, e -> assertThat(e.owner()).isEqualTo("Alice"))
                .hasMessage("the account of Alice is closed");
    }
}
