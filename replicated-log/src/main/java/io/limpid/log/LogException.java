package io.limpid.log;

import org.jspecify.annotations.Nullable;

/** A submission or query that gave no answer. Its kinds say what is known about the command, not what broke; the cause is attached. */
public abstract sealed class LogException extends RuntimeException
        permits NotLeaderException, LogUnavailableException, UnknownOutcomeException {
    private static final long serialVersionUID = 1L;

    LogException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }

    /** Whether the command may have been applied, or may still be. If not, it never will be and may be submitted again freely. */
    public abstract boolean mayBeApplied();
}
