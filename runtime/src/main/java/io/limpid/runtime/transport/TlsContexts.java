package io.limpid.runtime.transport;

import io.limpid.runtime.wire.Limit;
import io.limpid.runtime.wire.Limits;
import io.netty.buffer.ByteBufAllocator;
import io.netty.handler.ssl.ClientAuth;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.ssl.SslProvider;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Makes TLS handlers from {@link TlsSettings}. Thread-safe. */
final class TlsContexts {
    private static final String[] PROTOCOLS = {"TLSv1.3", "TLSv1.2"};

    private final SslContext client;
    private final @Nullable SslContext server;
    private final int handshakeMillis;
    private final String ownPrincipal;

    /** @throws IllegalArgumentException if a file cannot be read or holds nothing fitting; the message names the file */
    TlsContexts(TlsSettings settings, Limits limits) {
        TlsSettings.Source own = settings.own();
        handshakeMillis = limits.get(Limit.TLS_MILLIS);
        List<X509Certificate> trusted = certificates(settings.trusted());
        try {
            KeyAndChain key = own == null ? null : keyAndChain(own);
            SslContextBuilder forClients = SslContextBuilder.forClient()
                    .trustManager(trusted)
                    // Netty's default, but it is not left to a system property.
                    .endpointIdentificationAlgorithm("HTTPS");
            if (key == null) {
                server = null;
                ownPrincipal = "";
            } else {
                forClients.keyManager(key.key, key.chain);
                ownPrincipal = Principals.of(key.chain.get(0));
                server = SslContextBuilder.forServer(key.key, key.chain)
                        .trustManager(trusted)
                        .clientAuth(settings.clientCertificateRequired() ? ClientAuth.REQUIRE : ClientAuth.OPTIONAL)
                        .sslProvider(SslProvider.JDK)
                        .protocols(PROTOCOLS)
                        .build();
            }
            client =
                    forClients.sslProvider(SslProvider.JDK).protocols(PROTOCOLS).build();
        } catch (IOException e) {
            throw new IllegalArgumentException("TLS settings: " + e.getMessage(), e);
        }
    }

    boolean canListen() {
        return server != null;
    }

    /** Who this process is, as its own certificate says. */
    String ownPrincipal() {
        return ownPrincipal;
    }

    SslHandler forConnecting(ByteBufAllocator allocator, String host, int port) {
        return withTimeout(client.newHandler(allocator, host, port));
    }

    SslHandler forAccepting(ByteBufAllocator allocator) {
        if (server == null) {
            throw new IllegalStateException("a listener needs a certificate of its own");
        }
        return withTimeout(server.newHandler(allocator));
    }

    private SslHandler withTimeout(SslHandler handler) {
        handler.setHandshakeTimeoutMillis(handshakeMillis);
        return handler;
    }

    private record KeyAndChain(PrivateKey key, List<X509Certificate> chain) {}

    private static KeyAndChain keyAndChain(TlsSettings.Source source) {
        try {
            if (source instanceof TlsSettings.PemKey pem) {
                PrivateKey key = PemKeys.read(pem.privateKey());
                return new KeyAndChain(key, certificates(new TlsSettings.PemCertificates(pem.certificateChain())));
            }
            if (source instanceof TlsSettings.Pkcs12 file) {
                return keyAndChain(file);
            }
            throw new IllegalArgumentException("TLS settings: " + source + " (expected: one with a key)");
        } catch (IOException | GeneralSecurityException e) {
            throw unreadable(source, e);
        }
    }

    private static KeyAndChain keyAndChain(TlsSettings.Pkcs12 file) throws IOException, GeneralSecurityException {
        KeyStore store = load(file);
        for (String alias : Collections.list(store.aliases())) {
            if (store.getKey(alias, file.password()) instanceof PrivateKey key) {
                List<X509Certificate> chain = new ArrayList<>();
                for (Certificate certificate : store.getCertificateChain(alias)) {
                    chain.add((X509Certificate) certificate);
                }
                return new KeyAndChain(key, chain);
            }
        }
        throw new GeneralSecurityException("it holds no private key");
    }

    private static List<X509Certificate> certificates(TlsSettings.Source source) {
        List<X509Certificate> found = new ArrayList<>();
        try {
            if (source instanceof TlsSettings.PemCertificates pem) {
                try (InputStream in = Files.newInputStream(pem.file())) {
                    for (Certificate certificate :
                            CertificateFactory.getInstance("X.509").generateCertificates(in)) {
                        found.add((X509Certificate) certificate);
                    }
                }
            } else if (source instanceof TlsSettings.Pkcs12 file) {
                KeyStore store = load(file);
                for (String alias : Collections.list(store.aliases())) {
                    if (store.getCertificate(alias) instanceof X509Certificate certificate) {
                        found.add(certificate);
                    }
                }
            }
        } catch (IOException | GeneralSecurityException e) {
            throw unreadable(source, e);
        }
        if (found.isEmpty()) {
            throw new IllegalArgumentException("TLS settings: " + source + " (expected: at least one certificate)");
        }
        return found;
    }

    private static KeyStore load(TlsSettings.Pkcs12 file) throws IOException, GeneralSecurityException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(file.file())) {
            store.load(in, file.password());
        }
        return store;
    }

    private static IllegalArgumentException unreadable(TlsSettings.Source source, Exception cause) {
        return new IllegalArgumentException("TLS settings: cannot read " + source + ": " + cause, cause);
    }
}
