package io.limpid.log;

import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Another log, in this process or another, has the directory open. Nothing was read or changed. */
public final class StoreInUseException extends IOException {
    private static final long serialVersionUID = 1L;

    /** Says which directory. */
    public StoreInUseException(Path directory, @Nullable Throwable cause) {
        super(directory + ": in use by another log; stop that one, or choose another directory", cause);
    }
}
