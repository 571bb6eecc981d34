package io.limpid.runtime.wire;

/** Turns objects of remote interfaces into references and back, while a payload is written or read. Thread-safe. */
public interface References {
    /**
     * Gives the reference by which the receiver of the payload can reach the object: a stub's own, or that of a local object, which
     * is exported if it is not yet.
     *
     * @throws PayloadException if it cannot be reached from there
     */
    RemoteReference toReference(Object object, Class<?> remoteInterface);

    /**
     * Gives the object itself where it is local, else a stub.
     *
     * @throws PayloadException if this process knows no such interface
     */
    <T> T toObject(RemoteReference reference, Class<T> remoteInterface);
}
