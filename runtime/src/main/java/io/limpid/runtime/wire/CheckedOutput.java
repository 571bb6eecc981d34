package io.limpid.runtime.wire;

import com.esotericsoftware.kryo.io.Output;
import org.jspecify.annotations.Nullable;

/** Kryo's output over a growing array, with our error where it is full, and strings whose length is checked. */
final class CheckedOutput extends Output {
    private static final int INITIAL_BYTES = 256;

    CheckedOutput(int maxBytes) {
        super(Math.min(INITIAL_BYTES, maxBytes), maxBytes);
    }

    @Override
    protected boolean require(int required) {
        int remaining = capacity - position;
        if (remaining >= required) {
            return false;
        }
        long needed = (long) position + required;
        if (required < 0 || needed > maxCapacity) {
            throw new PayloadException("payload: more than " + maxCapacity + " bytes at byte " + position
                    + " (the limit " + Limit.MESSAGE_BYTES + ")");
        }
        int grown = (int) Math.min(maxCapacity, Math.max(needed, 2L * capacity));
        byte[] copy = new byte[grown];
        System.arraycopy(buffer, 0, copy, 0, position);
        buffer = copy;
        capacity = grown;
        return true;
    }

    /** Writes a varint: the number of bytes plus one, or 0 for null; then the bytes. */
    void string(@Nullable String value, int maxBytes) {
        if (value == null) {
            writeByte((byte) 0);
            return;
        }
        int length = value.length();
        if (length > maxBytes) {
            throw tooLong(maxBytes);
        }
        require(length + 5);
        int start = position;
        writeVarInt(length + 1, true);
        int at = position;
        byte[] bytes = buffer;
        for (int i = 0; i < length; i++) {
            char c = value.charAt(i);
            if (c >= 0x80) {
                position = start;
                wideString(value, maxBytes);
                return;
            }
            bytes[at + i] = (byte) c;
        }
        position = at + length;
    }

    private void wideString(String value, int maxBytes) {
        int bytes = Utf8.length(value);
        if (bytes > maxBytes) {
            throw tooLong(maxBytes);
        }
        require(bytes + 5);
        writeVarInt(bytes + 1, true);
        Utf8.encode(value, buffer, position);
        position += bytes;
    }

    private PayloadException tooLong(int maxBytes) {
        return new PayloadException("string: more than " + maxBytes + " bytes at byte " + position + " (the limit "
                + Limit.STRING_BYTES + ")");
    }
}
