package io.limpid.runtime.stub;

import io.limpid.runtime.identity.InterfaceId;

/**
 * Everything that was generated for one remote interface; found by {@link java.util.ServiceLoader}. Stateless and thread-safe.
 *
 * @param <T> the remote interface
 */
public interface RemoteType<T> {
    /** The Java interface. */
    Class<T> javaType();

    /** Its identity on the wire. */
    InterfaceId id();

    /** Makes a stub whose calls go through the invoker. */
    T stub(StubInvoker invoker);

    /** Gives the interface's skeleton. */
    Skeleton<T> skeleton();
}
