package io.limpid.runtime.migration.code;

import java.util.Objects;

/**
 * Says where the code of an object can be had that is to move; travels with the offer of the object.
 *
 * @param className the class of the object, as Java names it
 * @param hash of the jar that it is in
 * @param bytes how long it is
 * @param pieces where to get it
 */
public record OfferedJar(String className, ContentHash hash, long bytes, JarPieces pieces) {
    /** Checks that nothing is missing, because it may come from anybody. */
    public OfferedJar {
        Objects.requireNonNull(className, "class name");
        Objects.requireNonNull(hash, "hash");
        Objects.requireNonNull(pieces, "pieces");
    }
}
