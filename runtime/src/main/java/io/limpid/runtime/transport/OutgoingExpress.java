package io.limpid.runtime.transport;

import io.limpid.InvocationId;
import io.limpid.runtime.identity.ObjectName;
import io.limpid.runtime.identity.Standing;
import io.limpid.runtime.invocation.Acknowledged;
import io.limpid.runtime.invocation.Deadline;
import io.limpid.runtime.invocation.MethodDescriptor;
import io.limpid.runtime.invocation.Outcome;
import io.limpid.runtime.invocation.Tie;
import org.jspecify.annotations.Nullable;

/** The first attempt of a call that has passed the layers by. */
final class OutgoingExpress extends OutgoingCall implements Lane.Sent {
    private final NettyConnection connection;
    private final Lane.Attempt attempt;

    /** Whether it has been told that it tarries; belongs to the loop. */
    private boolean told;

    OutgoingExpress(NettyConnection connection, Lane.Attempt attempt, byte[] payload) {
        super(connection.outbound(), payload);
        this.connection = connection;
        this.attempt = attempt;
    }

    @Override
    public void cancel() {
        connection.onLoop(() -> connection.outbound().cancel(this));
    }

    @Override
    void send() {
        connection.watchForSlowOnes();
        super.send();
    }

    @Override
    ObjectName object() {
        return attempt.object();
    }

    @Override
    MethodDescriptor<?> method() {
        return attempt.method();
    }

    @Override
    Standing standing() {
        return attempt.standing();
    }

    @Override
    InvocationId id() {
        return attempt.id();
    }

    @Override
    InvocationId chain() {
        return attempt.id();
    }

    @Override
    int number() {
        return 1;
    }

    @Override
    Acknowledged acknowledged() {
        return attempt.acknowledged();
    }

    @Override
    Deadline deadline() {
        return attempt.deadline();
    }

    @Override
    @Nullable
    Tie tie() {
        return null;
    }

    @Override
    void ended(Outcome outcome) {
        attempt.ended(outcome);
    }

    @Override
    boolean isWatched() {
        return !isDone() && !told;
    }

    @Override
    boolean isOlderThan(long nanos) {
        return attempt.startNanos() - nanos <= 0;
    }

    @Override
    void tarries() {
        told = true;
        attempt.tarries();
    }
}
