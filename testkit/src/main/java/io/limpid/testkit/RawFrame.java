package io.limpid.testkit;

import io.limpid.runtime.wire.Frame;
import io.limpid.runtime.wire.FrameFormat;
import io.limpid.runtime.wire.FrameReader;
import io.limpid.runtime.wire.FrameType;
import io.limpid.runtime.wire.FrameWriter;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** One frame as it travels, from its length to its end. */
final class RawFrame {
    private static final int TYPE_AT = FrameFormat.LENGTH_BYTES;
    private static final int BODY_AT = TYPE_AT + 1;

    private final byte[] bytes;

    private RawFrame(byte[] bytes) {
        this.bytes = bytes;
    }

    /** Waits for the next one. */
    static RawFrame read(DataInputStream in) throws IOException {
        int length = in.readInt();
        if (length < 1 || length > FrameFormat.MAX_FRAME_BYTES) {
            throw new IOException("a frame of " + length + " bytes (expected: plain text of Limpid)");
        }
        byte[] bytes = new byte[FrameFormat.LENGTH_BYTES + length];
        for (int i = 0; i < FrameFormat.LENGTH_BYTES; i++) {
            bytes[i] = (byte) (length >>> (24 - 8 * i));
        }
        in.readFully(bytes, FrameFormat.LENGTH_BYTES, length);
        return new RawFrame(bytes);
    }

    static RawFrame of(Frame frame, byte[] payload) {
        FrameWriter writer = new FrameWriter();
        writer.write(frame, payload.length);
        byte[] bytes = Arrays.copyOf(writer.toByteArray(), writer.size() + payload.length);
        System.arraycopy(payload, 0, bytes, writer.size(), payload.length);
        return new RawFrame(bytes);
    }

    /** Null where it is of no type that there is; whoever gets it says so. */
    @Nullable
    FrameType type() {
        return FrameType.byCode(bytes[TYPE_AT] & 0xFF);
    }

    /** Gives what it says, and the payload behind it. */
    Content content() {
        FrameReader reader = new FrameReader().over(bytes, BODY_AT, bytes.length - BODY_AT);
        Frame frame = Frame.read(bytes[TYPE_AT] & 0xFF, reader);
        return new Content(frame, Arrays.copyOfRange(bytes, reader.position(), bytes.length));
    }

    void writeTo(OutputStream out) throws IOException {
        out.write(bytes);
    }

    /** A frame, and what it carries. */
    record Content(Frame frame, byte[] payload) {}
}
