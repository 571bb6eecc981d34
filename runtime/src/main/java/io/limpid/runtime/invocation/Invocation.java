package io.limpid.runtime.invocation;

import io.limpid.InvocationId;
import io.limpid.runtime.identity.ObjectName;

/**
 * One logical call, however many attempts it takes. Immutable; a layer that learns something passes on a copy.
 *
 * @param object which object is meant
 * @param method which method
 * @param arguments its arguments, written anew for each attempt
 * @param id the call's identity; {@link #UNIDENTIFIED} above the identity layer
 * @param chain the id of the outermost call that this one serves, by which an object that is called back re-enters; the call's own
 *     id where it serves none
 * @param deadline when it must have ended
 * @param cancellation tells when the caller no longer waits
 */
public record Invocation(
        ObjectName object,
        MethodDescriptor<?> method,
        Arguments arguments,
        InvocationId id,
        InvocationId chain,
        Deadline deadline,
        Cancellation cancellation) {
    /** Stands for "no id yet". */
    public static final InvocationId UNIDENTIFIED = new InvocationId(0, 0);

    /** The same call with its identity; a call that serves no other becomes its own chain. */
    public Invocation identifiedAs(InvocationId given) {
        return new Invocation(
                object, method, arguments, given, chain.equals(UNIDENTIFIED) ? given : chain, deadline, cancellation);
    }
}
