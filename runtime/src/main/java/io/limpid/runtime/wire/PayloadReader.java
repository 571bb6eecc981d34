package io.limpid.runtime.wire;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Reads the bytes of one payload, which are trusted with nothing: whatever they claim is compared with what is there and with the
 * {@link Limits} before it is believed. The first error is final. For one thread, and for one payload.
 */
public final class PayloadReader {
    private static final int ALLOCATION_ALLOWANCE = 64 << 10;

    private final CheckedInput in;
    private final Limits limits;
    private final References references;
    private final int stringBytes;
    private final int maxObjects;
    private final int maxDepth;
    private final int end;
    private @Nullable ReadObjects known;

    /** The exception types that the present throwable's causes may be of. */
    private ThrownTypes thrown = ThrownTypes.NONE;

    private int depth;
    private int objects;
    private long allocatable;

    /** How many elements are still to come of all arrays and collections that are being read; each takes a byte at least. */
    private int owed;

    /** What hashing the present object's content would take, references followed; see {@link #chargeKey}. */
    private long work;

    private long totalWork;
    private long keyWorkLeft;

    /** Starts and ends of the parts that were skipped, ascending. */
    private int[] skipped = {};

    private int skippedSize;

    /** While an object in a skipped part is read after all: where the reference to it stands, beyond which nothing is read; else -1. */
    private int goingBackFrom = -1;

    /** Begins to read a whole array. */
    public PayloadReader(byte[] bytes, Limits limits, References references) {
        this(bytes, 0, bytes.length, limits, references);
    }

    /** Begins to read a part of an array, which must not change meanwhile. */
    public PayloadReader(byte[] bytes, int offset, int length, Limits limits, References references) {
        this.in = new CheckedInput(bytes, offset, length);
        this.limits = limits;
        this.references = references;
        this.stringBytes = limits.get(Limit.STRING_BYTES);
        this.maxObjects = limits.get(Limit.OBJECTS);
        this.maxDepth = limits.get(Limit.DEPTH);
        this.end = offset + length;
        this.allocatable = ALLOCATION_ALLOWANCE + (long) length * limits.get(Limit.ALLOCATION_PER_BYTE);
        this.keyWorkLeft = limits.get(Limit.KEY_WORK);
    }

    /** Reads one byte, 0 or 1. */
    public boolean readBoolean() {
        int value = in.readByte();
        if ((value & ~1) != 0) {
            throw in.fail("a boolean that is neither 0 nor 1");
        }
        return value == 1;
    }

    /** Reads one byte. */
    public byte readByte() {
        return in.readByte();
    }

    /** Reads a signed varint. */
    public short readShort() {
        int value = readInt();
        if (value != (short) value) {
            throw in.fail("a short that is out of range");
        }
        return (short) value;
    }

    /** Reads an unsigned varint. */
    public char readChar() {
        int value = in.varInt();
        if (value != (char) value) {
            throw in.fail("a char that is out of range");
        }
        return (char) value;
    }

    /** Reads a signed varint. */
    public int readInt() {
        int value = in.varInt();
        return (value >>> 1) ^ -(value & 1);
    }

    /** Reads a signed varint. */
    public long readLong() {
        long value = in.varLong();
        return (value >>> 1) ^ -(value & 1);
    }

    /** Reads four bytes. */
    public float readFloat() {
        return Float.intBitsToFloat(in.readInt());
    }

    /** Reads eight bytes. */
    public double readDouble() {
        return Double.longBitsToDouble(in.readLong());
    }

    /** Reads a string or null. */
    public @Nullable String readString() {
        String value = in.string(stringBytes);
        if (value != null) {
            addWork(1 + (value.length() >> 4));
        }
        return value;
    }

    /** Tells whether the present record, or outside of records the payload, has further components. */
    public boolean hasMore() {
        return in.position() < in.limit();
    }

    /**
     * Makes sure that nothing is left.
     *
     * @throws PayloadException if there is
     */
    public void end() {
        if (in.position() != end) {
            throw in.fail((end - in.position()) + " bytes too many");
        }
    }

