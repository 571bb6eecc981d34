package io.limpid.naming.service;

import io.limpid.Idempotent;
import io.limpid.ReadOnly;
import io.limpid.Remote;
import io.limpid.Timeout;
import io.limpid.runtime.identity.ObjectName;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.UUID;

/**
 * Copies of what naming keeps, while it goes on. An object of its own beside naming's, at the same place; the server that leads answers, the
 * others redirect to it.
 */
@Remote
@Timeout(60_000)
public interface CopyControl {
    /** The name under which it is reached, in every naming server. */
    ObjectName NAME = new ObjectName("limpid/naming/copies");

    /** The longest part that is sent at once. */
    int PART_BYTES = 256 << 10;

    /**
     * Makes a copy with all that was answered before it was asked for; the server keeps the latest alone, until a minute after it was last asked
     * for. Changes wait while it is made: for a million names about a second.
     */
    @Idempotent
    Copy make();

    /**
     * Gives the bytes of a copy from an offset on, as many as are sent at once.
     *
     * @throws CopyGoneException if the server that answers does not keep that copy
     */
    @ReadOnly
    byte[] part(UUID copy, int offset) throws CopyGoneException;

    /**
     * A copy that was made.
     *
     * @param id which one, told by its content
     * @param bytes how long it is
     */
    record Copy(UUID id, int bytes) {}

    /** The copy is not there any more. */
    final class CopyGoneException extends Exception {
        private static final long serialVersionUID = 1L;

        /** Says which. */
        public CopyGoneException(UUID copy) {
            super(
                    "naming does not keep the copy " + copy
                            + " any more: another was made since, another server leads, or nobody asked for a minute (make another)");
        }
    }

    /** Makes a copy and fetches the whole of it; waits. */
    static DirectoryCopy fetch(CopyControl naming) throws IOException, CopyGoneException {
        Copy made = naming.make();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(made.bytes());
        while (bytes.size() < made.bytes()) {
            byte[] part = naming.part(made.id(), bytes.size());
            if (part.length == 0) {
                throw new IOException("the copy came cut (make another)");
            }
            bytes.writeBytes(part);
        }
        return DirectoryCopy.of(bytes.toByteArray(), made.id());
    }
}
