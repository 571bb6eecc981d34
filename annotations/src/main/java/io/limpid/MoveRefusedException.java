package io.limpid;

/** The object was not moved: it is where it was, and is called as before, unless the host that had it was lost. */
public final class MoveRefusedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** What stood in the way. */
    public enum Reason {
        /** Nothing of that name is at the host that was asked to move it; it may have moved meanwhile. */
        NOT_HERE,
        /** Objects of its class do not move, or not this one as it is. */
        NOT_MOVABLE,
        /** Somebody else moves it, or has bound its name. */
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