    int readUnsigned() {
        return in.varInt();
    }

    int readFixedInt() {
        return in.readInt();
    }

    long readFixedLong() {
        return in.readLong();
    }

    CheckedInput input() {
        return in;
    }

    int position() {
        return in.position() - in.base;
    }

    int remaining() {
        return in.limit() - in.position();
    }

    Limits limits() {
        return limits;
    }

    References references() {
        return references;
    }

    ThrownTypes thrown() {
        return thrown;
    }

    void thrown(ThrownTypes types) {
        thrown = types;
    }

    PayloadException fail(String what) {
        return in.fail(what);
    }

    PayloadException refused(Object codec, Throwable cause) {
        return new PayloadException("payload before byte " + position() + ": " + codec + " refuses its content", cause);
    }

    /** Begins a record: nothing beyond its end can be read until {@link #endRecord}. */
    int beginRecord() {
        int length = in.readInt();
        if (length < 0 || length > remaining()) {
            throw in.fail("a record of " + (length & 0xffffffffL) + " bytes where " + remaining() + " are left");
        }
        charge(length);
        addWork(length >> 3);
        int outer = in.limit();
        in.setLimit(in.position() + length);
        return outer;
    }

    /** Ends a record; what is left of it is skipped. */
    void endRecord(int outer) {
        int recordEnd = in.limit();
        if (in.position() < recordEnd && goingBackFrom < 0) {
            if (skippedSize == skipped.length) {
                skipped = Arrays.copyOf(skipped, Math.max(8, skippedSize * 2));
            }
            skipped[skippedSize++] = position();
            skipped[skippedSize++] = recordEnd - in.base;
        }
        in.setPosition(recordEnd);
        in.setLimit(outer);
    }

    /** Counts an object in; gives what {@link #leave} needs. */
    long enter(TrackedCodec<?> codec) {
        deeper(codec);
        if (++objects > maxObjects) {
            throw in.fail(codec + " is one of more than " + maxObjects + " (the limit " + Limit.OBJECTS + ")");
        }
        charge(16);
        long outerWork = work;
        work = 1;
        return outerWork;
    }

    /** Counts a level that is no object. */
    void deeper(Codec<?> codec) {
        if (++depth > maxDepth) {
            throw in.fail(codec + " nested deeper than " + maxDepth + " (the limit " + Limit.DEPTH + ")");
        }
    }

    void shallower() {
        depth--;
    }

    /** Counts it out, and its work into that of the object around it; gives that work. */
    long leave(long outerWork) {
        depth--;
        long own = work;
        work = outerWork;
        addWork(own);
        return own;
    }

    void addWork(long more) {
        work += more;
        totalWork += more;
    }

    /** Takes from what may be allocated. */
    void charge(long bytes) {
        allocatable -= bytes;
        if (allocatable < 0) {
            throw in.fail("more to allocate than its length allows (the limit " + Limit.ALLOCATION_PER_BYTE + ")");
        }
    }

    /**
     * Reads the number of elements of an array or collection.
     *
     * @param leastBytes what an element takes at least
     * @param heapBytes what an element takes in memory before it is read
     */
    int beginElements(int leastBytes, int heapBytes) {
        int count = in.varInt();
        long needed = (long) count * leastBytes;
        if (count < 0
                || needed > remaining()
                || needed + owed > (goingBackFrom < 0 ? end - in.position() : remaining())) {
            throw in.fail((count & 0xffffffffL) + " elements where " + remaining() + " bytes are left");
        }
        if (count > limits.get(Limit.ELEMENTS)) {
            throw in.fail(count + " elements (the limit " + Limit.ELEMENTS + " is " + limits.get(Limit.ELEMENTS) + ")");
        }
        charge((long) count * heapBytes + 16);
        owed += count;
        return count;
    }

    /** Counts one of them in; to be called before it is read. */
    void element() {
        owed--;
    }

    void elementsRead(int count) {
        owed -= count;
    }

