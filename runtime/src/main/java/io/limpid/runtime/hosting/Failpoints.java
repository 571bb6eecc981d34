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
        CALL_ANSWERED
    }

    /** A step is reached. Called on the thread that does the work, which holds no lock but the object's own. */
    void reached(Point point);
}
