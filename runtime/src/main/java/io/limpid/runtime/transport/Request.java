package io.limpid.runtime.transport;

import io.limpid.InvocationId;
import io.limpid.runtime.identity.InterfaceId;
import io.limpid.runtime.identity.ObjectName;
import io.limpid.runtime.identity.Standing;
import io.limpid.runtime.invocation.Cancellation;
import io.limpid.runtime.invocation.Deadline;

/**
 * An attempt as it arrived: its header is read and checked, its arguments are not.
 *
 * @param object which object is meant
 * @param type by which interface it is called
 * @param method the method's wire number
 * @param standing as which the caller believes the object to be here
 * @param acknowledged the client has the answers of all its calls of this object with sequences below; 0 where it does not say
 * @param id the call's identity
 * @param chain the outermost call that it serves
 * @param deadline when it must have ended, on this process's clock
 * @param payload the arguments; released by whoever brought the request once that is answered
 * @param cancellation cancelled when the caller says so or its connection is gone
 * @param connection where it came from
 */
public record Request(
        ObjectName object,
        InterfaceId type,
        int method,
        Standing standing,
        long acknowledged,
        InvocationId id,
        InvocationId chain,
        Deadline deadline,
        Payload payload,
        Cancellation cancellation,
        Connection connection) {

    /** One whose arguments lie in an array, which must not be changed. */
    public Request(
            ObjectName object,
            InterfaceId type,
            int method,
            Standing standing,
            long acknowledged,
            InvocationId id,
            InvocationId chain,
            Deadline deadline,
            byte[] payload,
            Cancellation cancellation,
            Connection connection) {
        this(
                object,
                type,
                method,
                standing,
                acknowledged,
                id,
                chain,
                deadline,
                Payload.of(payload),
                cancellation,
                connection);
    }
}
