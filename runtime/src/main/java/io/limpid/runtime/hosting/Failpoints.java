package io.limpid.runtime.hosting;

/**
 * Is told at each step of a host's work between which a crash would leave something else behind. A test stops the host there, holds it up
 * or fails it; in service nobody listens. A step at which this throws ends as if what comes next had failed.
 */
@FunctionalInterface
public interface Failpoints {
    /** Nobody listens. */
    Failpoints NONE = point -> {};

    /**
     * The steps, in their order. A call that may run more than once is not written down, and so does not meet {@link #CALL_LEASE_CHECKED} and
     * {@link #CALL_BEGUN}.
     */
    enum Point {
        /** A call has arrived. */
        CALL_RECEIVED,
        /** Its client is not over, as far as is known here. */
        CALL_LEASE_CHECKED,
        /** It is written down as running. */
        CALL_BEGUN,
        /** Its method is about to run. */
        BEFORE_BODY,
        /** Its method has run, or has returned its stage; that is not written down yet. */
        AFTER_BODY,
        /** Its answer is written down and not sent yet. Records are in memory: there is no further step between written and kept. */
        CALL_RECORDED,
        /** Its answer is sent, and its client has not said that it has it. */
        CALL_ANSWERED,

        /** The target has made ready to receive an object, and has not said so. */
        MOVE_TAKEN,
        /** The source knows that; the object is called as ever. */
        MOVE_OFFERED,
        /** Nothing runs in the object any more, and nothing begins. */
        MOVE_SEALED,
        /** Its state and records are with the target. */
        MOVE_SENT,
        /** The target has made the object of them. */
        MOVE_MADE,
        /** The source is about to tell the target to commit. */
        MOVE_COMMITTING,
        /** The target holds back who comes for the object, and is about to ask naming. */
        MOVE_ANNOUNCED,
        /** Naming has raised the epoch, which is the commit; the target has not opened. */
        MOVE_REBOUND,
        /** The target lets calls in, and has not said so. */
        MOVE_OPENED,
        /** The source knows that, and still holds back who comes. */
        MOVE_ANSWERED,
        /** The source sends callers after the object. */
        MOVE_LEFT,
        /** The source does not know how the commit has ended, and is about to find out. */
        MOVE_IN_DOUBT,
        /** The source has found out that the object is its own, and has not let callers in. */
        MOVE_STAYS
    }

    /** A step is reached. Called on the thread that does the work, which holds no lock but the object's own. */
    void reached(Point point);
}
