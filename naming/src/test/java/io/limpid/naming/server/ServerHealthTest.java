package io.limpid.naming.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.limpid.runtime.health.Probe;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What naming's servers, as processes, tell whoever watches them. */
@Timeout(120)
final class ServerHealthTest {
    @TempDir
    Path directory;

    @Test
    void aServerIsReadyOnceItKnowsWhoLeadsAndLiveBeforeThat() throws Exception {
        Peers peers = new Peers(directory, "a", "b", "c");
        try (Program a = peers.startProgram("a", "--health", "127.0.0.1:0")) {
            URI health = URI.create(a.nextLine().substring("health at ".length()));
            assertThat(Probe.get(health, "/readyz")).startsWith("503 [-]leader failed: no peer is known to lead");
            assertThat(Probe.get(health, "/livez"))
                    .isEqualTo("200 [+]log ok: it takes what is given to it\nlivez check passed\n");

            try (Program b = peers.startProgram("b")) {
                await().atMost(Duration.ofSeconds(60))
                        .until(() -> Probe.get(health, "/readyz").startsWith("200 [+]leader ok: peer "));
            }
        }
    }
}
