package io.limpid;

/**
 * The object's method ran and ended with a throwable that its interface does not declare. The message is the object's own;
 * the stack trace stays in the host's log under {@link #failureId()}, unless the host is set to send it.
 */
public final class RemoteFailureException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String failureId;

    /** Makes one; used by the runtime. */
    public RemoteFailureException(String message, String failureId) {
        super(message);
        this.failureId = failureId;
    }

    /** The id under which the host logged the throwable. */
    public String failureId() {
        return failureId;
    }
}
