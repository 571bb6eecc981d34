package io.limpid.runtime.transport;

import io.limpid.runtime.wire.Frame;
import io.limpid.runtime.wire.FrameException;
import io.limpid.runtime.wire.FrameFormat;
import io.limpid.runtime.wire.FrameReader;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.ByteToMessageDecoder;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Cuts what arrives into frames. A length beyond the limit is refused before anything of that frame is kept. A payload is passed on as it comes: what
 * waits here for the rest of its frame is a header.
 */
final class FrameDecoder extends ByteToMessageDecoder {
    private final FrameReader reader = new FrameReader();
    private final byte[] header = new byte[FrameFormat.MAX_HEADER_BYTES];
    private FrameSink sink;
    private boolean refused;

    /** How much of the present frame's payload is still to come. */
    private int owed;

    private @Nullable Throwable failure;

    FrameDecoder(FrameSink sink) {
        this.sink = sink;
    }

    /** Gives the frames that follow to another. */
    void passTo(FrameSink next) {
        sink = next;
    }

    @Override
    protected void decode(ChannelHandlerContext context, ByteBuf in, List<Object> out) {
        if (refused) {
            in.skipBytes(in.readableBytes());
            return;
        }
        if (owed > 0) {
            passOn(in);
            return;
        }
        if (in.readableBytes() < FrameFormat.LENGTH_BYTES) {
            return;
        }
        long length = in.getUnsignedInt(in.readerIndex());
        if (length < 1 || length > sink.mostFrameBytes()) {
            refuse(Refusal.OVERSIZE, "a frame length of " + length + " (expected: 1 to " + sink.mostFrameBytes() + ")");
        } else if (in.readableBytes() >= FrameFormat.LENGTH_BYTES + Math.min(length, 1 + header.length)) {
            in.skipBytes(FrameFormat.LENGTH_BYTES);
            begin(in, (int) length);
        }
    }

    private void begin(ByteBuf in, int length) {
        try {
            deliver(in, length);
        } catch (FrameException e) {
            refuse(Refusal.MALFORMED, e.getMessage());
            return;
        }
        if (owed > 0) {
            passOn(in);
        }
    }

    private void deliver(ByteBuf in, int length) {
        int code = in.readUnsignedByte();
        int body = length - 1;
        int copied = Math.min(body, header.length);
        in.getBytes(in.readerIndex(), header, 0, copied);
        Frame frame = Frame.read(code, reader.over(header, 0, copied));
        int payload = body - reader.position();
        if (payload > 0 && !frame.carriesPayload()) {
            throw new FrameException(frame.type() + ": a header of more than " + header.length + " bytes");
        }
        in.skipBytes(reader.position());
        owed = payload;
        sink.onFrame(frame, payload);
    }

    private void passOn(ByteBuf in) {
        int index = in.readerIndex();
        int length = Math.min(owed, in.readableBytes());
        in.skipBytes(length);
        owed -= length;
        try {
            sink.onPayload(in, index, length);
        } catch (FrameException e) {
            refuse(Refusal.MALFORMED, e.getMessage());
        }
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext context) throws Exception {
        super.channelReadComplete(context);
        sink.onPause();
    }

    private void refuse(Refusal reason, @Nullable String seen) {
        refused = true;
        sink.onRefused(reason, String.valueOf(seen));
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) throws Exception {
        // What has not become a frame by now never will.
        refused = true;
        super.channelInactive(context);
        sink.onClosed(failure);
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        failure = failure == null ? cause : failure;
        context.close();
    }
}
