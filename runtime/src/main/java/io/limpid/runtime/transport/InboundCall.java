package io.limpid.runtime.transport;

import io.limpid.runtime.invocation.Cancellation;
import io.limpid.runtime.invocation.MethodDescriptor;
import io.limpid.runtime.invocation.Outcome;
import io.limpid.runtime.wire.CallFrame;
import io.limpid.runtime.wire.Frame;
import io.limpid.runtime.wire.ReplyFrame;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A call that came from the peer, and the way back. It counts as in flight until its answer was given to the channel. */
final class InboundCall implements RequestHandler.Responder {
    private static final Logger LOG = LoggerFactory.getLogger(InboundCall.class);
    private static final Outcome.Unknown CANCELLED = new Outcome.Unknown("the caller cancelled the call", null);

    final CallFrame frame;
    final CallFrame.Target object;
    final Assembly arguments;
    final Cancellation cancellation = new Cancellation();

    private final InboundCalls calls;
    private final AtomicBoolean answered = new AtomicBoolean();

    InboundCall(InboundCalls calls, CallFrame frame, CallFrame.Target object) {
        this.calls = calls;
        this.frame = frame;
        this.object = object;
        this.arguments = new Assembly((int) frame.payloadBytes());
    }

    @Override
    public void respond(MethodDescriptor<?> method, Outcome outcome) {
        if (isFirstAnswer()) {
            calls.whenReadable(() -> {
                // Nobody waits for a result any more, but whether the method ran is worth a few bytes.
                boolean wanted = !cancellation.isCancelled() || outcome instanceof Outcome.NotExecuted;
                answer(calls.encode(method, wanted ? outcome : CANCELLED));
            });
        }
    }

    @Override
    public void refuse(Outcome.NotExecuted refusal) {
        if (isFirstAnswer()) {
            answer(Payloads.refusal(refusal));
        }
    }

    /** Answers that what became of the call is not known, unless it was answered. */
    void fail(String detail) {
        if (answered.compareAndSet(false, true)) {
            answer(Payloads.unknown(detail));
        }
    }

    private boolean isFirstAnswer() {
        if (answered.compareAndSet(false, true)) {
            return true;
        }
        LOG.error("a call of {} was answered twice; the second answer is dropped", object.name());
        return false;
    }

    private void answer(Payloads.Encoded encoded) {
        calls.offer(new Reply(this, encoded));
    }

    /** The answer on its way out. */
    static final class Reply extends Outgoing implements FrameSender.Message {
        private final InboundCall call;
        private final Payloads.Encoded encoded;

        Reply(InboundCall call, Payloads.Encoded encoded) {
            this.call = call;
            this.encoded = encoded;
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
            return encoded.payload();
        }

        /** Only a long answer is worth to be broken off; one that was not begun has to say so itself. */
        @Override
        public boolean isAbandoned() {
            return begun && call.cancellation.isCancelled();
        }

        private boolean begun;

        @Override
        public Frame firstFrame() {
            begun = true;
            return new ReplyFrame(call.frame.correlation(), encoded.answer());
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
