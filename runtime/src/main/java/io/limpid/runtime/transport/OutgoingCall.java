package io.limpid.runtime.transport;

import io.limpid.InvocationId;
import io.limpid.runtime.identity.ObjectName;
import io.limpid.runtime.identity.Standing;
import io.limpid.runtime.invocation.Acknowledged;
import io.limpid.runtime.invocation.Deadline;
import io.limpid.runtime.invocation.MethodDescriptor;
import io.limpid.runtime.invocation.Outcome;
import io.limpid.runtime.invocation.Tie;
import io.limpid.runtime.wire.Frame;
import io.limpid.runtime.wire.FrameWriter;
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
abstract class OutgoingCall extends Outgoing implements FrameSender.Message, NettyConnection.Receiver {
    enum Stage {
        WAITING,
        ADMITTED,
        SENDING,
        SENT
    }

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

    OutgoingCall(OutboundCalls calls, byte[] payload) {
        this.calls = calls;
        this.payload = payload;
    }

    abstract ObjectName object();

    abstract MethodDescriptor<?> method();

    abstract Standing standing();

    abstract InvocationId id();

    /** The outermost call that it serves, itself if none. */
    abstract InvocationId chain();

    /** Which sending of its call it is, from 1. */
    abstract int number();

    abstract Acknowledged acknowledged();

    abstract Deadline deadline();

    /** By what somebody learns how far it is; null where nobody asks. */
    abstract @Nullable Tie tie();

    /** The caller has its outcome now; called once. */
    abstract void ended(Outcome outcome);

    /** Whether it is to be told when it has been under way for long. */
    boolean isWatched() {
        return false;
    }

    /** Whether one that is watched began before this point. */
    boolean isOlderThan(long nanos) {
        return false;
    }

    /** Takes note that it has been under way for long. */
    void tarries() {}

    boolean isDone() {
        return done;
    }

    void complete(Outcome outcome) {
        done = true;
        ended(outcome);
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
    public void writeFirst(FrameWriter out, int payloadBytes) {
        out.write(calls.begin(this), payloadBytes);
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
