package io.limpid;

/**
 * The object's method ran and ended with a throwable that its interface does not declare. The message is the object's own;
 * the stack trace stays in the host's log under {@link #failureId()}, unless the host is set to send it.
 */
public final class RemoteFailureException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private static final StackTraceElement[] NONE = {};

    private final String failureId;
    private final StackTraceElement[] remoteFrames;

    /** Makes one whose trace begins here. */
    public RemoteFailureException(String message, String failureId) {
        super(message);
        this.failureId = failureId;
        this.remoteFrames = NONE;
    }

    /** Makes one whose trace is that of the other side; used by the runtime. */
    public RemoteFailureException(String message, String failureId, StackTraceElement[] remoteFrames) {
        super(message);
        this.failureId = failureId;
        this.remoteFrames = remoteFrames.clone();
        setStackTrace(remoteFrames);
    }

    /** The id under which the host logged the throwable. */
    public String failureId() {
        return failureId;
    }

    /**
     * The frames of the object's host, the innermost first, if that is set to send them; else none. The
     * {@linkplain #getStackTrace() stack trace} of a blocking call begins with them and goes on with those of the caller.
     */
    public StackTraceElement[] remoteFrames() {
        return remoteFrames.clone();
    }
}
