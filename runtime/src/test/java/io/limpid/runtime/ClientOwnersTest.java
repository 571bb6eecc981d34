package io.limpid.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import io.limpid.runtime.completion.ClientKey;
import io.limpid.runtime.completion.ClientLedgers;
import io.limpid.runtime.simulation.VirtualTime;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** That hosts learn from naming whose the client ids are that they meet, and go on without it while it is away. */
final class ClientOwnersTest {
    private static final ClientKey ALICE = new ClientKey(7, "alice");
    private static final ClientKey MALLORY = new ClientKey(7, "mallory");

    private final VirtualTime time = new VirtualTime();
    private final FakeNaming naming = new FakeNaming();
    private final ClientLedgers ledgers = new ClientLedgers(ClientLedgers.Limits.DEFAULT);

    @BeforeEach
    void begin() {
        naming.owners.put(7L, "alice");
        Environment environment = new Environment(time, time, new Random(1), Runnable::run, () -> {});
        new ClientOwners(ledgers, naming, environment).begin();
    }

    @Test
    void aThiefWhoIsFirstLosesTheIdAMomentLater() {
        assertThat(ledgers.of(MALLORY).belongsTo("mallory")).isTrue();

        time.advance(ClientOwners.SOON);

        assertThat(ledgers.isAnothers(7, "mallory")).isTrue();
        assertThat(ledgers.of(ALICE).belongsTo("alice")).isTrue();
    }

    @Test
    void whileNamingIsAwayEveryoneIsServedApart() {
        naming.away = true;
        var thiefs = ledgers.of(MALLORY);
        var owners = ledgers.of(ALICE);
        time.advance(ClientOwners.LATER.multipliedBy(3));
        assertThat(thiefs.isDropped()).isFalse();
        assertThat(owners).isNotSameAs(thiefs);

        naming.away = false;
        time.advance(ClientOwners.LATER);

        assertThat(thiefs.isDropped()).isTrue();
        assertThat(ledgers.of(ALICE)).isSameAs(owners);
    }

    @Test
    void whoComesWhileAQuestionIsUnderWayIsAskedAboutAfterIt() {
        naming.owners.put(8L, "bob");
        ledgers.of(ALICE);
        time.advance(ClientOwners.SOON);

        ledgers.of(new ClientKey(8, "mallory"));
        time.advance(ClientOwners.SOON);

        assertThat(ledgers.isAnothers(8, "mallory")).isTrue();
    }

    @Test
    void anIdThatIsOverIsNobodysAnyMore() {
        naming.ended.add(7L);
        ledgers.of(MALLORY);

        time.advance(ClientOwners.SOON);

        assertThat(ledgers.isOver(7)).isTrue();
    }
}
