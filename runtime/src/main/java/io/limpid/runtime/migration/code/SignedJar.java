package io.limpid.runtime.migration.code;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.security.CodeSigner;
import java.security.cert.X509Certificate;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.jar.JarEntry;
import java.util.jar.JarInputStream;
import java.util.jar.Manifest;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A jar all of whose content one trusted signer has signed. What is loaded is what was verified: the content is kept as it came out of
 * the verification, and the bytes are not read a second time.
 *
 * <p>The JDK says of each entry by whom it is signed; it does not mind entries that nobody signed, nor signed ones that are missing.
 * Here every entry must be signed, by a signer that has signed all the others too, and each one that the manifest names must be there.
 * Of the manifest nothing else is used: no class path, no versions for other releases of Java ({@code META-INF/versions}).
 *
 * @param hash of the bytes as they travel
 * @param bytes the jar as it travels, for those to whom the object goes from here
 * @param signer who has signed it
 * @param content path to bytes, without the manifest and the signatures
 */
record SignedJar(ContentHash hash, byte[] bytes, X509Certificate signer, Map<String, byte[]> content) {
    /** What need not be signed, because it is what is signed, or what signs. */
    private static final Pattern SIGNATURE =
            Pattern.compile("META-INF/(MANIFEST\\.MF|INDEX\\.LIST|SIG-[^/]*|[^/]*\\.(SF|DSA|RSA|EC))");

    private static final String OTHER_RELEASES = "META-INF/versions/";

    /**
     * Verifies a jar.
     *
     * @throws CodeRefusedException if it is not wholly signed by one of the trusted, or of a doubtful form
     */
    static SignedJar verify(byte[] bytes, TrustedSigners trusted, JarLimits limits) throws CodeRefusedException {
        JarForm.check(bytes, limits);
        Verification verification = new Verification(trusted);
        // JarInputStream tells by SecurityException that a digest does not fit.
        try (JarInputStream in = new JarInputStream(new ByteArrayInputStream(bytes), true)) {
            for (JarEntry entry = in.getNextJarEntry(); entry != null; entry = in.getNextJarEntry()) {
                verification.add(entry, in.readAllBytes());
            }
            X509Certificate signer = verification.signer(in.getManifest());
            trusted.checkValidity(signer);
            return new SignedJar(ContentHash.of(bytes), bytes, signer, Map.copyOf(verification.content));
        } catch (IOException | SecurityException | IllegalArgumentException e) {
            throw new CodeRefusedException(
                    "it was changed after it was signed, or cannot be read: " + e.getMessage(), e);
        }
    }

    private static boolean isSignature(String name) {
        return SIGNATURE.matcher(name.toUpperCase(Locale.ROOT)).matches();
    }

    /** How much memory it holds, nearly. */
    long heldBytes() {
        return bytes.length
                + content.values().stream().mapToLong(each -> each.length).sum();
    }

    private static final class Verification {
        private final TrustedSigners trusted;
        private final Map<String, byte[]> content = new HashMap<>();

        /** Who has signed all entries so far; null before the first. */
        private @Nullable Set<X509Certificate> common;

        Verification(TrustedSigners trusted) {
            this.trusted = trusted;
        }

        /** Takes an entry that was read to its end; before that the JDK does not know who has signed it. */
        void add(JarEntry entry, byte[] read) throws CodeRefusedException {
            String name = entry.getName();
            if (entry.isDirectory()) {
                if (read.length > 0) {
                    throw new CodeRefusedException("its folder " + JarForm.printable(name) + " has content");
                }
                return;
            }
            if (isSignature(name)) {
                return;
            }
            CodeSigner[] signers = entry.getCodeSigners();
            if (signers == null) {
                throw new CodeRefusedException("its entry " + JarForm.printable(name)
                        + " is not signed, or by a method that is not considered safe any more (sign the jar with"
                        + " jarsigner)");
            }
            keepCommon(name, signers);
            content.put(name, read);
        }

        private void keepCommon(String name, CodeSigner[] signers) throws CodeRefusedException {
            Set<X509Certificate> its = trusted.among(signers);
            if (its.isEmpty()) {
                throw new CodeRefusedException("its entry " + JarForm.printable(name) + " is signed by "
                        + TrustedSigners.described(signers)
                        + ", whom this host does not trust (HostBuilder.acceptCodeSignedBy says whom it trusts)");
            }
            if (common == null) {
                common = its;
            } else {
                common.retainAll(its);
            }
            if (common.isEmpty()) {
                throw new CodeRefusedException(
                        "its entry " + JarForm.printable(name) + " is not signed by who signed the others");
            }
        }

        X509Certificate signer(@Nullable Manifest manifest) throws CodeRefusedException {
            if (manifest == null || common == null) {
                throw new CodeRefusedException("it has no signed entries, or does not begin with its manifest");
            }
            for (String named : manifest.getEntries().keySet()) {
                if (!named.endsWith("/") && !content.containsKey(named) && !isSignature(named)) {
                    throw new CodeRefusedException(
                            "its manifest names " + JarForm.printable(named) + ", which is missing");
                }
            }
            content.keySet().removeIf(name -> name.startsWith(OTHER_RELEASES));
            return common.iterator().next();
        }
    }
}
