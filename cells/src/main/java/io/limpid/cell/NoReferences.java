package io.limpid.cell;

import io.limpid.runtime.wire.PayloadException;
import io.limpid.runtime.wire.References;
import io.limpid.runtime.wire.RemoteReference;

/** An object of a cell is made and called from bytes alone, later again and elsewhere; what lives in one process is not among them. */
enum NoReferences implements References {
    INSTANCE;

    @Override
    public RemoteReference toReference(Object object, Class<?> remoteInterface) {
        throw refusal(remoteInterface);
    }

    @Override
    public <T> T toObject(RemoteReference reference, Class<T> remoteInterface) {
        throw refusal(remoteInterface);
    }

    private static PayloadException refusal(Class<?> remoteInterface) {
        return new PayloadException(
                "reference: to a " + remoteInterface.getName()
                        + " (expected: none; an object that is replicated by a log has and is given values only, such as the name)");
    }
}
