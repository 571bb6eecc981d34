package io.limpid.runtime.invocation;

/** Up to where a client has the answers of its calls, seen from one call that is to run exactly once. Thread-safe. */
public interface Acknowledged {
    /** That of a call which is not followed. */
    Acknowledged NOTHING = new Acknowledged() {
        @Override
        public long ofObject() {
            return 0;
        }

        @Override
        public long ofClient() {
            return 0;
        }
    };

    /** The client has the answers of all its calls of the same object with sequences below this; 0 where it does not say. */
    long ofObject();

    /** The client has the answers of all its calls with sequences below this; 0 where it does not say. */
    long ofClient();
}
