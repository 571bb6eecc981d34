package io.limpid.runtime.wire;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Java strings as bytes. It is UTF-8, except that a surrogate without its partner, which Java allows and UTF-8 does not, is written in
 * three bytes like any other character of its size; a pair is always written in four. So every Java string has exactly one form.
 */
final class Utf8 {
    /** Eight bytes at once, in whatever order. */
    private static final VarHandle EIGHT = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.nativeOrder());

    private Utf8() {}

    /** Gives how many bytes a string takes; saturates. */
    static int length(String value) {
        long bytes = 0;
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c < 0x80) {
                bytes++;
            } else if (c < 0x800) {
                bytes += 2;
            } else if (isPair(value, i)) {
                bytes += 4;
                i++;
            } else {
                bytes += 3;
            }
        }
        return (int) Math.min(bytes, Integer.MAX_VALUE);
    }

    private static boolean isPair(String value, int i) {
        return Character.isHighSurrogate(value.charAt(i))
                && i + 1 < value.length()
                && Character.isLowSurrogate(value.charAt(i + 1));
    }

    /** Writes a string where there is room for it. */
    static void encode(String value, byte[] target, int start) {
        int at = start;
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c < 0x80) {
                target[at++] = (byte) c;
            } else if (c < 0x800) {
                target[at++] = (byte) (0xc0 | (c >> 6));
                target[at++] = (byte) (0x80 | (c & 0x3f));
            } else if (isPair(value, i)) {
                int point = Character.toCodePoint(c, value.charAt(++i));
                target[at++] = (byte) (0xf0 | (point >> 18));
                target[at++] = (byte) (0x80 | ((point >> 12) & 0x3f));
                target[at++] = (byte) (0x80 | ((point >> 6) & 0x3f));
                target[at++] = (byte) (0x80 | (point & 0x3f));
            } else {
                target[at++] = (byte) (0xe0 | (c >> 12));
                target[at++] = (byte) (0x80 | ((c >> 6) & 0x3f));
                target[at++] = (byte) (0x80 | (c & 0x3f));
            }
        }
    }

    /** Tells whether all bytes are ASCII. */
    static boolean isAscii(byte[] source, int start, int length) {
        int end = start + length;
        long bits = 0;
        if (length < Long.BYTES) {
            for (int at = start; at < end; at++) {
                bits |= source[at];
            }
        } else {
            for (int at = start; at < end - Long.BYTES; at += Long.BYTES) {
                bits |= (long) EIGHT.get(source, at);
            }
            // The last eight, some of them once more.
            bits |= (long) EIGHT.get(source, end - Long.BYTES);
        }
        return (bits & 0x8080_8080_8080_8080L) == 0;
    }

    /**
     * Reads a string that is not all ASCII.
     *
     * @return how many characters came out, or -1 - (index of the first byte that is wrong)
     */
    static int decode(byte[] source, int start, int length, char[] target) {
        int end = start + length;
        int at = start;
        int chars = 0;
        while (at < end) {
            int first = source[at];
            if (first >= 0) {
                target[chars++] = (char) first;
                at++;
                continue;
            }
            int point = point(source, at, end);
            if (point < 0) {
                return -1 - at;
            }
            if (point >= 0x10000) {
                target[chars++] = Character.highSurrogate(point);
                target[chars++] = Character.lowSurrogate(point);
                at += 4;
            } else {
                char c = (char) point;
                // A pair in three bytes each would be a second form of the same string.
                if (Character.isLowSurrogate(c) && chars > 0 && Character.isHighSurrogate(target[chars - 1])) {
                    return -1 - at;
                }
                target[chars++] = c;
                at += point < 0x800 ? 2 : 3;
            }
        }
        return chars;
    }

    /** Reads one character of two to four bytes; -1 if it is cut off, malformed or longer than it need be. */
    private static int point(byte[] source, int at, int end) {
        int first = source[at] & 0xff;
        int size = first >= 0xf0 ? 4 : first >= 0xe0 ? 3 : 2;
        if (first < 0xc2 || first > 0xf4 || at + size > end) {
            return -1;
        }
        int point = first & (0xff >> (size + 1));
        for (int i = 1; i < size; i++) {
            int next = source[at + i];
            if ((next & 0xc0) != 0x80) {
                return -1;
            }
            point = (point << 6) | (next & 0x3f);
        }
        boolean overlong = point < (size == 3 ? 0x800 : size == 4 ? 0x10000 : 0x80);
        return overlong || point > 0x10ffff ? -1 : point;
    }
}
