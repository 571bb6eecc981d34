package io.limpid.runtime.invocation;

/**
 * Learns of the calls that a method makes while it is served. Whoever makes a call on a serving thread says so before it is sent,
 * and lets the caller go on only when told to: while the method is calling out, its own chain may come back to its object, and
 * the method must not run on beside it. Thread-safe; never blocks, never throws.
 */
public interface CallOuts {
    /** Of a call that nobody watches: goes on at once. */
    CallOuts NONE = new CallOuts() {
        @Override
        public void began() {}

        @Override
        public void ended(Runnable goOn) {
            goOn.run();
        }
    };

    /**
     * The served method is going to wait for a call.
     *
     * @param called what it calls, for the message
     * @throws IllegalStateException if it has promised not to wait
     */
    default void checkMayWait(Object called) {}

    /** The served method makes a call. */
    void began();

    /**
     * That call is over.
     *
     * @param goOn lets the caller have the outcome; runs exactly once, now on this thread or later on another, and must not block
     */
    void ended(Runnable goOn);
}
