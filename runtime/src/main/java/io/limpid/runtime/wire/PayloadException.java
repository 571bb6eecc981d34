package io.limpid.runtime.wire;

/** A payload cannot be written or read. The message says what and where, and never a class name that the peer sent. */
public final class PayloadException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** Makes one without a cause. */
    public PayloadException(String message) {
        super(message);
    }

    /** Makes one with its cause. */
    public PayloadException(String message, Throwable cause) {
        super(message, cause);
    }
}
