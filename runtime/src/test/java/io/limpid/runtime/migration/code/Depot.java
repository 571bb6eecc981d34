package io.limpid.runtime.migration.code;

import io.limpid.ReadOnly;
import io.limpid.Remote;
import java.util.Optional;

/** Offers the code of a class in one of several jars, as hosts do from which an object of it moves. */
@Remote
public interface Depot {
    @ReadOnly
    Optional<OfferedJar> offerOf(int jar, String className);
}
