package io.limpid.runtime.invocation;

/** What a thread that makes a call does until it stands still and waits for the end. */
@FunctionalInterface
public interface Meanwhile {
    /** Nothing. */
    Meanwhile NOTHING = Waited::begin;

    /**
     * Makes the call, and may then do work on this thread that the call needs; returns when the call has ended, or there is nothing to be
     * done for it here. An interrupted thread is given back soon, within a few milliseconds.
     */
    void begin(Waited call);

    /** A call that this thread is going to wait for. */
    interface Waited {
        /** Makes it. */
        void begin();

        /** Tells whether it has ended. */
        boolean isDone();

        /** Has this run, by whoever ends it, when it has ended; to be called once, by the thread that waits. */
        void whenDone(Runnable task);
    }
}
