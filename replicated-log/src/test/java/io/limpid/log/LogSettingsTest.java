package io.limpid.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LogSettingsTest {
    private final LogSettings settings = LogSettings.single("names", Path.of("store"));
    private final PeerId a = new PeerId("a");
    private final PeerId b = new PeerId("b");

    @Test
    void peersOffLoopbackNeedCertificates() {
        Map<PeerId, PeerAddress> peers =
                Map.of(a, new PeerAddress("naming-a", 7401), b, new PeerAddress("127.0.0.1", 7402));

        assertThatIllegalArgumentException()
                .isThrownBy(() -> settings.withPeers(a, peers))
                .withMessageContaining("tls");
        LogSettings secured = settings.withTls(new PeerTls(Path.of("key"), Path.of("chain"), Path.of("trust")))
                .withPeers(a, peers);
        assertThat(secured.peers()).hasSize(2);
    }

    @Test
    void peersOnLoopbackDoNot() {
        Map<PeerId, PeerAddress> peers =
                Map.of(a, PeerAddress.parse("[::1]:7401"), b, PeerAddress.parse("localhost:7402"));

        assertThat(settings.withPeers(a, peers).tls()).isEmpty();
    }

    @Test
    void thisPeerMustBeAmongThem() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> settings.withPeers(a, Map.of(b, PeerAddress.parse("localhost:7402"))))
                .withMessageContaining("to contain a");
    }

    @Test
    void valuesOutOfRangeAreNamed() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> settings.withElectionTimeout(Duration.ofMillis(1)))
                .withMessageStartingWith("electionTimeout: PT0.001S");
        assertThatIllegalArgumentException().isThrownBy(() -> settings.withSnapshotEvery(0));
        assertThatIllegalArgumentException().isThrownBy(() -> settings.withLimits(0, 1));
        assertThatIllegalArgumentException().isThrownBy(() -> settings.withLimits(1, 0));
        assertThatIllegalArgumentException().isThrownBy(() -> settings.withStartTimeout(Duration.ZERO));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "host", "host:", ":7400", "host:port", "host:0", "host:65536", "::1:7400", "a b:7400"})
    void whatIsNoAddressIsRefused(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PeerAddress.parse(text))
                .withMessageContaining("expected: host:port");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a b", "ä", "a/b"})
    void whatIsNoPeerIdIsRefused(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> new PeerId(text));
    }
}
