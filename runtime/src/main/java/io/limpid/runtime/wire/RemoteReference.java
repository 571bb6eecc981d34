package io.limpid.runtime.wire;

import io.limpid.runtime.identity.Endpoint;
import io.limpid.runtime.identity.ObjectName;

/** How to reach a remote object that was passed as an argument or a result. Immutable. */
public sealed interface RemoteReference {
    /** Its name at its holder. */
    ObjectName name();

    /** It is known to naming. */
    record Named(ObjectName name) implements RemoteReference {}

    /** It is held by the process that listens there, under a name that naming does not know. */
    record Direct(ObjectName name, Endpoint endpoint) implements RemoteReference {}

    /** It is held by the sender of the payload and reached over the connection that the payload came on. */
    record Connected(ObjectName name) implements RemoteReference {}

    /** It is held by the receiver of the payload, which passed it as {@link Connected} over the same connection before. */
    record Home(ObjectName name) implements RemoteReference {}
}
