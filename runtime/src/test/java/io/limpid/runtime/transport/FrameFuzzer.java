package io.limpid.runtime.transport;

import io.limpid.runtime.wire.Frame;
import io.limpid.runtime.wire.FrameException;
import io.limpid.runtime.wire.FrameFormat;
import io.limpid.runtime.wire.FrameReader;
import io.limpid.runtime.wire.FrameWriter;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Takes any bytes for what came over a connection: each frame in them is delivered or refused, nothing is delivered after a refusal,
 * and what was delivered can be written and read again.
 */
public final class FrameFuzzer {
    private FrameFuzzer() {}

    /** The name is Jazzer's. */
    public static void fuzzerTestOneInput(byte[] input) {
        Sink sink = new Sink();
        EmbeddedChannel channel = new EmbeddedChannel(new FrameDecoder(sink));
        try {
            // In two pieces, because a frame seldom comes in one.
            int half = input.length / 2;
            channel.writeInbound(Unpooled.copiedBuffer(input, 0, half));
            channel.writeInbound(Unpooled.copiedBuffer(input, half, input.length - half));
        } finally {
            channel.finishAndReleaseAll();
        }
        for (Frame frame : sink.frames) {
            if (!readAgain(frame).equals(frame)) {
                throw new AssertionError(frame + " became " + readAgain(frame));
            }
        }
    }

    private static Frame readAgain(Frame frame) {
        FrameWriter writer = new FrameWriter();
        writer.write(frame, 0);
        int body = FrameFormat.LENGTH_BYTES + 1;
        FrameReader reader = new FrameReader().over(writer.array(), body, writer.size() - body);
        return Frame.read(frame.type().code(), reader);
    }

    private static final class Sink implements FrameSink {
        private final List<Frame> frames = new ArrayList<>();
        private boolean refused;

        /** How much of the last frame's payload has not come. */
        private int owed;

        @Override
        public int mostFrameBytes() {
            return FrameFormat.MAX_FRAME_BYTES;
        }

        @Override
        public void onFrame(Frame frame, int payloadLength) {
            if (refused) {
                throw new AssertionError(frame + " after a refusal");
            }
            if (payloadLength < 0 || owed != 0) {
                throw new AssertionError(frame + " before the end of another's payload");
            }
            owed = payloadLength;
            frames.add(frame);
            if (frames.size() > 100) {
                throw new FrameException("enough");
            }
        }

        @Override
        public void onPayload(ByteBuf in, int index, int length) {
            if (refused || length < 1 || length > owed || index + length > in.writerIndex()) {
                throw new AssertionError("a piece of " + length + " bytes where " + owed + " are owed");
            }
            owed -= length;
        }

        @Override
        public void onPause() {}

        @Override
        public void onRefused(Refusal reason, String seen) {
            if (seen.isBlank()) {
                throw new AssertionError("a refusal without a word");
            }
            refused = true;
        }

        @Override
        public void onClosed(@Nullable Throwable cause) {
            if (cause != null) {
                throw new AssertionError("neither delivered nor refused", cause);
            }
        }
    }
}
