package io.limpid.log;

import org.jspecify.annotations.Nullable;

/** The log took the command and cannot tell what became of it: it may have been applied, may still be, or may be lost. */
public final class UnknownOutcomeException extends LogException {
    private static final long serialVersionUID = 1L;

    /** Says what is known, and why. */
    public UnknownOutcomeException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }

    @Override
    public boolean mayBeApplied() {
        return true;
    }
}
