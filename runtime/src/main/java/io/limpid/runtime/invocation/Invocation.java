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
 * @param journal what is known of it so far; shared by all copies of one call
 */
public record Invocation(
        ObjectName object,
        MethodDescriptor<?> method,
        Arguments arguments,
        InvocationId id,
        InvocationId chain,
        Deadline deadline,
        Cancellation cancellation,
        Journal journal) {
    /** Stands for "no id yet". */
    public static final InvocationId UNIDENTIFIED = new InvocationId(0, 0);

    /**
     * The same call with its identity, as one that is to run exactly once.
     *
     * @param acknowledged tells up to where the client has its answers
     */
    public Invocation identifiedAs(InvocationId given, Acknowledged acknowledged) {
        journal.tracked(acknowledged);
        return identifiedAs(given);
    }

    /** The same call with its identity, which its journal learns too; a call that serves no other becomes its own chain. */
    public Invocation identifiedAs(InvocationId given) {
        journal.identified(given);
        InvocationId itsChain = chain.equals(UNIDENTIFIED) ? given : chain;
        return new Invocation(object, method, arguments, given, itsChain, deadline, cancellation, journal);
    }
}
