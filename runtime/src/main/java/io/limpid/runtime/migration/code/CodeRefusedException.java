package io.limpid.runtime.migration.code;

/** Code was not taken. The message says why, and what the operator would have to say to have it taken. */
public final class CodeRefusedException extends Exception {
    private static final long serialVersionUID = 1L;

    /** Makes one. */
    public CodeRefusedException(String message) {
        super(message);
    }

    CodeRefusedException(String message, Throwable cause) {
        super(message, cause);
    }
}
