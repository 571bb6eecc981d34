package io.limpid.naming.cli;

import io.limpid.runtime.transport.TlsSettings;
import io.limpid.runtime.transport.TransportSettings;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Certificates, or the word that none are wanted. */
final class TlsOptions {
    @Option(names = "--tls-certificate", paramLabel = "FILE", description = "This process's certificate chain, PEM.")
    private @Nullable Path certificate;

    @Option(names = "--tls-key", paramLabel = "FILE", description = "Its private key, PEM (PKCS#8, not encrypted).")
    private @Nullable Path key;

    @Option(
            names = "--tls-trusted",
            paramLabel = "FILE",
            description = "The certificates that peers' must end in, PEM.")
    private @Nullable Path trusted;

    @Option(names = "--plaintext", description = "Speak plain text beyond loopback too.")
    private boolean plaintext;

    TransportSettings transport() {
        TransportSettings settings = plaintext ? TransportSettings.DEFAULT.plaintext() : TransportSettings.DEFAULT;
        if (certificate == null && key == null && trusted == null) {
            return settings;
        }
        if (certificate == null || key == null || trusted == null) {
            throw new IllegalArgumentException(
                    "--tls-certificate, --tls-key and --tls-trusted belong together (expected: all three or none)");
        }
        return settings.tls(TlsSettings.pem(certificate, key, trusted));
    }
}
