package io.limpid.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import io.limpid.runtime.completion.ClientKey;
import io.limpid.runtime.completion.ClientLedgers;
import io.limpid.runtime.simulation.VirtualTime;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** When what is kept for a client is dropped: on naming's word, and on nobody else's. */
final class ClientSweepTest {
    private final VirtualTime time = new VirtualTime();
    private final FakeNaming naming = new FakeNaming();
    private final ClientLedgers ledgers = new ClientLedgers(ClientLedgers.Limits.DEFAULT);

    @Test
    void aSilentClientIsDroppedOnceNamingSaysThatItIsOver() {
        Environment environment = new Environment(time, time, new Random(1), Runnable::run, () -> {});
        new ClientSweep(ledgers, naming, environment).begin();
        ledgers.of(new ClientKey(7, ""));
        ledgers.of(new ClientKey(8, ""));

        time.advance(ClientSweep.BETWEEN.multipliedBy(10));
        assertThat(ledgers.isOver(7)).isFalse();
        naming.ended.add(7L);
        naming.away = true;
        time.advance(ClientSweep.BETWEEN.multipliedBy(10));
        assertThat(ledgers.isOver(7)).isFalse();
        naming.away = false;
        time.advance(ClientSweep.BETWEEN.multipliedBy(2));

        assertThat(ledgers.isOver(7)).isTrue();
        assertThat(ledgers.isOver(8)).isFalse();
    }
}
