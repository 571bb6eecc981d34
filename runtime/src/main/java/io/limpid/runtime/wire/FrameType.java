package io.limpid.runtime.wire;

import org.jspecify.annotations.Nullable;

/** The kinds of frames, with their numbers on the wire. */
public enum FrameType {
    /** Opens a connection; the first frame of whoever connected. */
    HELLO(0x01),
    /** Accepts a connection. */
    WELCOME(0x02),
    /** Asks for a method to be run. */
    CALL(0x10),
    /** Goes on with the payload of a call. */
    CALL_CHUNK(0x11),
    /** Tells that the caller no longer waits for a call. */
    CANCEL(0x12),
    /** Asks whether a call's method runs, and to be told when it does. */
    TIE(0x13),
    /** Answers a call. */
    REPLY(0x18),
    /** Goes on with the payload of a reply. */
    REPLY_CHUNK(0x19),
    /** Tells whether a call's method runs. */
    PROGRESS(0x1a),
    /** Asks whether the peer lives. */
    PING(0x20),
    /** Says so. */
    PONG(0x21),
    /** Announces that the sender takes no further calls on this connection. */
    GOAWAY(0x22),
    /** Tells which answers a client has. */
    ACK(0x23),
    /** Tells where objects are by now that were called here. */
    HINTS(0x24);

    private static final @Nullable FrameType[] BY_CODE = new @Nullable FrameType[HINTS.code + 1];

    static {
        for (FrameType type : values()) {
            BY_CODE[type.code] = type;
        }
    }

    private final int code;

    FrameType(int code) {
        this.code = code;
    }

    /** The number on the wire. */
    public int code() {
        return code;
    }

    /** Finds a type by its number; null where there is none. */
    public static @Nullable FrameType byCode(int code) {
        return code >= 0 && code < BY_CODE.length ? BY_CODE[code] : null;
    }
}
