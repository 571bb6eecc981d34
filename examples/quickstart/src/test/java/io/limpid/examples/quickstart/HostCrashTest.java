package io.limpid.examples.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import io.limpid.testkit.Fate;
import io.limpid.testkit.LimpidExtension;
import io.limpid.testkit.TestCluster;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A cluster by a field with a seed, hosts that crash, and links that fail by chance. */
class HostCrashTest {
    private static final String NAME = "bank/accounts/alice";

    // snippet: field
    @RegisterExtension
    final LimpidExtension limpid = LimpidExtension.seeded(7);
    // end

    private TestCluster cluster;
    private Account alice;

    @BeforeEach
    void exportAnAccount() {
        cluster = limpid.cluster();
        alice = cluster.host().export(NAME, Account.class, new SavingsAccount("Alice"));
    }

    @Test
    void anAccountInMemoryIsGoneWithItsHost() throws Exception {
        alice.deposit(100);

        // snippet: crash
        cluster.host().crash();
        cluster.host().restart(); // has exported nothing yet, like a new process
        cluster.host().export(NAME, Account.class, new SavingsAccount("Alice"));
        // end

        assertThat(alice.deposit(1)).isEqualTo(1);
    }

    @Test
    void onALossyLinkEachDepositIsMadeOnce() throws Exception {
        // snippet: lossy
        cluster.host().link().sometimes(Fate.LOSE_REQUEST, 100); // of a thousand attempts
        cluster.host().link().sometimes(Fate.LOSE_ANSWER, 100);
        // end

        for (int i = 1; i <= 50; i++) {
            assertThat(alice.deposit(1)).isEqualTo(i);
        }
    }
}
