package io.limpid;

/**
 * The call was sent and no answer came: it happened once or not at all, and this side cannot know which. Limpid has not
 * repeated it beyond what the method's declaration allows.
 */
public final class OutcomeUnknownException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final InvocationId invocationId;

    /** Makes one; used by the runtime. */
    public OutcomeUnknownException(InvocationId invocationId, String message, Throwable cause) {
        super(message, cause);
        this.invocationId = invocationId;
    }

    /** The call's id, by which the truth can be asked later. */
    public InvocationId invocationId() {
        return invocationId;
    }
}
