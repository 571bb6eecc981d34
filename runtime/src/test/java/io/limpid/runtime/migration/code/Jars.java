package io.limpid.runtime.migration.code;

import io.limpid.runtime.simulation.VirtualTime;
import io.netty.pkitesting.CertificateBuilder;
import io.netty.pkitesting.X509Bundle;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;
import jdk.security.jarsigner.JarSigner;

/** Makes jars and signs them, and makes of signed ones what an attacker would. */
public final class Jars {
    private Jars() {}

    /** A jar with a manifest and these entries, in this order. */
    public static byte[] of(Map<String, byte[]> entries) {
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().putValue("Manifest-Version", "1.0");
        ByteArrayOutputStream jar = new ByteArrayOutputStream();
        try (JarOutputStream out = new JarOutputStream(jar, manifest)) {
            for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
                out.putNextEntry(new JarEntry(entry.getKey()));
                out.write(entry.getValue());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return jar.toByteArray();
    }

    /** Signs a jar as {@code jarsigner} does. */
    static byte[] sign(byte[] jar, X509Bundle signer, String signatureFile) throws Exception {
        Path file = Files.createTempFile("limpid", ".jar");
        try {
            Files.write(file, jar);
            ByteArrayOutputStream signed = new ByteArrayOutputStream();
            try (ZipFile zip = new ZipFile(file.toFile())) {
                new JarSigner.Builder(
                                signer.getKeyPair().getPrivate(),
                                CertificateFactory.getInstance("X.509")
                                        .generateCertPath(List.of(signer.getCertificatePath())))
                        .signerName(signatureFile)
                        .build()
                        .sign(zip, signed);
            }
            return signed.toByteArray();
        } finally {
            Files.delete(file);
        }
    }

    public static byte[] sign(byte[] jar, X509Bundle signer) throws Exception {
        return sign(jar, signer, "SIGNER");
    }

    /** A signer whose certificate was good a year before the present of {@link VirtualTime} and will be for another. */
    static X509Bundle signer(String name) throws Exception {
        return builder(name).buildSelfSigned();
    }

    /** The files below a folder, as entries of a jar. */
    public static Map<String, byte[]> files(Path folder) throws IOException {
        Map<String, byte[]> files = new TreeMap<>();
        try (Stream<Path> found = Files.walk(folder)) {
            for (Path file : found.filter(Files::isRegularFile).toList()) {
                files.put(folder.relativize(file).toString(), Files.readAllBytes(file));
            }
        }
        return files;
    }

    static CertificateBuilder builder(String name) {
        Instant now = new VirtualTime().wallTime();
        return new CertificateBuilder()
                .subject("CN=" + name)
                .ecp256()
                .setIsCertificateAuthority(true)
                .notBefore(now.minus(Duration.ofDays(365)))
                .notAfter(now.plus(Duration.ofDays(365)));
    }

    static X509Certificate certificate(X509Bundle signer) {
        return signer.getCertificate();
    }

    /** The entries of a jar with its manifest and signatures, in their order. */
    static Map<String, byte[]> entries(byte[] jar) throws IOException {
        Map<String, byte[]> entries = new LinkedHashMap<>();
        try (ZipInputStream in = new ZipInputStream(new ByteArrayInputStream(jar))) {
            for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
                entries.put(entry.getName(), in.readAllBytes());
            }
        }
        return entries;
    }

    /** A jar of exactly these entries. */
    static byte[] zip(Map<String, byte[]> entries) throws IOException {
        ByteArrayOutputStream jar = new ByteArrayOutputStream();
        try (ZipOutputStream out = new ZipOutputStream(jar)) {
            for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
                out.putNextEntry(new ZipEntry(entry.getKey()));
                out.write(entry.getValue());
            }
        }
        return jar.toByteArray();
    }

    /** Writes another name over one of the same length, wherever it stands. */
    static byte[] renamed(byte[] jar, String from, String to) {
        byte[] changed = jar.clone();
        byte[] old = from.getBytes(java.nio.charset.StandardCharsets.UTF_8);
        byte[] given = to.getBytes(java.nio.charset.StandardCharsets.UTF_8);
        for (int i = 0; i + old.length <= changed.length; i++) {
            if (Arrays.equals(changed, i, i + old.length, old, 0, old.length)) {
                System.arraycopy(given, 0, changed, i, given.length);
            }
        }
        return changed;
    }
}
