package io.limpid.naming.moving;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.limpid.MoveRefusedException;
import io.limpid.MoveRefusedException.Reason;
import io.limpid.naming.moving.StubbornLedgers.Damaged;
import io.limpid.naming.moving.StubbornLedgers.Stamped;
import io.limpid.naming.moving.StubbornLedgers.TooLarge;
import io.limpid.naming.server.NamingServer;
import io.limpid.naming.server.NamingSettings;
import io.limpid.runtime.Client;
import io.limpid.runtime.Host;
import io.limpid.runtime.check.AppendCheck.Told;
import io.limpid.runtime.check.Trials;
import io.limpid.runtime.transport.TransportSettings;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Objects that are called all the time are asked again and again to go where they cannot. */
@Timeout(value = 10, unit = TimeUnit.MINUTES)
final class RefusedMovesTest {
    private static final int TIMES = Trials.of(20, 100);
    private static final TransportSettings NETWORK =
            TransportSettings.DEFAULT.sharing(TransportSettings.Sharing.DEFAULT.overTheNetwork());
    private static final Map<String, Reason> REASONS = Map.of(
            "too-large", Reason.TARGET_REFUSED,
            "stamped", Reason.TARGET_REFUSED,
            "damaged", Reason.TARGET_REFUSED);

    @Test
    void anObjectThatIsRefusedGoesOnWhereItWas() throws Exception {
        List<String> names = List.of("too-large", "stamped", "damaged");
        try (NamingServer naming = NamingServer.start(NamingSettings.inMemory());
                Host a = host(naming, "a");
                Host b = host(naming, "b");
                Client client = Client.builder()
                        .naming(naming.address())
                        .transport(NETWORK)
                        .open();
                Clerks clerks = new Clerks(client, names, 600, 0)) {
            a.export("too-large", Ledger.class, new TooLarge());
            a.export("stamped", Ledger.class, new Stamped());
            a.export("damaged", Ledger.class, new Damaged());
            clerks.begin();

            List<Long> spans = new ArrayList<>();
            for (int i = 0; i < TIMES; i++) {
                for (String name : names) {
                    long asked = System.nanoTime();
                    assertThatThrownBy(() -> client.migrate(name, b.name()))
                            .isInstanceOfSatisfying(
                                    MoveRefusedException.class,
                                    refused -> assertThat(refused.reason())
                                            .as(refused.getMessage())
                                            .isEqualTo(REASONS.get(name)));
                    spans.add(System.nanoTime() - asked);
                }
            }
            clerks.pause();

            Collections.sort(spans);
            long most = TimeUnit.NANOSECONDS.toMillis(spans.get(spans.size() * 95 / 100));
            System.out.printf(
                    "%d refusals under %d calls: %d failed; p95 %d ms, most %d ms%n",
                    3 * TIMES,
                    clerks.count(Told.RETURNED),
                    clerks.failures().size(),
                    most,
                    TimeUnit.NANOSECONDS.toMillis(spans.get(spans.size() - 1)));
            assertThat(clerks.failures()).isEmpty();
            for (String name : names) {
                assertThat(clerks.complaints(
                                name, client.lookup(Ledger.class, name).numbers()))
                        .isEmpty();
            }
            assertThat(most).as("p95 in ms").isLessThan(1_000);
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
