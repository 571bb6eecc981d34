package io.limpid.runtime.hosting;

import org.jspecify.annotations.Nullable;

/**
 * Thrown by an object of Limpid's own that cannot tell whether it has done what it was called for: the caller is told so, and calls again if the
 * method may be repeated. Users' objects have no use for it; what they throw has happened.
 */
public final class UncertainException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** Says what is known, and why. */
    public UncertainException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
