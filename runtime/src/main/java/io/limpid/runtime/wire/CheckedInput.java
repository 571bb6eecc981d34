package io.limpid.runtime.wire;

import com.esotericsoftware.kryo.io.Input;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Kryo's input over one array that is checked where Kryo's is not: a varint has one form and cannot overflow, a string's length is
 * compared with what is there before anything is allocated, and the error is ours. Places are counted from the payload's beginning.
 *
 * <p>A payload that comes as a stream is seen through a window: the array holds a part of it, and goes on when more is asked for than it
 * holds. Kryo's {@code limit} is then the end of the window or of the present record, whichever comes first.
 */
final class CheckedInput extends Input {
    private static final int LONGEST_VARINT = 9;
    private static final long INT_BITS = 0xffff_ffffL;
    private static final long LONG_BITS = -1;
    private static final VarHandle FOUR = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle EIGHT = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    /** Where the payload begins in the array, if it were all there: less than 0 once a window has gone on. */
    private int base;

    /** Where the present record ends, or outside of records the payload. */
    private int bound;

    /** Up to where the array holds the payload. */
    private int filled;

    /** How long the payload is. */
    private int size;

    /** The size of the window; it is larger while it holds a longer value. */
    private int window;

    /** What the window goes on with; null if the array holds all. */
    private @Nullable InputStream source;

    /** Where it stood before it went back: everything that changes. */
    record Place(
            byte[] array,
            int base,
            int position,
            int bound,
            int filled,
            @Nullable InputStream source) {}

    CheckedInput(byte[] bytes, int offset, int length) {
        super(bytes, offset, length);
        stand(offset, length);
    }

    /** Begins anew, with another array of which it reads all. */
    void begin(byte[] bytes) {
        setBuffer(bytes, 0, bytes.length);
        source = null;
        stand(0, bytes.length);
    }

    private void stand(int offset, int length) {
        base = offset;
        bound = length;
        filled = offset + length;
        size = length;
        window = length;
    }

    CheckedInput(InputStream source, int length, int window) {
        super(new byte[Math.min(length, window)], 0, 0);
        this.source = source;
        this.bound = length;
        this.size = length;
        this.window = window;
    }

    /** Where it stands. */
    int at() {
        return position - base;
    }

    /** Where the present record ends, or outside of records the payload. */
    int bound() {
        return bound;
    }

    /** Lets nothing be read beyond this place. */
    void bound(int place) {
        bound = place;
        limit = Math.min(bound + base, filled);
    }

    /** How much is left of the present record, or outside of records the payload. */
    int remaining() {
        return bound + base - position;
    }

    /** How much is left of the payload. */
    int left() {
        return size - at();
    }

    /** Goes to a place that the array holds. */
    void go(int place) {
        position = place + base;
    }

    boolean isStreamed() {
        return source != null;
    }

    /** Gives a copy of what comes next. */
    byte[] take(int length) {
        byte[] taken = {};
        for (int count = 0; count < length; ) {
            // Takes room as bytes come, not as they are promised.
            int more = Math.min(length - count, Math.max(window, count));
            taken = Arrays.copyOf(taken, count + more);
            readBytes(taken, count, more);
            count += more;
        }
        return taken;
    }

    Place place() {
        return new Place(buffer, base, position, bound, filled, source);
    }

    /** Reads a part of the payload that was kept apart, until it {@linkplain #returnTo returns}. */
    void turnTo(byte[] part, int place) {
        turnTo(new Place(part, -place, 0, place + part.length, part.length, null));
    }

    void returnTo(Place place) {
        turnTo(place);
    }

    private void turnTo(Place place) {
        buffer = place.array();
        capacity = buffer.length;
        base = place.base();
        position = place.position();
        filled = place.filled();
        source = place.source();
        bound(place.bound());
    }

    @Override
    protected int require(int required) {
        if (required > limit - position && required <= remaining() && source != null) {
            goOn(source, required);
        }
        int there = limit - position;
        if (required < 0 || there < required) {
            throw fail("ends within a value: " + required + " bytes needed, " + Math.max(remaining(), 0) + " there");
        }
        return there;
    }

    /** Reads many bytes to where they are wanted, past the window. */
    @Override
    public void readBytes(byte[] bytes, int offset, int count) {
        int held = limit - position;
        InputStream from = source;
        if (from == null || count <= held || count < window || count > remaining()) {
            super.readBytes(bytes, offset, count);
            return;
        }
        System.arraycopy(buffer, position, bytes, offset, held);
        position += held;
        try {
            for (int done = held; done < count; ) {
                int more = from.read(bytes, offset + done, count - done);
                if (more < 0) {
                    throw new EOFException("the state ends before its end");
                }
                done += more;
                base -= more;
            }
        } catch (IOException e) {
            throw new PayloadException("payload at byte " + at() + ": cannot be read on", e);
        }
        bound(bound);
    }

    @Override
    protected int optional(int optional) {
        return Math.min(limit - position, optional);
    }

