package io.limpid.naming.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.limpid.runtime.Client;
import io.limpid.runtime.Host;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class NamingAwayTest {
    private static final long SECONDS = Long.getLong("limpid.test.away.seconds", 15);

    @TempDir
    Path data;

    @Test
    void callsOnBoundReferencesGoOnWhileNamingIsDown() {
        Program server = Program.serve(0, data);
        String address = server.awaitReady();
        try (server;
                Host host = Host.join(address);
                Client client = Client.connect(address)) {
            host.export("counter", Counter.class, new Counter.InMemory());
            Counter counter = client.lookup(Counter.class, "counter");
            counter.add(0);
            server.kill();

            long calls = 0;
            long end = System.nanoTime() + Duration.ofSeconds(SECONDS).toNanos();
            while (System.nanoTime() - end < 0) {
                counter.add(1);
                calls++;
                assertThat(counter.value()).isEqualTo(calls);
            }

            System.out.printf("naming down for %d s: %d calls, 0 failed%n", SECONDS, 2 * calls);
            assertThat(calls).isPositive();
        }
    }
}
