package io.limpid.runtime.health;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class HealthEndpointTest {
    private static final Check DISK = new Check("disk", true, "half full");

    private volatile Check lease = new Check("lease", true, "heard");
    private HealthEndpoint endpoint;

    @BeforeEach
    void open() throws IOException {
        endpoint = HealthEndpoint.open(
                new InetSocketAddress("127.0.0.1", 0), () -> List.of(DISK), () -> List.of(DISK, lease));
    }

    @AfterEach
    void close() {
        endpoint.close();
    }

    @Test
    void whatIsWellIsToldAsOk() throws Exception {
        assertThat(Probe.get(endpoint.address(), "/livez"))
                .isEqualTo("200 [+]disk ok: half full\nlivez check passed\n");
        assertThat(Probe.get(endpoint.address(), "/readyz?verbose"))
                .isEqualTo("200 [+]disk ok: half full\n[+]lease ok: heard\nreadyz check passed\n");
        assertThat(Probe.ask("HEAD", endpoint.address(), "/readyz")).isEqualTo("200 ");
    }

    @Test
    void oneThingThatIsNotWellIsEnough() throws Exception {
        lease = new Check("lease", false, "over");

        assertThat(Probe.get(endpoint.address(), "/readyz"))
                .isEqualTo("503 [+]disk ok: half full\n[-]lease failed: over\nreadyz check failed\n");
        assertThat(Probe.get(endpoint.address(), "/livez")).startsWith("200 ");
    }

    @Test
    void whoAsksForSomethingElseIsToldWhatThereIs() throws Exception {
        assertThat(Probe.get(endpoint.address(), "/")).isEqualTo("404 expected: /livez or /readyz\n");
        assertThat(Probe.get(endpoint.address(), "/readyz/more")).isEqualTo("404 expected: /livez or /readyz\n");
        assertThat(Probe.ask("POST", endpoint.address(), "/livez")).isEqualTo("405 expected: GET\n");
    }

    @Test
    void aPortThatIsTakenIsRefusedByName() {
        int port = endpoint.address().getPort();

        assertThatThrownBy(() ->
                        HealthEndpoint.open(new InetSocketAddress("127.0.0.1", port), () -> List.of(), () -> List.of()))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("health cannot be told at")
                .hasMessageContaining(":" + port);
    }
}