    /** Moves the window on, so that it begins here and holds so much at least. */
    private void goOn(InputStream from, int required) {
        int held = filled - position;
        moveTo(buffer.length > window && required <= window ? new byte[window] : buffer);
        try {
            for (int wanted = required - held; wanted > 0; ) {
                if (filled == buffer.length) {
                    // Takes room as bytes come, not as they are promised.
                    moveTo(new byte[Math.min(required, Math.max(window, 2 * filled))]);
                }
                int count = from.read(buffer, filled, Math.min(buffer.length, size + base) - filled);
                if (count < 0) {
                    throw new EOFException("the state ends before its end");
                }
                filled += count;
                wanted -= count;
            }
        } catch (IOException e) {
            throw new PayloadException("payload at byte " + at() + ": cannot be read on", e);
        }
        bound(bound);
    }

    private void moveTo(byte[] array) {
        System.arraycopy(buffer, position, array, 0, filled - position);
        base -= position;
        filled -= position;
        position = 0;
        buffer = array;
        capacity = array.length;
    }

    PayloadException fail(String what) {
        return new PayloadException("payload at byte " + at() + ": " + what);
    }

    /** Reads four bytes, the first of them lowest. */
    @Override
    public int readInt() {
        require(Integer.BYTES);
        int value = (int) FOUR.get(buffer, position);
        position += Integer.BYTES;
        return value;
    }

    /** Reads eight bytes, the first of them lowest. */
    @Override
    public long readLong() {
        require(Long.BYTES);
        long value = (long) EIGHT.get(buffer, position);
        position += Long.BYTES;
        return value;
    }

    /** Reads an unsigned varint of at most 32 bits. */
    int varInt() {
        int start = position;
        // Most are of one byte.
        if (start < limit && buffer[start] >= 0) {
            position = start + 1;
            return buffer[start];
        }
        return (int) longVarint(INT_BITS);
    }

    /** Reads an unsigned varint of at most 64 bits; its ninth byte, if there is one, carries 8 bits, as Kryo writes it. */
    long varLong() {
        int start = position;
        if (start < limit && buffer[start] >= 0) {
            position = start + 1;
            return buffer[start];
        }
        return longVarint(LONG_BITS);
    }

    /**
     * Reads one of several bytes: up to eight at once, where the array is long enough.
     *
     * @param bits those that the number may have
     */
    private long longVarint(long bits) {
        prepareVarint();
        if (buffer.length - position >= Long.BYTES) {
            long bytes = (long) EIGHT.get(buffer, position);
            long ends = ~bytes & 0x8080_8080_8080_8080L;
            if (ends != 0) {
                int size = (Long.numberOfTrailingZeros(ends) >> 3) + 1;
                if (size > limit - position) {
                    throw cutOff();
                }
                return behindVarint(size, sevens(bytes & (ends ^ (ends - 1))), bits);
            }
        }
        return varintByByte(bits);
    }

    /** Puts seven bits of each byte together, the first byte's lowest. */
    private static long sevens(long bytes) {
        long pairs = (bytes & 0x007f_007f_007f_007fL) | (bytes & 0x7f00_7f00_7f00_7f00L) >>> 1;
        long fours = (pairs & 0x0000_3fff_0000_3fffL) | (pairs & 0x3fff_0000_3fff_0000L) >>> 2;
        return (fours & 0x0fff_ffffL) | (fours & 0x0fff_ffff_0000_0000L) >>> 4;
    }

    private long varintByByte(long bits) {
        long value = 0;
        for (int size = 1; ; size++) {
            if (size > limit - position) {
                throw cutOff();
            }
            byte next = buffer[position + size - 1];
            if (size == LONGEST_VARINT) {
                return behindVarint(size, value | (long) next << 56, bits);
            }
            value |= (long) (next & 0x7f) << (7 * (size - 1));
            if (next >= 0) {
                return behindVarint(size, value, bits);
            }
        }
    }

    private PayloadException cutOff() {
        return fail("ends within a varint");
    }

    /** Goes on behind a varint that has been read, if it is the one form of its number. */
    private long behindVarint(int size, long value, long bits) {
        if ((value & ~bits) != 0) {
            throw fail("a varint of more than 32 bits where that is the most");
        }
        if (size > 1 && buffer[position + size - 1] == 0) {
            throw fail("a varint that is longer than it need be");
        }
        position += size;
        return value;
    }

    /** Sees to it that the array holds a whole varint, if there is one. */
    private void prepareVarint() {
        if (limit - position < LONGEST_VARINT && source != null) {
            int most = Math.min(remaining(), LONGEST_VARINT);
            if (most > limit - position) {
                require(most);
            }
        }
    }

    /** Reads what {@link CheckedOutput#string} writes. */
    @Nullable
    String string(int maxBytes) {
        int header = varInt();
        if (header == 0) {
            return null;
        }
        int length = header - 1;
        if (length < 0 || length > remaining()) {
            throw fail("a string of " + (length & 0xffffffffL) + " bytes where " + remaining() + " are left");
        }
        if (length > maxBytes) {
            throw fail("a string of " + length + " bytes (the limit " + Limit.STRING_BYTES + " is " + maxBytes + ")");
        }
        require(length);
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
