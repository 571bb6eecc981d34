package io.limpid.runtime.migration.code;

import io.limpid.runtime.invocation.Clock;
import java.security.CodeSigner;
import java.security.cert.CertificateEncodingException;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.Collection;
import java.util.Date;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * Whose signature an operator takes for a reason to run code. Each certificate is the signer's own: one that it issued counts for
 * nothing, because an authority that certifies servers is not asked whose code they should run. Immutable.
 */
final class TrustedSigners {
    private final Set<X509Certificate> certificates;
    private final Clock clock;

    TrustedSigners(Collection<X509Certificate> certificates, Clock clock) {
        this.certificates = Set.copyOf(certificates);
        this.clock = clock;
    }

    boolean isEmpty() {
        return certificates.isEmpty();
    }

    /** Those of the trusted that have signed. */
    Set<X509Certificate> among(CodeSigner[] signers) {
        Set<X509Certificate> found = new LinkedHashSet<>();
        for (CodeSigner signer : signers) {
            if (ownCertificate(signer) instanceof X509Certificate own && certificates.contains(own)) {
                found.add(own);
            }
        }
        return found;
    }

    /** Time stamps are not asked: whoever has an old key could choose the time. */
    void checkValidity(X509Certificate signer) throws CodeRefusedException {
        try {
            signer.checkValidity(Date.from(clock.wallTime()));
        } catch (CertificateException e) {
            throw new CodeRefusedException(
                    "the certificate of its signer " + described(signer) + " is good from "
                            + signer.getNotBefore().toInstant() + " to "
                            + signer.getNotAfter().toInstant()
                            + " only (sign the jar with one that is good now)",
                    e);
        }
    }

    /** Names signers as an operator finds them again. */
    static String described(CodeSigner[] signers) {
        StringBuilder all = new StringBuilder();
        for (CodeSigner signer : signers) {
            all.append(all.isEmpty() ? "" : ", ")
                    .append(ownCertificate(signer) instanceof X509Certificate own ? described(own) : "?");
        }
        return all.toString();
    }

    private static String described(X509Certificate certificate) {
        try {
            return JarForm.printable(certificate.getSubjectX500Principal().getName()) + " (SHA-256 fingerprint "
                    + ContentHash.of(certificate.getEncoded()).sha256() + ")";
        } catch (CertificateEncodingException e) {
            return JarForm.printable(certificate.getSubjectX500Principal().getName());
        }
    }

    private static Object ownCertificate(CodeSigner signer) {
        return signer.getSignerCertPath().getCertificates().get(0);
    }
}
