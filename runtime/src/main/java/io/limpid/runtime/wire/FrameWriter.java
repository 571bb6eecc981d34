package io.limpid.runtime.wire;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Writes the header of one frame at a time into an array that is used again for the next. Not thread-safe. */
public final class FrameWriter {
    private byte[] bytes = new byte[256];
    private int size;

    /**
     * Writes a frame up to where its payload begins, in place of what was there.
     *
     * @param payloadBytes how many bytes of payload the caller will send behind it, within this frame
     */
    public void write(Frame frame, int payloadBytes) {
        size = FrameFormat.LENGTH_BYTES;
        writeByte(frame.type().code());
        frame.writeBody(this);
        int length = size - FrameFormat.LENGTH_BYTES + payloadBytes;
        for (int i = 0; i < FrameFormat.LENGTH_BYTES; i++) {
            bytes[i] = (byte) (length >>> (24 - 8 * i));
        }
    }

    /** The array that holds the frame from its first byte; valid until the next write. */
    public byte[] array() {
        return bytes;
    }

    /** How much of the array is the frame. */
    public int size() {
        return size;
    }

    /** A copy of what was written. */
    public byte[] toByteArray() {
        return Arrays.copyOf(bytes, size);
    }

    void writeByte(int value) {
        room(1);
        bytes[size++] = (byte) value;
    }

    void writeFixedInt(int value) {
        room(4);
        for (int shift = 24; shift >= 0; shift -= 8) {
            bytes[size++] = (byte) (value >>> shift);
        }
    }

    /** Seven bits a byte, lowest first, the high bit set on all but the last; a negative number counts as unsigned. */
    void writeVarint(long value) {
        room(FrameFormat.MAX_VARINT_BYTES);
        long rest = value;
        while ((rest & ~0x7FL) != 0) {
            bytes[size++] = (byte) (rest | 0x80);
            rest >>>= 7;
        }
        bytes[size++] = (byte) rest;
    }

    void writeText(String text, int maxBytes) {
        byte[] encoded = text.getBytes(StandardCharsets.UTF_8);
        if (encoded.length > maxBytes) {
            throw new IllegalArgumentException(
                    "text: " + encoded.length + " bytes of UTF-8 (expected: at most " + maxBytes + ")");
        }
        writeVarint(encoded.length);
        room(encoded.length);
        System.arraycopy(encoded, 0, bytes, size, encoded.length);
        size += encoded.length;
    }

    /** Writes a text for people, cut where it is too long. */
    void writeDetail(String text) {
        writeText(cut(text, FrameFormat.MAX_DETAIL_BYTES), FrameFormat.MAX_DETAIL_BYTES);
    }

    private static String cut(String text, int maxBytes) {
        // A char takes at most three bytes of UTF-8 (a surrogate pair takes four for two), so most texts need no
        // counting.
        if (text.length() * 3L <= maxBytes) {
            return text;
        }
        int bytes = 0;
        int end = 0;
        while (end < text.length()) {
            int codePoint = text.codePointAt(end);
            bytes += codePoint < 0x80 ? 1 : codePoint < 0x800 ? 2 : codePoint < 0x10000 ? 3 : 4;
            if (bytes > maxBytes) {
                break;
            }
            end += Character.charCount(codePoint);
        }
        return text.substring(0, end);
    }

    private void room(int more) {
        if (bytes.length - size < more) {
            bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, size + more));
        }
    }
}
