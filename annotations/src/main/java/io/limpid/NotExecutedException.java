package io.limpid;

/**
 * The call certainly did not happen: no method ran, nothing changed. Repeating it is safe for every method. The reason says
 * what stood in the way.
 */
public final class NotExecutedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** What stood in the way. */
    public enum Reason {
        /** No object has that name. */
        NOT_FOUND,
        /** Whoever was asked is too busy and refused before doing anything. */
        OVERLOADED,
        /** The object is there but does not know this interface or method, or the two sides' contracts disagree. */
        INTERFACE_MISMATCH,
        /** No connection could be made, or it broke before the call was sent. */
        UNREACHABLE,
        /** The caller may not make this call. */
        NOT_ALLOWED,
        /** The deadline passed before the call was sent or begun. */
        DEADLINE_EXCEEDED,
        /** The caller cancelled, or was interrupted, before the call was begun. */
        CANCELLED,
        /** The object is moving or was somewhere else each time it was asked for. */
        MOVED,
        /** The client or host is closing. */
        CLOSED,
        /** The arguments cannot be encoded or decoded, or are beyond a limit. */
        BAD_REQUEST
    }

    private final Reason reason;
    private final String detail;

    /** Makes one; used by the runtime. */
    public NotExecutedException(Reason reason, String message, String detail, Throwable cause) {
        super(message, cause);
        this.reason = reason;
        this.detail = detail;
    }

    /** What stood in the way. */
    public Reason reason() {
        return reason;
    }

    /** The refusal itself in one sentence, without the account of the attempts that {@link #getMessage()} adds. */
    public String detail() {
        return detail;
    }
}
