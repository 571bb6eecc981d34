package io.limpid.runtime.migration.code;

import io.limpid.ReadOnly;
import io.limpid.Remote;
import io.limpid.Timeout;

/** A jar at the host that offers it; passed by reference within an {@link OfferedJar}, so that only who was offered it can read it. */
@Remote
@Timeout(10_000)
public interface JarPieces {
    /** How long a piece is, if it is not the last. */
    int PIECE_BYTES = 256 << 10;

    /**
     * Gives a piece.
     *
     * @param index 0 for the first
     * @throws IllegalArgumentException if there is no such piece
     */
    @ReadOnly
    byte[] piece(int index);
}
