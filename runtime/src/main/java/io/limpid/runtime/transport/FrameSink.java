package io.limpid.runtime.transport;

import io.limpid.runtime.wire.Frame;
import io.netty.buffer.ByteBuf;
import org.jspecify.annotations.Nullable;

/** Receives a connection's frames, on its loop. */
interface FrameSink {
    /** The greatest frame that may come now. */
    int mostFrameBytes();

    /**
     * Takes a frame, and tells how long the payload is that follows it: it comes to {@link #onPayload}, perhaps piece by piece, before the next
     * frame.
     *
     * @throws io.limpid.runtime.wire.FrameException if the frame is not allowed here
     */
    void onFrame(Frame frame, int payloadLength);

    /**
     * Takes a piece of the present frame's payload, which lies in the buffer and must be copied or retained.
     *
     * @throws io.limpid.runtime.wire.FrameException if it is not allowed here
     */
    void onPayload(ByteBuf in, int index, int length);

    /** Takes note that nothing more has arrived for now. */
    void onPause();

    /** Takes note that what came is no frame; nothing comes any more. */
    void onRefused(Refusal reason, String seen);

    /** Takes note that the connection is closed. */
    void onClosed(@Nullable Throwable cause);
}
