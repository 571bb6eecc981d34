package io.limpid.runtime.migration.code;

import io.limpid.NotExecutedException;
import io.limpid.OutcomeUnknownException;
import io.limpid.RemoteFailureException;
import io.limpid.runtime.invocation.Clock;
import java.io.ByteArrayOutputStream;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.Collection;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes the code of objects that come here and whose class is unknown here. See "Code mobility" in DESIGN.md. What is taken runs with
 * all rights of this process: the signature is the only thing that stands before it. Thread-safe.
 */
public final class CodeIntake {
    private static final Logger LOG = LoggerFactory.getLogger(CodeIntake.class);

    /** For one jar, from its offer to its loader. */
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    /** In jars of the largest size, unpacked. */
    private static final int CACHED_JARS = 2;

    private final TrustedSigners trusted;
    private final JarLimits limits;
    private final Clock clock;
    private final JarCache cache;

    /** Held by who fetches: one jar at a time, so that the memory for what is not verified yet is bounded. */
    private final ReentrantLock fetching = new ReentrantLock();

    /**
     * Makes one.
     *
     * @param trusted whose signature is a reason to run code; empty to take none
     * @param host finds the classes that this host has itself
     */
    public CodeIntake(Collection<X509Certificate> trusted, JarLimits limits, ClassLoader host, Clock clock) {
        this.trusted = new TrustedSigners(trusted, clock);
        this.limits = limits;
        this.clock = clock;
        this.cache = new JarCache(CACHED_JARS * (limits.jarBytes() + limits.contentBytes()), host);
    }

    /**
     * Gives a loader that finds the class and what was generated for it; waits while the jar is fetched.
     *
     * @param name what the class is called on the wire; no generated code of that name is here
     * @param offer what the sender offers; empty if nothing
     * @throws CodeRefusedException if the code is not to be had, or not to be trusted
     */
    public ClassLoader take(String name, Optional<OfferedJar> offer) throws CodeRefusedException {
        if (trusted.isEmpty()) {
            throw new CodeRefusedException("class " + name + " is unknown here, and this host takes no code from"
                    + " others (put the class on its class path, or say HostBuilder.acceptCodeSignedBy)");
        }
        if (offer.isEmpty()) {
            throw new CodeRefusedException("class " + name + " is unknown here, and the sender does not offer its"
                    + " code (put the class on the class path here, or say HostBuilder.offerCode at the sender)");
        }
        try {
            JarLoader loader = loader(offer.get());
            if (!loader.jar().content().containsKey(offer.get().className().replace('.', '/') + ".class")) {
                throw new CodeRefusedException(
                        "it does not have " + JarForm.printable(offer.get().className()));
            }
            return loader;
        } catch (CodeRefusedException e) {
            throw new CodeRefusedException(
                    "the code of " + name + " is refused (jar " + offer.get().hash() + "): " + e.getMessage(), e);
        }
    }

    private JarLoader loader(OfferedJar offer) throws CodeRefusedException {
        JarLoader known = cache.find(offer.hash());
        if (known == null) {
            known = fetched(offer);
        }
        // Once more, because a jar may stay longer than the certificate is good.
        trusted.checkValidity(known.jar().signer());
        return known;
    }

    private JarLoader fetched(OfferedJar offer) throws CodeRefusedException {
        long begun = clock.nanoTime();
        lock();
        try {
            JarLoader meanwhile = cache.find(offer.hash());
            if (meanwhile != null) {
                return meanwhile;
            }
            SignedJar jar = SignedJar.verify(fetch(offer, begun), trusted, limits);
            LOG.info(
                    "took code: jar {} of {} bytes and {} entries, signed by {}",
                    jar.hash(),
                    jar.bytes().length,
                    jar.content().size(),
                    jar.signer().getSubjectX500Principal());
            return cache.add(jar);
        } finally {
            fetching.unlock();
        }
    }

    private void lock() throws CodeRefusedException {
        try {
            if (!fetching.tryLock(PATIENCE.toNanos(), TimeUnit.NANOSECONDS)) {
                throw new CodeRefusedException("another jar is still being fetched");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CodeRefusedException("the fetching thread was interrupted", e);
        }
    }

    private byte[] fetch(OfferedJar offer, long begun) throws CodeRefusedException {
        if (offer.bytes() < 1 || offer.bytes() > limits.jarBytes()) {
            throw new CodeRefusedException(
                    "it is said to have " + offer.bytes() + " bytes (expected: 1 to " + limits.jarBytes() + ")");
        }
        // Grows with what arrives, whatever the sender says.
        ByteArrayOutputStream jar = new ByteArrayOutputStream();
        for (int index = 0; jar.size() < offer.bytes(); index++) {
            if (clock.nanoTime() - begun > PATIENCE.toNanos()) {
                throw new CodeRefusedException("it could not be fetched within " + PATIENCE.toSeconds() + " s");
            }
            byte[] piece = piece(offer, index);
            if (piece.length != Math.min(JarPieces.PIECE_BYTES, offer.bytes() - jar.size())) {
                throw new CodeRefusedException("its piece " + index + " has " + piece.length + " bytes");
            }
            jar.write(piece, 0, piece.length);
        }
        byte[] bytes = jar.toByteArray();
        if (!ContentHash.of(bytes).equals(offer.hash())) {
            throw new CodeRefusedException("its content is not what its hash says");
        }
        return bytes;
    }

    private static byte[] piece(OfferedJar offer, int index) throws CodeRefusedException {
        try {
            return offer.pieces().piece(index);
        } catch (NotExecutedException | OutcomeUnknownException | RemoteFailureException e) {
            throw new CodeRefusedException("it cannot be fetched from the sender: " + e.getMessage(), e);
        }
    }
}
