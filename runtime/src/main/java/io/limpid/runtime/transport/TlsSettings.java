package io.limpid.runtime.transport;

import java.nio.file.Path;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Certificates and trust, read from files when a transport is opened. Immutable. TLS 1.3 and 1.2 only; host names are always checked.
 *
 * @param own this process's certificate chain and key; null for a client that shows none
 * @param trusted the certificates that peers' chains must end in
 * @param clientCertificateRequired whether a listener refuses clients without a certificate
 */
public record TlsSettings(@Nullable Source own, Source trusted, boolean clientCertificateRequired) {

    /** Mutual TLS from PEM files: a chain with its unencrypted PKCS#8 key, and the trusted certificates. */
    public static TlsSettings pem(Path certificateChain, Path privateKey, Path trusted) {
        return new TlsSettings(new PemKey(certificateChain, privateKey), new PemCertificates(trusted), true);
    }

    /** Mutual TLS from PKCS#12 files: one with the chain and its key, one with the trusted certificates. */
    public static TlsSettings pkcs12(Path keyStore, Path trustStore, char[] password) {
        return new TlsSettings(new Pkcs12(keyStore, password), new Pkcs12(trustStore, password), true);
    }

    /** For a process that shows no certificate itself, from a PEM file with the trusted ones. It cannot listen. */
    public static TlsSettings trusting(Path trusted) {
        return new TlsSettings(null, new PemCertificates(trusted), true);
    }

    /** The same, but a listener lets in clients without a certificate too; their principal is empty. */
    public TlsSettings clientCertificateOptional() {
        return new TlsSettings(own, trusted, false);
    }

    /** Where keys or certificates are read from. */
    public sealed interface Source {}

    /** A chain, the process's own certificate first, and its key. */
    public record PemKey(Path certificateChain, Path privateKey) implements Source {}

    /** One or more certificates. */
    public record PemCertificates(Path file) implements Source {}

    /** A key store; its first key, or all of its certificates. */
    public record Pkcs12(Path file, char[] password) implements Source {
        /** Copies the password. */
        public Pkcs12 {
            password = password.clone();
        }

        @Override
        public char[] password() {
            return password.clone();
        }

        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof Pkcs12 that && file.equals(that.file) && Arrays.equals(password, that.password);
        }

        @Override
        public int hashCode() {
            return file.hashCode();
        }

        /** Does not tell the password. */
        @Override
        public String toString() {
            return "Pkcs12[" + file + "]";
        }
    }
}
