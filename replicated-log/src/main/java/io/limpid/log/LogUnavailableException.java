package io.limpid.log;

import org.jspecify.annotations.Nullable;

/** The log did not take the command (it is full, starting, closed or broken). It was not applied and never will be. */
public final class LogUnavailableException extends LogException {
    private static final long serialVersionUID = 1L;

    /** Says what is known, and why. */
    public LogUnavailableException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }

    @Override
    public boolean mayBeApplied() {
        return false;
    }
}
