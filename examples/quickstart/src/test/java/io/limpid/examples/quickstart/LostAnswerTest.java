package io.limpid.examples.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import io.limpid.testkit.Fate;
import io.limpid.testkit.LimpidExtension;
import io.limpid.testkit.TestCluster;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What docs/testing.md begins with. */
// snippet: test
@ExtendWith(LimpidExtension.class)
class LostAnswerTest {
    @Test
    void aDepositWhoseAnswerIsLostIsMadeOnce(TestCluster cluster) throws Exception {
        SavingsAccount object = new SavingsAccount("Alice");
        Account alice = cluster.host().export("bank/accounts/alice", Account.class, object);
        cluster.host().link().next(Fate.LOSE_ANSWER);

        alice.deposit(100);

        assertThat(object.balance().cents()).isEqualTo(100);
    }
}
// end
