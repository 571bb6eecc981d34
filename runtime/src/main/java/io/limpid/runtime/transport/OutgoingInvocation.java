package io.limpid.runtime.transport;

import io.limpid.InvocationId;
import io.limpid.runtime.identity.ObjectName;
import io.limpid.runtime.identity.Standing;
import io.limpid.runtime.invocation.Acknowledged;
import io.limpid.runtime.invocation.Cancellation;
import io.limpid.runtime.invocation.Deadline;
import io.limpid.runtime.invocation.Invocation;
import io.limpid.runtime.invocation.MethodDescriptor;
import io.limpid.runtime.invocation.Outcome;
import io.limpid.runtime.invocation.Pending;
import io.limpid.runtime.invocation.Tie;
import org.jspecify.annotations.Nullable;

/** An attempt of a call that comes from the layers. */
final class OutgoingInvocation extends OutgoingCall {
    final Pending future = new Pending();

    private final Invocation invocation;
    private final Standing standing;

    /** Set once by the caller's thread, before the call can complete by itself; null for so long. */
    private volatile Cancellation.@Nullable Registration registration;

    OutgoingInvocation(OutboundCalls calls, Invocation invocation, Standing standing, byte[] payload) {
        super(calls, payload);
        this.invocation = invocation;
        this.standing = standing;
    }

    void cancelledBy(Cancellation.Registration given) {
        registration = given;
    }

    @Override
    ObjectName object() {
        return invocation.object();
    }

    @Override
    MethodDescriptor<?> method() {
        return invocation.method();
    }

    @Override
    Standing standing() {
        return standing;
    }

    @Override
    InvocationId id() {
        return invocation.id();
    }

    @Override
    InvocationId chain() {
        return invocation.chain();
    }

    @Override
    int number() {
        return invocation.journal().attempts();
    }

    @Override
    Acknowledged acknowledged() {
        return invocation.journal().acknowledged();
    }

    @Override
    Deadline deadline() {
        return invocation.deadline();
    }

    @Override
    @Nullable
    Tie tie() {
        return invocation.journal().tie();
    }

    @Override
    void ended(Outcome outcome) {
        Cancellation.Registration listening = registration;
        if (listening != null) {
            listening.close();
        }
        future.end(outcome);
    }
}
