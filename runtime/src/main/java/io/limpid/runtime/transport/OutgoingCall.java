package io.limpid.runtime.transport;

import io.limpid.runtime.identity.Standing;
import io.limpid.runtime.invocation.Cancellation;
import io.limpid.runtime.invocation.Invocation;
import io.limpid.runtime.invocation.Outcome;
import io.limpid.runtime.invocation.Pending;
import io.limpid.runtime.wire.Frame;
import io.limpid.runtime.wire.ReplyFrame;
import io.netty.buffer.ByteBuf;
import org.jspecify.annotations.Nullable;

/**
 * An attempt at this side of a connection. What is mutable belongs to the connection's loop.
 *
 * <pre>
 * WAITING --room at the peer--> ADMITTED --first frame--> SENDING --last frame--> SENT --reply--> (gone)
 * </pre>
 *
 * Until it is SENT the peer cannot run it. It may be done, for the caller, at any stage: then it is kept only until the peer's
 * answer tells that the peer is done with it, too.
 */
final class OutgoingCall extends Outgoing implements FrameSender.Message, NettyConnection.Receiver {
    enum Stage {
        WAITING,
        ADMITTED,
        SENDING,
        SENT
    }

    final Invocation invocation;
    final Standing standing;
    final Pending future = new Pending();

    Stage stage = Stage.WAITING;
    /** The number on the connection; 0 before the first frame. */
    long correlation;
    /** The answer whose payload is still arriving, and that payload; null before. */
    ReplyFrame.@Nullable Answer answer;

    @Nullable
    Assembly reply;

    /** Whether the caller has its outcome. */
    private boolean done;

    private final OutboundCalls calls;
    private final byte[] payload;
    /** Set once by the caller's thread, before the call can complete by itself; null for so long. */
    private volatile Cancellation.@Nullable Registration registration;

    OutgoingCall(OutboundCalls calls, Invocation invocation, Standing standing, byte[] payload) {
        this.calls = calls;
        this.invocation = invocation;
        this.standing = standing;
        this.payload = payload;
    }

    void cancelledBy(Cancellation.Registration given) {
        registration = given;
    }

    boolean isDone() {
        return done;
    }

    void complete(Outcome outcome) {
        done = true;
        Cancellation.Registration listening = registration;
        if (listening != null) {
            listening.close();
        }
        future.end(outcome);
    }

    @Override
    public void receive(ByteBuf in, int index, int length) {
        calls.receive(this, in, index, length);
    }

    /** Gives back what has come of its reply, if it is not complete. */
    void dropReply() {
        if (reply != null) {
            reply.release();
        }
    }

    @Override
    void send() {
        calls.admit(this);
    }

    @Override
    void undeliverable() {
        calls.endUnsent(this);
    }

    @Override
    public byte[] payload() {
        return payload;
    }

    @Override
    public boolean isAbandoned() {
        return isDone();
    }

    @Override
    public Frame firstFrame() {
        return calls.begin(this);
    }

    @Override
    public Frame chunk() {
        return new Frame.CallChunk(correlation);
    }

    @Override
    public void handedOver() {
        stage = Stage.SENT;
    }

    @Override
    public void brokenOff() {
        // The cancel that broke it off has told the peer.
    }
}
