package io.limpid.runtime.simulation;

import io.limpid.runtime.wire.References;
import io.limpid.runtime.wire.RemoteReference;

/** Those of payloads that hold no remote objects. */
public final class NoReferences implements References {
    @Override
    public RemoteReference toReference(Object object, Class<?> remoteInterface) {
        throw new UnsupportedOperationException();
    }

    @Override
    public <T> T toObject(RemoteReference reference, Class<T> remoteInterface) {
        throw new UnsupportedOperationException();
    }
}
