package io.limpid.runtime;

import io.limpid.runtime.transport.TlsSettings;
import io.netty.pkitesting.CertificateBuilder;
import io.netty.pkitesting.X509Bundle;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocketFactory;

/** Certificates of one authority, for whoever a test names. */
final class Certified {
    private final Path directory;
    private final X509Bundle authority;

    Certified(Path directory) throws Exception {
        this.directory = directory;
        this.authority = new CertificateBuilder()
                .ecp256()
                .subject("CN=Bank")
                .setIsCertificateAuthority(true)
                .buildSelfSigned();
    }

    /** The settings of a process of that name on loopback. */
    TlsSettings settings(String name) throws Exception {
        X509Bundle own = own(name);
        return TlsSettings.pem(
                file(name + ".pem", own.getCertificatePathPEM()),
                file(name + ".key", own.getPrivateKeyPEM()),
                file("trusted.pem", authority.getCertificatePEM()));
    }

    /** Sockets that show a certificate of that name. */
    SSLSocketFactory sockets(String name) throws Exception {
        SSLContext context = SSLContext.getInstance("TLSv1.3");
        context.init(
                own(name).toKeyManagerFactory().getKeyManagers(),
                authority.toTrustManagerFactory().getTrustManagers(),
                null);
        return context.getSocketFactory();
    }

    private X509Bundle own(String name) throws Exception {
        return new CertificateBuilder()
                .ecp256()
                .subject("CN=" + name)
                .addSanIpAddress("127.0.0.1")
                .buildIssuedBy(authority);
    }

    private Path file(String name, String text) throws Exception {
        return Files.writeString(directory.resolve(name), text);
    }
}
