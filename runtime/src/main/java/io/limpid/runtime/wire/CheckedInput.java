package io.limpid.runtime.wire;

import com.esotericsoftware.kryo.io.Input;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Kryo's input over one array that is checked where Kryo's is not: a varint has one form and cannot overflow, a string's length is
 * compared with what is there before anything is allocated, and the error is ours.
 */
final class CheckedInput extends Input {
    /** Where the payload begins in the array; offsets in messages and back references count from here. */
    final int base;

    CheckedInput(byte[] bytes, int offset, int length) {
        super(bytes, offset, length);
        base = offset;
    }

    @Override
    protected int require(int required) {
        int remaining = limit - position;
        if (required < 0 || remaining < required) {
            throw fail("ends within a value: " + required + " bytes needed, " + Math.max(remaining, 0) + " there");
        }
        return remaining;
    }

    @Override
    protected int optional(int optional) {
        return Math.min(limit - position, optional);
    }

    PayloadException fail(String what) {
        return new PayloadException("payload at byte " + (position - base) + ": " + what);
    }

    /** Reads an unsigned varint of at most 32 bits. */
    int varInt() {
        int end = limit;
        int at = position;
        int result = 0;
        for (int shift = 0; shift < 35; shift += 7) {
            if (at >= end) {
                throw fail("ends within a varint");
            }
            int b = buffer[at++];
            result |= (b & 0x7f) << shift;
            if (b >= 0) {
                if ((b == 0 && shift > 0) || (shift == 28 && b > 0x0f)) {
                    throw fail("a varint of 32 bits that is longer than it need be, or too large");
                }
                position = at;
                return result;
            }
        }
        throw fail("a varint of 32 bits in more than 5 bytes");
    }

    /** Reads an unsigned varint of at most 64 bits; its ninth byte, if there is one, carries 8 bits, as Kryo writes it. */
    long varLong() {
        int end = limit;
        int at = position;
        long result = 0;
        for (int shift = 0; shift < 56; shift += 7) {
            if (at >= end) {
                throw fail("ends within a varint");
            }
            int b = buffer[at++];
            result |= (long) (b & 0x7f) << shift;
            if (b >= 0) {
                if (b == 0 && shift > 0) {
                    throw fail("a varint of 64 bits that is longer than it need be");
                }
                position = at;
                return result;
            }
        }
        if (at >= end) {
            throw fail("ends within a varint");
        }
        int last = buffer[at++];
        if (last == 0) {
            throw fail("a varint of 64 bits that is longer than it need be");
        }
        position = at;
        return result | ((long) (last & 0xff) << 56);
    }

    /** Reads what {@link CheckedOutput#string} writes. */
    @Nullable
    String string(int maxBytes) {
        int header = varInt();
        if (header == 0) {
            return null;
        }
        int length = header - 1;
        if (length < 0 || length > limit - position) {
            throw fail("a string of " + (length & 0xffffffffL) + " bytes where " + (limit - position) + " are left");
        }
        if (length > maxBytes) {
            throw fail("a string of " + length + " bytes (the limit " + Limit.STRING_BYTES + " is " + maxBytes + ")");
        }
        int start = position;
        position = start + length;
        if (length == 0) {
            return "";
        }
        if (Utf8.isAscii(buffer, start, length)) {
            return new String(buffer, start, length, StandardCharsets.ISO_8859_1);
        }
        char[] text = new char[length];
        int decoded = Utf8.decode(buffer, start, length, text);
        if (decoded < 0) {
            position = -1 - decoded;
            throw fail("bytes that are not UTF-8");
        }
        return new String(text, 0, decoded);
    }
}
