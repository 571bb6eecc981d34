package io.limpid;

/** The object was not moved: it is where it was, and is called as before, unless the host that had it was lost. */
public final class MoveRefusedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** What stood in the way. */
    public enum Reason {
        /** No object has that name, or not yet the process that now runs where naming says that it is. */
        NOT_HERE,
        /** Objects of its class do not move, or not this one as it is. */
        NOT_MOVABLE,
        /** Somebody else moves it, has moved it to another host, or has bound its name; the message says where it is. */
        CONFLICT,
        /** A method kept it for too long, or too many calls waited for it. */
        BUSY,
        /** The target does not take it. */
        TARGET_REFUSED,
        /** The target cannot be reached, or was lost on the way. */
        TARGET_UNREACHABLE,
        /** The host that has it was lost on the way: naming has given it up, and the object is there if it comes back. */
        SOURCE_UNREACHABLE
    }

    private final Reason reason;

    /** Makes one; used by the runtime. */
    public MoveRefusedException(Reason reason, String message) {
        super(message);
        this.reason = reason;
    }

    /** What stood in the way; the message says it in full. */
    public Reason reason() {
        return reason;
    }
}
