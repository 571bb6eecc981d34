package io.limpid.benchmarks.peers;

/** What one caller may call; each method waits for its answer. A failed call throws. */
public interface Calls extends AutoCloseable {
    /** Gives the sum. */
    long add(long a, long b) throws Exception;

    /** Gives the order back. */
    Order order(Order order) throws Exception;

    /** Gives the bytes back. */
    byte[] echo(byte[] bytes) throws Exception;

    /** Lets go of what this caller has for itself. */
    @Override
    default void close() throws Exception {}
}
