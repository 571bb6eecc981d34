package io.limpid.log.ratis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.limpid.log.HistoryMachine;
import io.limpid.log.LogSettings;
import io.limpid.log.PeerAddress;
import io.limpid.log.PeerId;
import io.limpid.log.PeerTls;
import io.netty.pkitesting.CertificateBuilder;
import io.netty.pkitesting.X509Bundle;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Peers that prove themselves to one another, and one that cannot. */
@Timeout(240)
class PeerTlsTest {
    private static final Duration PATIENCE = Duration.ofSeconds(40);

    @TempDir
    Path directory;

    private final Map<PeerId, PeerAddress> peers = new LinkedHashMap<>();
    private final Map<String, RatisLog> logs = new LinkedHashMap<>();

    @AfterEach
    void stop() {
        logs.values().parallelStream().forEach(RatisLog::close);
    }

    @Test
    void peersOfOneAuthorityAgreeAndAStrangerNeitherLeadsNorLearnsAnything() throws Exception {
        for (String name : new String[] {"a", "b", "c"}) {
            peers.put(new PeerId(name), new PeerAddress("127.0.0.1", freePort()));
        }
        X509Bundle authority = authority("CN=Peers");
        X509Bundle strangers = authority("CN=Strangers");
        open("a", authority);
        open("b", authority);
        HistoryMachine stranger = open("c", strangers);

        await().atMost(PATIENCE)
                .until(() -> logs.get("a").isLeader() || logs.get("b").isLeader());
        RatisLog leader = logs.get("a").isLeader() ? logs.get("a") : logs.get("b");
        for (long number = 1; number <= 20; number++) {
            leader.submit(HistoryMachine.command(number)).get(30, TimeUnit.SECONDS);
        }

        assertThat(HistoryMachine.history(leader.query(new byte[0]).get(30, TimeUnit.SECONDS)))
                .hasSize(20);
        assertThat(logs.get("c").isLeader()).isFalse();
        assertThat(logs.get("c").leader()).isEmpty();
        assertThat(HistoryMachine.history(stranger.query(new byte[0]))).isEmpty();
    }

    private HistoryMachine open(String name, X509Bundle authority) throws Exception {
        X509Bundle own = new CertificateBuilder()
                .rsa2048()
                .subject("CN=" + name)
                .addSanIpAddress("127.0.0.1")
                .addSanDnsName("localhost")
                .buildIssuedBy(authority);
        PeerTls tls = new PeerTls(
                write(name + ".key", own.getPrivateKeyPEM()),
                write(name + ".pem", own.getCertificatePathPEM()),
                write(name + ".trusted", authority.getCertificatePEM()));
        HistoryMachine machine = new HistoryMachine();
        LogSettings settings = LogSettings.single("secured", directory.resolve(name))
                .withPeers(new PeerId(name), peers)
                .withElectionTimeout(Duration.ofMillis(1_000))
                .withTls(tls);
        logs.put(name, RatisLog.open(settings, machine));
        return machine;
    }

    private Path write(String name, String text) throws IOException {
        return Files.writeString(directory.resolve(name), text);
    }

    private static X509Bundle authority(String name) throws Exception {
        return new CertificateBuilder()
                .rsa2048()
                .subject(name)
                .setIsCertificateAuthority(true)
                .buildSelfSigned();
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
