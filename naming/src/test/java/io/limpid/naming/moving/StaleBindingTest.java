package io.limpid.naming.moving;

import static org.assertj.core.api.Assertions.assertThat;

import io.limpid.naming.server.NamingServer;
import io.limpid.naming.server.NamingSettings;
import io.limpid.runtime.Client;
import io.limpid.runtime.Host;
import io.limpid.runtime.LimpidAddress;
import io.limpid.runtime.check.Trials;
import io.limpid.runtime.transport.TransportSettings;
import io.limpid.runtime.transport.Wall;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Objects move while one of their callers cannot reach naming, and knows the places of before. */
@Timeout(value = 10, unit = TimeUnit.MINUTES)
final class StaleBindingTest {
    private static final int OBJECTS = Trials.of(200, 1_000);
    private static final TransportSettings NETWORK =
            TransportSettings.DEFAULT.sharing(TransportSettings.Sharing.DEFAULT.overTheNetwork());

    @TempDir
    Path data;

    @Test
    void whereAnObjectWasTellsItsCallerWhereItIs() throws Exception {
        AtomicInteger attempts = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        try (NamingServer naming = NamingServer.start(NamingSettings.at(data));
                Wall wall = Wall.before(
                        LimpidAddress.parse(naming.address()).servers().get(0));
                Host a = host(naming, "a");
                Host b = host(naming, "b");
                Client mover = Client.connect(naming.address());
                Client client = Client.builder()
                        .naming("limpid://" + wall.endpoint())
                        .transport(NETWORK)
                        .timeout(Duration.ofSeconds(20))
                        .observer((invocation, outcome) -> {
                            attempts.addAndGet(invocation.journal().attempts());
                            most.accumulateAndGet(invocation.journal().attempts(), Math::max);
                        })
                        .open()) {
            List<Ledger> ledgers = new ArrayList<>();
            for (int i = 0; i < OBJECTS; i++) {
                a.export("ledger-" + i, Ledger.class, new MovingLedger(0));
                Ledger ledger = client.lookup(Ledger.class, "ledger-" + i);
                ledger.enter(1);
                ledgers.add(ledger);
            }
            wall.swallow();
            for (int i = 0; i < OBJECTS; i++) {
                mover.migrate("ledger-" + i, b.name());
            }
            attempts.set(0);
            most.set(0);

            for (Ledger ledger : ledgers) {
                assertThat(ledger.enter(2)).isEqualTo(2);
            }

            System.out.printf(
                    "%d objects moved behind their caller's back: %d attempts for %d calls, at most %d for one%n",
                    OBJECTS, attempts.get(), OBJECTS, most.get());
            assertThat(most.get()).isLessThanOrEqualTo(2);
            for (int i = 0; i < OBJECTS; i++) {
                assertThat(mover.lookup(Ledger.class, "ledger-" + i).numbers()).containsExactly(1, 2);
            }
        }
    }

    private static Host host(NamingServer naming, String name) {
        return Host.builder()
                .naming(naming.address())
                .name(name)
                .transport(NETWORK)
                .open();
    }
}
