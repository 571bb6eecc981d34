package io.limpid.log;

import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * A file of the log's directory is damaged in a way that could lose or change acknowledged commands, so the log refused to start.
 *
 * <p>A torn tail, as a crash leaves it, is not that: it is cut off at the last whole entry, because nothing behind it was acknowledged.
 */
public final class CorruptStoreException extends IOException {
    private static final long serialVersionUID = 1L;

    private final String file;

    /** Says which file, what is wrong with it, and what its owner can do. */
    public CorruptStoreException(Path file, String what, String remedy, @Nullable Throwable cause) {
        super(file + ": " + what + ". " + remedy, cause);
        this.file = file.toString();
    }

    /** The damaged file. */
    public Path file() {
        return Path.of(file);
    }
}
