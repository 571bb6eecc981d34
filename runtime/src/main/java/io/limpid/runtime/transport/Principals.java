package io.limpid.runtime.transport;

import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.Collection;
import java.util.List;
import javax.naming.InvalidNameException;
import javax.naming.ldap.LdapName;
import javax.naming.ldap.Rdn;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSession;
import javax.security.auth.x500.X500Principal;

/** Reads from a peer's certificate who it is: the subject's common name, else the first alternative name. */
final class Principals {
    private Principals() {}

    /** Gives the principal; empty where the peer showed no certificate. */
    static String ofPeer(SSLSession session) {
        try {
            return session.getPeerCertificates()[0] instanceof X509Certificate certificate ? of(certificate) : "";
        } catch (SSLPeerUnverifiedException e) {
            return "";
        }
    }

    static String of(X509Certificate certificate) {
        String name = commonName(certificate.getSubjectX500Principal());
        return name.isEmpty() ? alternativeName(certificate) : name;
    }

    private static String commonName(X500Principal subject) {
        try {
            for (Rdn rdn : new LdapName(subject.getName(X500Principal.RFC2253)).getRdns()) {
                if (rdn.getType().equalsIgnoreCase("CN")) {
                    return rdn.getValue().toString();
                }
            }
            return "";
        } catch (InvalidNameException e) {
            return "";
        }
    }

    private static String alternativeName(X509Certificate certificate) {
        try {
            Collection<List<?>> names = certificate.getSubjectAlternativeNames();
            if (names != null) {
                for (List<?> name : names) {
                    if (name.get(1) instanceof String text) {
                        return text;
                    }
                }
            }
            return "";
        } catch (CertificateParsingException e) {
            return "";
        }
    }
}
