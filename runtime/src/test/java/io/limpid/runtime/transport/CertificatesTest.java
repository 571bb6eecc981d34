package io.limpid.runtime.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.limpid.NotExecutedException.Reason;
import io.limpid.runtime.invocation.Cancellation;
import io.limpid.runtime.invocation.Outcome;
import io.limpid.runtime.wire.Limit;
import io.limpid.runtime.wire.Limits;
import io.netty.pkitesting.CertificateBuilder;
import io.netty.pkitesting.X509Bundle;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Who gets in over TLS, and whom a caller trusts: everybody else is turned away before a byte of theirs is taken for a frame. */
final class CertificatesTest {
    private static final char[] PASSWORD = "correct horse".toCharArray();
    private static final Instant NOW = Instant.now();

    private static X509Bundle authority;
    private static X509Bundle otherAuthority;

    @TempDir
    private Path directory;

    @BeforeAll
    static void makeAuthorities() throws Exception {
        authority = authority("CN=Bank");
        otherAuthority = authority("CN=Elsewhere");
    }

    /** What is wrong with a certificate, whoever shows it. */
    private enum Flaw {
        EXPIRED(builder -> builder.notAfter(NOW.minus(Duration.ofDays(1)))),
        NOT_YET_VALID(
                builder -> builder.notBefore(NOW.plus(Duration.ofDays(1))).notAfter(NOW.plus(Duration.ofDays(9)))),
        OF_ANOTHER_AUTHORITY(UnaryOperator.identity()),
        SELF_SIGNED(UnaryOperator.identity()),
        FOR_ANOTHER_USE(CertificateBuilder::addExtendedKeyUsageCodeSigning);

        private final UnaryOperator<CertificateBuilder> change;

        Flaw(UnaryOperator<CertificateBuilder> change) {
            this.change = change;
        }

        X509Bundle certificate() throws Exception {
            CertificateBuilder builder = change.apply(leaf("CN=flawed"));
            return switch (this) {
                case SELF_SIGNED -> builder.setIsCertificateAuthority(true).buildSelfSigned();
                case OF_ANOTHER_AUTHORITY -> builder.buildIssuedBy(otherAuthority);
                default -> builder.buildIssuedBy(authority);
            };
        }
    }

    @Test
    void bothSidesShowACertificateThatTheOtherTrusts() throws Exception {
        assertThat(calls(pem(good(), authority), pem(leaf("CN=teller").buildIssuedBy(authority), authority)))
                .isEqualTo(new Outcome.Returned(3L));
    }

    @Test
    void aKeyStoreDoesAsWell() throws Exception {
        assertThat(calls(pkcs12(good(), authority), pkcs12(good(), authority))).isEqualTo(new Outcome.Returned(3L));
    }

    @Test
    void aClientWithoutACertificateIsRefusedUnlessTheListenerLetsItIn() throws Exception {
        TlsSettings client = TlsSettings.trusting(file("authority.pem", authority.getCertificatePEM()));

        assertTurnedAway(pem(good(), authority), client);
        assertThat(calls(pem(good(), authority).clientCertificateOptional(), client))
                .isEqualTo(new Outcome.Returned(3L));
    }

    static Stream<Arguments> flaws() {
        return Stream.of(Flaw.values()).map(Arguments::of);
    }

    @ParameterizedTest
    @MethodSource("flaws")
    void aClientWhoseCertificateIsBadIsRefused(Flaw flaw) throws Exception {
        assertTurnedAway(pem(good(), authority), pem(flaw.certificate(), authority));
    }

    @ParameterizedTest
    @MethodSource("flaws")
    void aListenerWhoseCertificateIsBadIsNotCalled(Flaw flaw) throws Exception {
        assertTurnedAway(pem(flaw.certificate(), authority), pem(good(), authority));
    }

    @Test
    void aListenerWhoseCertificateNamesAnotherHostIsNotCalled() throws Exception {
        X509Bundle elsewhere = new CertificateBuilder()
                .ecp256()
                .subject("CN=127.0.0.1")
                .addSanDnsName("elsewhere.example")
                .buildIssuedBy(authority);

        assertTurnedAway(pem(elsewhere, authority), pem(good(), authority));
    }

    @Test
    void aCallerOfThisProcessNeedsItsCertificateToo() throws Exception {
        TlsSettings listening = pem(good(), authority);
        TlsSettings without = TlsSettings.trusting(file("authority.pem", authority.getCertificatePEM()));
        try (Party host = Party.listening(TransportSettings.DEFAULT.tls(listening));
                Party stranger = Party.calling(TransportSettings.DEFAULT.tls(without));
                Party friend = Party.calling(TransportSettings.DEFAULT.tls(listening))) {
            assertThat(stranger.add(host, 1, 2).get(10, TimeUnit.SECONDS)).isInstanceOf(Outcome.NotExecuted.class);
            CompletableFuture<Outcome> unused =
                    friend.call(host, Party.sending(Party.HOLD, new byte[1], new Cancellation()));

            Connection way = host.held.poll(10, TimeUnit.SECONDS).request().connection();

            assertThat(way).isInstanceOf(LocalConnection.class);
            assertThat(way.principal()).isEqualTo("vault");
        }
    }

