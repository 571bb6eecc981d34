package io.limpid.naming.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.limpid.naming.server.Program;
import io.netty.pkitesting.CertificateBuilder;
import io.netty.pkitesting.X509Bundle;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The program over mutual TLS. */
final class SecuredCommandLineTest {
    @TempDir
    static Path directory;

    private static List<String> own;
    private static List<String> foreign;
    private static Program server;
    private static String address;

    @BeforeAll
    static void start() throws Exception {
        own = certificates("own", authority("CN=Bank"));
        foreign = certificates("foreign", authority("CN=Elsewhere"));
        server = Program.serve(0, directory.resolve("data"), own.toArray(new String[0]));
        address = server.awaitReady();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void whoShowsATrustedCertificateIsAnswered() {
        try (Program ls = limpid(own, "ls")) {
            assertThat(ls.rest()).isEmpty();
            assertThat(ls.exit()).as(ls.errors()).isZero();
        }
    }

    @Test
    void whoDoesNotIsToldWhyInOneLine() {
        try (Program plain = limpid(List.of(), "ls");
                Program stranger = limpid(foreign, "ls")) {
            assertThat(plain.exit()).isEqualTo(3);
            assertThat(plain.errors().lines()).hasSize(1);
            assertThat(plain.errors()).contains("TLS");
            assertThat(stranger.exit()).isEqualTo(3);
            assertThat(stranger.errors().lines()).hasSize(1);
            assertThat(stranger.errors()).contains("TLS");
        }
    }

    @Test
    void certificatesThatAreHalfGivenOrCannotBeReadAreNamed() {
        try (Program half = limpid(own.subList(0, 2), "ls");
                Program missing = limpid(
                        List.of(
                                "--tls-certificate",
                                directory.resolve("none.pem").toString(),
                                own.get(2),
                                own.get(3),
                                own.get(4),
                                own.get(5)),
                        "ls")) {
            assertThat(half.exit()).isEqualTo(2);
            assertThat(half.errors()).contains("belong together");
            assertThat(missing.exit()).isEqualTo(2);
            assertThat(missing.errors()).contains("none.pem");
        }
    }

    private static Program limpid(List<String> tls, String... command) {
        List<String> arguments = new ArrayList<>(List.of(command));
        arguments.addAll(List.of("--naming", address, "--timeout", "10"));
        arguments.addAll(tls);
        return Program.start(arguments.toArray(new String[0]));
    }

    private static List<String> certificates(String name, X509Bundle authority) throws Exception {
        X509Bundle leaf = new CertificateBuilder()
                .ecp256()
                .subject("CN=" + name)
                .addSanIpAddress("127.0.0.1")
                .buildIssuedBy(authority);
        return List.of(
                "--tls-certificate",
                write(name + ".pem", leaf.getCertificatePathPEM()),
                "--tls-key",
                write(name + ".key", leaf.getPrivateKeyPEM()),
                "--tls-trusted",
                write(name + ".trusted", authority.getCertificatePEM()));
    }

    private static X509Bundle authority(String name) throws Exception {
        return new CertificateBuilder()
                .ecp256()
                .subject(name)
                .setIsCertificateAuthority(true)
                .buildSelfSigned();
    }

    private static String write(String name, String text) throws IOException {
        return Files.writeString(directory.resolve(name), text).toString();
    }
}
