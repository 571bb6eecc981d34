package io.limpid.benchmarks.peers;

/** One way to call a method of another process. */
public interface Peer {
    /** By which it is asked for on the command line. */
    String name();

    /** How it is set up, for the reader of the results. */
    String configuration();

    /** Whether it has calls for a thread that does not wait. */
    default boolean asynchronous() {
        return true;
    }

    /** Begins to serve on loopback. */
    Serving serve() throws Exception;

    /** Connects to what {@link #serve} gave in another process. */
    Connected connect(String address) throws Exception;

    /** The side that runs the methods. */
    interface Serving extends AutoCloseable {
        /** Where the other side finds it, as one word. */
        String address();
    }

    /** The side that calls. Thread-safe. */
    interface Connected extends AutoCloseable {
        /** For one more thread that calls. */
        Calls caller() throws Exception;

        /** For a thread that does not wait. */
        default LaterCalls later() {
            throw new UnsupportedOperationException("every call of this peer waits");
        }
    }
}
