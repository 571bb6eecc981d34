package io.limpid.runtime.transport;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.limpid.runtime.invocation.Cancellation;
import io.limpid.runtime.invocation.MethodDescriptor;
import io.limpid.runtime.invocation.Outcome;
import io.limpid.runtime.wire.CallFrame;
import io.limpid.runtime.wire.Frame;
import io.limpid.runtime.wire.FrameException;
import io.limpid.runtime.wire.FrameWriter;
import io.limpid.runtime.wire.ReplyFrame;
import io.netty.buffer.ByteBuf;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A call that came from the peer, and the way back. It counts as in flight until its answer was given to the channel. */
final class InboundCall implements RequestHandler.Responder, NettyConnection.Receiver {
    private static final Logger LOG = LoggerFactory.getLogger(InboundCall.class);
    private static final Answer CANCELLED = Payloads.unknown("the caller cancelled the call");

    final CallFrame frame;
    final CallFrame.Target object;
    final Assembly arguments;
    final Cancellation cancellation = new Cancellation();

    private final InboundCalls calls;
    private final AtomicBoolean answered = new AtomicBoolean();

    /** Whether the caller has asked how far this is, and whether the method has begun, where that was said. */
    @GuardedBy("this")
    private boolean tied;

    @GuardedBy("this")
    private boolean runs;

    InboundCall(InboundCalls calls, CallFrame frame, CallFrame.Target object) {
        this.calls = calls;
        this.frame = frame;
        this.object = object;
        this.arguments = new Assembly((int) frame.payloadBytes());
    }

    @Override
    public void receive(ByteBuf in, int index, int length) {
        calls.receive(this, in, index, length);
    }

    /** The caller asks how far this is, and is told again when that changes. */
    void onTie() {
        boolean begun;
        synchronized (this) {
            if (tied) {
                throw new FrameException("tie: to call " + frame.correlation() + ", for the second time");
            }
            tied = true;
            begun = runs;
        }
        calls.tell(this, begun);
    }

    @Override
    public void begun() {
        boolean asked;
        synchronized (this) {
            runs = true;
            asked = tied;
        }
        if (asked) {
            calls.tell(this, true);
        }
    }

    @Override
    public Answer encode(MethodDescriptor<?> method, Outcome outcome) {
        return calls.encode(method, outcome);
    }

    @Override
    public void send(Answer answer) {
        if (isFirstAnswer()) {
            // Nobody waits for a result any more, but whether the method ran is worth a few bytes.
            boolean wanted = !cancellation.isCancelled() || answer.payload().length == 0;
            calls.offerWhenReadable(new Reply(this, wanted ? answer : CANCELLED));
        }
    }

    @Override
    public boolean runSoon(Runnable task) {
        return calls.runBeside(task);
    }

    @Override
    public boolean isHere() {
        return calls.isOnLoop();
    }

    @Override
    public void refuse(Outcome.NotExecuted refusal) {
        if (isFirstAnswer()) {
            calls.offer(new Reply(this, Payloads.refusal(refusal)));
        }
    }

    /** Answers that what became of the call is not known, unless it was answered. */
    void fail(String detail) {
        if (answered.compareAndSet(false, true)) {
            arguments.release();
            calls.offer(new Reply(this, Payloads.unknown(detail)));
        }
    }

    private boolean isFirstAnswer() {
        if (answered.compareAndSet(false, true)) {
            arguments.release();
            return true;
        }
        LOG.error("a call of {} was answered twice; the second answer is dropped", object.name());
        return false;
    }

    /** The answer on its way out. */
    static final class Reply extends Outgoing implements FrameSender.Message {
        private final InboundCall call;
        private final Answer answer;

        Reply(InboundCall call, Answer answer) {
            this.call = call;
            this.answer = answer;
        }

        @Override
        void send() {
            call.calls.send(this);
        }

        @Override
        void undeliverable() {
            call.calls.sent(call, this);
        }

        @Override
        public byte[] payload() {
            return answer.payload();
        }

        /** Only a long answer is worth to be broken off; one that was not begun has to say so itself. */
        @Override
        public boolean isAbandoned() {
            return begun && call.cancellation.isCancelled();
        }

        private boolean begun;

        @Override
        public void writeFirst(FrameWriter out, int payloadBytes) {
            begun = true;
            out.write(new ReplyFrame(call.frame.correlation(), answer.head()), payloadBytes);
        }

        @Override
        public Frame chunk() {
            return new Frame.ReplyChunk(call.frame.correlation());
        }

        @Override
        public void handedOver() {
            call.calls.sent(call, this);
        }

        @Override
        public void brokenOff() {
            call.calls.breakOff(call, this);
        }
    }
}
