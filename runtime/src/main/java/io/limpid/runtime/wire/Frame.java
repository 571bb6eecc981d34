package io.limpid.runtime.wire;

/**
 * One message of the protocol, without the payload that some carry behind it. Immutable; {@code docs/wire.md} shows the bytes.
 */
public sealed interface Frame
        permits Greeting.Hello,
                Greeting.Welcome,
                CallFrame,
                ReplyFrame,
                Frame.CallChunk,
                Frame.ReplyChunk,
                Frame.Cancel,
                Frame.Tie,
                Frame.Progress,
                Frame.Ping,
                Frame.Pong,
                Frame.Ack,
                Hints,
                GoAway {
    /** Which kind it is. */
    FrameType type();

    /** Writes what stands behind the type. */
    void writeBody(FrameWriter out);

    /**
     * Reads a frame. Afterwards the reader stands where the payload begins; a frame that carries none was read to its end.
     *
     * @param code the number of its type, as it arrived
     * @throws FrameException if it is not one
     */
    static Frame read(int code, FrameReader in) {
        FrameType type = FrameType.byCode(code);
        if (type == null) {
            throw new FrameException("frame type: " + code + " (expected: one of version " + FrameFormat.VERSION + ")");
        }
        Frame frame = switch (type) {
            case HELLO -> Greeting.Hello.read(in);
            case WELCOME -> Greeting.Welcome.read(in);
            case CALL -> CallFrame.read(in);
            case CALL_CHUNK -> new CallChunk(readCorrelation(in));
            case CANCEL -> new Cancel(readCorrelation(in));
            case TIE -> new Tie(readCorrelation(in));
            case PROGRESS -> Progress.read(in);
            case REPLY -> ReplyFrame.read(in);
            case REPLY_CHUNK -> new ReplyChunk(readCorrelation(in));
            case PING -> new Ping(in.readVarint("nonce"));
            case PONG -> new Pong(in.readVarint("nonce"));
            case GOAWAY -> GoAway.read(in);
            case HINTS -> Hints.read(in);
            case ACK -> new Ack(in.readVarint("client id"), in.readVarint("acknowledged prefix", Long.MAX_VALUE));
        };
        if (!frame.carriesPayload() && in.remaining() != 0) {
            throw new FrameException(type + ": " + in.remaining() + " bytes behind its end");
        }
        return frame;
    }

    /** Tells whether the rest of the frame is payload. */
    default boolean carriesPayload() {
        return false;
    }

    /** Reads the number by which the caller knows the call. */
    static long readCorrelation(FrameReader in) {
        return in.readVarint("correlation", Long.MAX_VALUE);
    }

    /** A further piece of a call's payload. */
    record CallChunk(long correlation) implements Frame {
        @Override
        public FrameType type() {
            return FrameType.CALL_CHUNK;
        }

        @Override
        public boolean carriesPayload() {
            return true;
        }

        @Override
        public void writeBody(FrameWriter out) {
            out.writeVarint(correlation);
        }
    }

    /** A further piece of a reply's payload. */
    record ReplyChunk(long correlation) implements Frame {
        @Override
        public FrameType type() {
            return FrameType.REPLY_CHUNK;
        }

        @Override
        public boolean carriesPayload() {
            return true;
        }

        @Override
        public void writeBody(FrameWriter out) {
            out.writeVarint(correlation);
        }
    }

    /** The caller no longer waits. The call is answered all the same. */
    record Cancel(long correlation) implements Frame {
        @Override
        public FrameType type() {
            return FrameType.CANCEL;
        }

        @Override
        public void writeBody(FrameWriter out) {
            out.writeVarint(correlation);
        }
    }

    /** Asks whether the call's method runs, and to be told when it does; so that of several attempts of a call not each runs. */
    record Tie(long correlation) implements Frame {
        @Override
        public FrameType type() {
            return FrameType.TIE;
        }

        @Override
        public void writeBody(FrameWriter out) {
            out.writeVarint(correlation);
        }
    }

    /**
     * Answers a {@link Tie}; where the call still waits, a second one follows when its method begins.
     *
     * @param runs whether it has begun
     */
    record Progress(long correlation, boolean runs) implements Frame {
        static Progress read(FrameReader in) {
            long correlation = readCorrelation(in);
            int runs = in.readByte("progress");
            if (runs > 1) {
                throw new FrameException("progress: " + runs + " (expected: 0, waits, or 1, runs)");
            }
            return new Progress(correlation, runs == 1);
        }

        @Override
        public FrameType type() {
            return FrameType.PROGRESS;
        }

        @Override
        public void writeBody(FrameWriter out) {
            out.writeVarint(correlation);
            out.writeByte(runs ? 1 : 0);
        }
    }

    /**
     * Asks for a {@link Pong}.
     *
     * @param nonce comes back in the answer
     */
    record Ping(long nonce) implements Frame {
        @Override
        public FrameType type() {
            return FrameType.PING;
        }

        @Override
        public void writeBody(FrameWriter out) {
            out.writeVarint(nonce);
        }
    }

    /**
     * Tells which answers a client has, so that the receiver may forget them. Is not answered.
     *
     * @param clientId whose
     * @param acknowledged the client has the answers of all its calls with sequences below
     */
    record Ack(long clientId, long acknowledged) implements Frame {
        @Override
        public FrameType type() {
            return FrameType.ACK;
        }

        @Override
        public void writeBody(FrameWriter out) {
            out.writeVarint(clientId);
            out.writeVarint(acknowledged);
        }
    }

    /** Answers a {@link Ping}. */
    record Pong(long nonce) implements Frame {
        @Override
        public FrameType type() {
            return FrameType.PONG;
        }

        @Override
        public void writeBody(FrameWriter out) {
            out.writeVarint(nonce);
        }
    }
}
