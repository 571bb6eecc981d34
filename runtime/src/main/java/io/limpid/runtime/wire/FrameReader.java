package io.limpid.runtime.wire;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** Reads the body of one frame, and never beyond it. Not thread-safe. Throws {@link FrameException} on anything malformed. */
public final class FrameReader {
    private byte[] bytes = new byte[0];
    private int position;
    private int end;

    /** Turns to the body of a frame, which lies in a part of an array. */
    public FrameReader over(byte[] array, int offset, int length) {
        bytes = array;
        position = offset;
        end = offset + length;
        return this;
    }

    /** Where the next byte lies in the array. */
    public int position() {
        return position;
    }

    /** How many bytes are left in the frame. */
    public int remaining() {
        return end - position;
    }

    int readByte(String what) {
        if (position >= end) {
            throw new FrameException(what + ": the frame ends before it");
        }
        return bytes[position++] & 0xFF;
    }

    int readFixedInt(String what) {
        return readByte(what) << 24 | readByte(what) << 16 | readByte(what) << 8 | readByte(what);
    }

    long readVarint(String what) {
        long value = 0;
        for (int shift = 0; ; shift += 7) {
            int next = readByte(what);
            if (shift == 63 && next > 1) {
                throw new FrameException(what + ": a number of more than 64 bits");
            }
            value |= (next & 0x7FL) << shift;
            if (next < 0x80) {
                // One number, one spelling: a longer one can only hide something.
                if (next == 0 && shift > 0) {
                    throw new FrameException(what + ": a number with needless bytes");
                }
                return value;
            }
        }
    }

    /** Reads a number that must not exceed a bound; the bound is checked before anything is sized by it. */
    long readVarint(String what, long max) {
        long value = readVarint(what);
        if (value < 0 || value > max) {
            throw new FrameException(what + ": " + Long.toUnsignedString(value) + " (expected: at most " + max + ")");
        }
        return value;
    }

    String readText(String what, int maxBytes) {
        int length = (int) readVarint(what, maxBytes);
        if (length > remaining()) {
            throw new FrameException(what + ": " + length + " bytes where the frame has " + remaining());
        }
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes, position, length))
                    .toString();
            position += length;
            return text;
        } catch (CharacterCodingException e) {
            throw new FrameException(what + ": not UTF-8");
        }
    }

    String readDetail(String what) {
        return readText(what, FrameFormat.MAX_DETAIL_BYTES);
    }
}
