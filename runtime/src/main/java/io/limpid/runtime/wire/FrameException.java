package io.limpid.runtime.wire;

/** Bytes that are not a frame as {@code docs/wire.md} defines it. The message names what was wrong and repeats nothing that the peer sent but numbers. */
public final class FrameException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** Makes one. */
    public FrameException(String message) {
        // No stack trace: a peer must not be able to buy work with bad bytes, and the place says nothing that the
        // message does not.
        super(message, null, false, false);
    }
}
