package io.limpid.benchmarks.parts;

import io.limpid.runtime.wire.PayloadException;
import io.limpid.runtime.wire.References;
import io.limpid.runtime.wire.RemoteReference;

/** For payloads without remote objects. */
final class NoReferences implements References {
    @Override
    public RemoteReference toReference(Object object, Class<?> remoteInterface) {
        throw new PayloadException("a remote object where none is expected");
    }

    @Override
    public <T> T toObject(RemoteReference reference, Class<T> remoteInterface) {
        throw new PayloadException("a reference where none is expected");
    }
}
