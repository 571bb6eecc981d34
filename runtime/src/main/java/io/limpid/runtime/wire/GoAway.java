package io.limpid.runtime.wire;

import java.util.Locale;

/**
 * The sender takes no further calls on this connection. Calls beyond the last one taken certainly were not executed; those up
 * to it are still answered unless the connection is closed.
 *
 * @param lastCorrelation the last call that the sender took from the receiver; 0 for none
 * @param cause why
 * @param detail the same in one sentence
 */
public record GoAway(long lastCorrelation, Cause cause, String detail) implements Frame {
    /** Why a side goes away. */
    public enum Cause {
        /** It is closing in good order. */
        CLOSING(0),
        /** It received what is not of this protocol. */
        PROTOCOL(1),
        /** There is no version that both speak. */
        VERSION(2),
        /** It speaks TLS only. */
        TLS_REQUIRED(3),
        /** It received more than it may be asked to bear. */
        FLOOD(4);

        private static final Cause[] BY_CODE = values();

        private final int code;

        Cause(int code) {
            this.code = code;
        }

        /** The word in a message. */
        public String word() {
            return name().toLowerCase(Locale.ROOT).replace('_', ' ');
        }
    }

    @Override
    public FrameType type() {
        return FrameType.GOAWAY;
    }

    @Override
    public void writeBody(FrameWriter out) {
        out.writeVarint(lastCorrelation);
        out.writeByte(cause.code);
        out.writeDetail(detail);
    }

    static GoAway read(FrameReader in) {
        long last = Frame.readCorrelation(in);
        int cause = in.readByte("cause");
        if (cause >= Cause.BY_CODE.length) {
            throw new FrameException("cause: " + cause + " (expected: below " + Cause.BY_CODE.length + ")");
        }
        return new GoAway(last, Cause.BY_CODE[cause], in.readDetail("detail"));
    }
}