    @Test
    void aCallerWithoutTlsIsRefusedAndSaysWhy() throws Exception {
        try (Party host = Party.listening(Party.overTheNetwork().tls(pem(good(), authority)));
                Party client = Party.calling(Party.overTheNetwork())) {
            Outcome outcome = client.add(host, 1, 2).get(10, TimeUnit.SECONDS);

            assertThat(outcome)
                    .isInstanceOfSatisfying(
                            Outcome.NotExecuted.class,
                            refused -> assertThat(refused.detail()).contains("TLS"));
            assertThat(host.refusals(Refusal.PLAIN_ON_TLS_PORT)).isPositive();
            assertThat(host.refusals(Refusal.TLS_FAILED)).isZero();
            assertThat(host.requests).hasValue(0);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "16", "1603010200", "160301020001"})
    void whoDoesNotFinishTheHandshakeInTimeIsCutOff(String begun) throws Exception {
        TransportSettings impatient = Party.overTheNetwork()
                .tls(pem(good(), authority))
                .limits(Limits.DEFAULT.with(Limit.TLS_MILLIS, 300).with(Limit.FIRST_FRAME_MILLIS, 400));
        try (Party host = Party.listening(impatient);
                RawPeer peer = RawPeer.silent(host)) {
            peer.send(HexFormat.of().parseHex(begun));

            assertThat(peer.isClosedByTheHost()).isTrue();
            // Whether it had begun to speak TLS makes the difference.
            Refusal reason = begun.length() < 10 ? Refusal.GREETING_LATE : Refusal.TLS_FAILED;
            await().until(() -> host.refusals(reason) == 1);
        }
    }

    @Test
    void filesThatCannotBeUsedAreNamed() throws Exception {
        Path missing = directory.resolve("missing.pem");
        Path empty = file("empty.pem", "");
        Path key = file("key.pem", good().getPrivateKeyPEM());
        Path store = keyStore("store.p12", good());

        assertRefused(TlsSettings.trusting(missing), "missing.pem");
        assertRefused(TlsSettings.trusting(empty), "empty.pem");
        assertRefused(TlsSettings.pem(missing, key, missing), "missing.pem");
        assertRefused(TlsSettings.pkcs12(store, store, "wrong".toCharArray()), "store.p12");
    }

    private static void assertRefused(TlsSettings settings, String name) {
        assertThatThrownBy(() -> Party.calling(Party.overTheNetwork().tls(settings)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(name);
    }

    private Outcome calls(TlsSettings listening, TlsSettings calling) throws Exception {
        try (Party host = Party.listening(Party.overTheNetwork().tls(listening));
                Party client = Party.calling(Party.overTheNetwork().tls(calling))) {
            return client.add(host, 1, 2).get(10, TimeUnit.SECONDS);
        }
    }

    private void assertTurnedAway(TlsSettings listening, TlsSettings calling) throws Exception {
        try (Party host = Party.listening(Party.overTheNetwork().tls(listening));
                Party client = Party.calling(Party.overTheNetwork().tls(calling))) {
            Outcome outcome = client.add(host, 1, 2).get(10, TimeUnit.SECONDS);

            assertThat(outcome)
                    .isInstanceOfSatisfying(
                            Outcome.NotExecuted.class,
                            refused -> assertThat(refused.reason()).isEqualTo(Reason.UNREACHABLE));
            await().until(() -> host.refusals(Refusal.TLS_FAILED) > 0);
            assertThat(host.requests).hasValue(0);
        }
    }

    private static X509Bundle authority(String name) throws Exception {
        return new CertificateBuilder()
                .ecp256()
                .subject(name)
                .setIsCertificateAuthority(true)
                .buildSelfSigned();
    }

    private static CertificateBuilder leaf(String name) {
        return new CertificateBuilder()
                .ecp256()
                .subject(name)
                .addSanIpAddress("127.0.0.1")
                .addSanDnsName("localhost");
    }

    private static X509Bundle good() throws Exception {
        return leaf("CN=vault").buildIssuedBy(authority);
    }

    private TlsSettings pem(X509Bundle own, X509Bundle trusted) throws Exception {
        String name = Integer.toHexString(System.identityHashCode(own));
        return TlsSettings.pem(
                file(name + ".pem", own.getCertificatePathPEM()),
                file(name + ".key", own.getPrivateKeyPEM()),
                file("trusted.pem", trusted.getCertificatePEM()));
    }

    private TlsSettings pkcs12(X509Bundle own, X509Bundle trusted) throws Exception {
        Path trust = directory.resolve("trust.p12");
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, PASSWORD);
        store.setCertificateEntry("authority", trusted.getCertificate());
        try (OutputStream out = Files.newOutputStream(trust)) {
            store.store(out, PASSWORD);
        }
        return TlsSettings.pkcs12(keyStore("own.p12", own), trust, PASSWORD);
    }

    private Path keyStore(String name, X509Bundle own) throws Exception {
        Path file = directory.resolve(name);
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, PASSWORD);
        store.setKeyEntry("own", own.getKeyPair().getPrivate(), PASSWORD, own.getCertificatePath());
        try (OutputStream out = Files.newOutputStream(file)) {
            store.store(out, PASSWORD);
        }
        return file;
    }

    private Path file(String name, String text) throws Exception {
        return Files.writeString(directory.resolve(name), text);
    }
}
