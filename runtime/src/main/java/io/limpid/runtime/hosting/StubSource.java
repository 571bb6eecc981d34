package io.limpid.runtime.hosting;

import io.limpid.runtime.transport.Connection;
import io.limpid.runtime.wire.RemoteReference;

/** Makes stubs for references that came with a payload. Thread-safe. */
public interface StubSource {
    /**
     * Gives a stub; its calls go over the connection if the reference is {@code Connected}.
     *
     * @throws IllegalArgumentException if nothing was generated for the interface
     */
    <T> T stub(RemoteReference reference, Class<T> remoteInterface, Connection connection);

    /**
     * Gives a stub for a reference that means the same over any connection.
     *
     * @throws io.limpid.runtime.wire.PayloadException if it means something over a connection only
     * @throws IllegalArgumentException if nothing was generated for the interface
     */
    <T> T stub(RemoteReference reference, Class<T> remoteInterface);

    /** Tells whether a name known in that {@linkplain io.limpid.runtime.stub.CallPath#scope() scope} is known to those who are called from here. */
    boolean knows(Object scope);
}