    /** Takes the work of hashing or comparing a key from what is left for this payload. */
    void chargeKey(long keyWork) {
        keyWorkLeft -= keyWork;
        if (keyWorkLeft < 0) {
            throw in.fail("keys that take too much work to hash (the limit " + Limit.KEY_WORK + ")");
        }
    }

    /** Forgets the work so far, to count that of a key alone; the result is to be given back to {@link #endKey}. */
    long beginKey() {
        long outerWork = work;
        work = 0;
        return outerWork;
    }

    long endKey(long outerWork) {
        long own = work;
        work += outerWork;
        return own;
    }

    int addSlot(int position, TrackedCodec<?> codec) {
        if (known == null) {
            known = new ReadObjects();
        }
        charge(40);
        return known.add(position, codec);
    }

    /** Makes an object known whose content is about to be read. */
    void put(int slot, Object object) {
        if (slot >= 0 && known != null) {
            known.put(slot, object);
        }
    }

    void complete(int slot, Object object, long keyWork) {
        if (known != null) {
            known.put(slot, object);
            known.complete(slot, position(), keyWork);
        }
    }

    boolean isGoingBack() {
        return goingBackFrom >= 0;
    }

    /** Finds an object that has been read, or is being read, from a position; -1 if there is none. */
    int known(int position, TrackedCodec<?> codec) {
        int slot = known == null ? -1 : known.find(position);
        if (slot >= 0 && known != null && !known.codec(slot).isSameAs(codec)) {
            throw in.fail("a reference from " + codec + " to " + known.codec(slot));
        }
        return slot;
    }

    boolean isComplete(int slot) {
        return known != null && known.end(slot) >= 0;
    }

    @SuppressWarnings("unchecked") // Only a codec that isSameAs the one that made it asks for it.
    <T> T object(int slot, TrackedCodec<T> codec) {
        Object object = known == null ? null : known.object(slot);
        if (object == null) {
            throw in.fail("a reference to a " + codec + " that is not there yet");
        }
        return (T) object;
    }

    <T> T skipKnown(int slot, TrackedCodec<T> codec) {
        T object = object(slot, codec);
        if (known != null) {
            in.setPosition(in.base + known.end(slot));
        }
        return object;
    }

    /** Follows a reference from one header to another. */
    <T> T resolve(int from, int to, TrackedCodec<T> codec) {
        if (to < 0 || to >= from) {
            throw in.fail("a reference to byte " + (to & 0xffffffffL) + ", which is not before it");
        }
        int slot = known(to, codec);
        if (slot < 0) {
            return goBack(from, to, codec);
        }
        T object = object(slot, codec);
        if (!codec.accepts(object)) {
            throw in.fail("a reference from " + codec + " to an object of another class");
        }
        // What is still being read is taken for everything so far, which it may hold.
        addWork(known != null && known.end(slot) >= 0 ? known.work(slot) : codec.keyWork(totalWork));
        return object;
    }

    /** Reads an object that stands in a part that was skipped. */
    private <T> T goBack(int from, int to, TrackedCodec<T> codec) {
        if (!isSkipped(to)) {
            throw in.fail("a reference to byte " + to + ", where no object begins");
        }
        int position = in.position();
        int limit = in.limit();
        int outerOwed = owed;
        boolean outermost = goingBackFrom < 0;
        if (outermost) {
            goingBackFrom = from;
        }
        in.setLimit(in.base + goingBackFrom);
        in.setPosition(in.base + to);
        owed = 0;
        if (in.varInt() != TrackedCodec.NEW) {
            throw in.fail("a reference to a place where no object begins");
        }
        T object = codec.readNew(this, to);
        if (outermost) {
            goingBackFrom = -1;
        }
        owed = outerOwed;
        in.setLimit(limit);
        in.setPosition(position);
        return object;
    }

    private boolean isSkipped(int position) {
        int low = 0;
        int high = skippedSize / 2 - 1;
        while (low <= high) {
            int middle = (low + high) >>> 1;
            if (position < skipped[2 * middle]) {
                high = middle - 1;
            } else if (position >= skipped[2 * middle + 1]) {
                low = middle + 1;
            } else {
                return true;
            }
        }
        return false;
    }
}
