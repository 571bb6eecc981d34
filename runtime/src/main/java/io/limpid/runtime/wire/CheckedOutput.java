package io.limpid.runtime.wire;

import com.esotericsoftware.kryo.io.Output;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import org.jspecify.annotations.Nullable;

/**
 * Kryo's output over a growing array, with our error where it is full, and strings whose length is checked. If it has somewhere to pass things
 * on to, the array is a window: it is emptied when it is full, and grows for a single value alone.
 */
final class CheckedOutput extends Output {
    private static final int INITIAL_BYTES = 256;
    private static final VarHandle FOUR = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);

    private final @Nullable OutputStream next;

    /** How much has been passed on. */
    private int gone;

    CheckedOutput(int maxBytes) {
        super(Math.min(INITIAL_BYTES, maxBytes), maxBytes);
        next = null;
    }

    CheckedOutput(OutputStream next, int maxBytes, int window) {
        super(window, maxBytes);
        this.next = next;
    }

    /** How many bytes have been written. */
    int length() {
        return gone + position;
    }

    /** Fills in four bytes for which room was left in the array, the first of them lowest. */
    void setInt(int place, int value) {
        FOUR.set(buffer, place, value);
    }

    @Override
    protected boolean require(int required) {
        int remaining = capacity - position;
        if (remaining >= required) {
            return false;
        }
        checkLength(required);
        if (next != null) {
            passOn(next);
            if (capacity >= required) {
                return true;
            }
        }
        long needed = (long) position + required;
        int grown = (int) Math.min(maxCapacity, Math.max(needed, 2L * capacity));
        byte[] copy = new byte[grown];
        System.arraycopy(buffer, 0, copy, 0, position);
        buffer = copy;
        capacity = grown;
        return true;
    }

    private void checkLength(int more) {
        if (more < 0 || (long) length() + more > maxCapacity) {
            throw new PayloadException("payload: more than " + maxCapacity + " bytes at byte " + length()
                    + " (the limit " + Limit.MESSAGE_BYTES + ")");
        }
    }

    private void passOn(OutputStream to) {
        passOn(to, buffer, 0, position);
        position = 0;
    }

    private void passOn(OutputStream to, byte[] bytes, int offset, int count) {
        try {
            to.write(bytes, offset, count);
        } catch (IOException e) {
            throw new PayloadException("payload at byte " + gone + ": cannot be passed on", e);
        }
        gone += count;
    }

    /** Passes on what is left, if there is somewhere to pass it on to. */
    @Override
    public void flush() {
        if (next != null) {
            passOn(next);
        }
    }

    /** Passes many bytes on as they are. */
    @Override
    public void writeBytes(byte[] bytes, int offset, int count) {
        if (next == null) {
            // Room for all of them at once; Kryo would double it again and again, and copy each time.
            require(count);
        }
        if (next == null || count <= capacity) {
            super.writeBytes(bytes, offset, count);
        } else {
            checkLength(count);
            passOn(next);
            passOn(next, bytes, offset, count);
        }
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
        return new PayloadException("string: more than " + maxBytes + " bytes at byte " + length() + " (the limit "
                + Limit.STRING_BYTES + ")");
    }
}
