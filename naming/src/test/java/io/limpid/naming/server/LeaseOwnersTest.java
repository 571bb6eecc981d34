package io.limpid.naming.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.limpid.NotExecutedException;
import io.limpid.NotExecutedException.Reason;
import io.limpid.runtime.location.Naming;
import io.limpid.runtime.location.Naming.ClientOwner;
import io.limpid.runtime.transport.TlsSettings;
import io.limpid.runtime.transport.TransportSettings;
import io.netty.pkitesting.CertificateBuilder;
import io.netty.pkitesting.X509Bundle;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Over mutual TLS a client's lease is its own: whoever has another certificate neither prolongs nor ends it. */
@Timeout(120)
final class LeaseOwnersTest {
    private static final int ATTEMPTS = 10_000;
    private static final int UNDER_WAY = 100;

    @TempDir
    Path directory;

    @Test
    void aLeaseIsRenewedAndEndedByItsOwnerAlone() throws Exception {
        X509Bundle authority = new CertificateBuilder()
                .ecp256()
                .subject("CN=Bank")
                .setIsCertificateAuthority(true)
                .buildSelfSigned();
        TransportSettings alices = certificate("alice", authority);
        try (NamingServer server =
                        NamingServer.start(NamingSettings.inMemory().transport(certificate("naming", authority)));
                Asking alice = new Asking(server.address(), alices);
                Asking mallory = new Asking(server.address(), certificate("mallory", authority))) {
            Naming asAlice = alice.naming(Duration.ofSeconds(30));
            long id = asAlice.openClient("test").toCompletableFuture().join().clientId();

            assertThat(refused(mallory.naming(Duration.ofSeconds(30)), id)).isEqualTo(ATTEMPTS);

            assertThat(asAlice.clientOwners(List.of(id)).toCompletableFuture().join())
                    .containsExactly(new ClientOwner(id, false, "alice"));
            assertThat(asAlice.renewClient(id).toCompletableFuture().join().clientId())
                    .isEqualTo(id);
            asAlice.closeClient(id).toCompletableFuture().join();
            assertThat(asAlice.endedClients(List.of(id)).toCompletableFuture().join())
                    .containsExactly(id);
        }
    }

    /** How many of so many attempts were refused as not allowed. */
    private static int refused(Naming naming, long id) throws Exception {
        AtomicInteger refused = new AtomicInteger();
        Semaphore underWay = new Semaphore(UNDER_WAY);
        for (int i = 0; i < ATTEMPTS; i++) {
            underWay.acquire();
            CompletionStage<?> attempt = i % 2 == 0 ? naming.renewClient(id) : naming.closeClient(id);
            var unused = attempt.whenComplete((granted, failure) -> {
                refused.addAndGet(isNotAllowed(failure) ? 1 : 0);
                underWay.release();
            });
        }
        underWay.acquire(UNDER_WAY);
        return refused.get();
    }

    private static boolean isNotAllowed(Throwable failure) {
        Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
        return cause instanceof NotExecutedException refusal && refusal.reason() == Reason.NOT_ALLOWED;
    }

    private TransportSettings certificate(String name, X509Bundle authority) throws Exception {
        X509Bundle leaf = new CertificateBuilder()
                .ecp256()
                .subject("CN=" + name)
                .addSanIpAddress("127.0.0.1")
                .buildIssuedBy(authority);
        return TransportSettings.DEFAULT.tls(TlsSettings.pem(
                file(name + ".pem", leaf.getCertificatePathPEM()),
                file(name + ".key", leaf.getPrivateKeyPEM()),
                file("trusted.pem", authority.getCertificatePEM())));
    }

    private Path file(String name, String text) throws Exception {
        return Files.writeString(directory.resolve(name), text);
    }
}
