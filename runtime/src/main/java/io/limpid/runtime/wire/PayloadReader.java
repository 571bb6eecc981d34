package io.limpid.runtime.wire;

import org.jspecify.annotations.Nullable;

/**
 * Reads the bytes of one payload, which are trusted with nothing: whatever they claim is compared with what is there and with the
 * {@link Limits} before it is believed. The first error is final. For one thread, and for one payload unless it {@linkplain
 * PayloadReaders is kept}.
 */
public final class PayloadReader {
    private static final int ALLOCATION_ALLOWANCE = 64 << 10;

    private final CheckedInput in;
    private final Limits limits;
    private References references;
    private final int stringBytes;
    private final int maxObjects;
    private final int maxDepth;

    /** Null until there is something to refer back to. */
    private @Nullable BackReferences back;

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

    /** Begins to read a whole array. */
    public PayloadReader(byte[] bytes, Limits limits, References references) {
        this(bytes, 0, bytes.length, limits, references);
    }

    /** Begins to read a part of an array, which must not change meanwhile. */
    public PayloadReader(byte[] bytes, int offset, int length, Limits limits, References references) {
        this(new CheckedInput(bytes, offset, length), limits, references);
    }

    PayloadReader(CheckedInput in, Limits limits, References references) {
        this.in = in;
        this.limits = limits;
        this.stringBytes = limits.get(Limit.STRING_BYTES);
        this.maxObjects = limits.get(Limit.OBJECTS);
        this.maxDepth = limits.get(Limit.DEPTH);
        this.references = references;
        begin();
    }

    /** Begins anew, with another payload; for one that has read the last to its end. */
    void begin(byte[] bytes, References its) {
        in.begin(bytes);
        references = its;
        begin();
    }

    /** Everything that changes is set here. */
    private void begin() {
        if (back != null && !back.clear()) {
            back = null;
        }
        thrown = ThrownTypes.NONE;
        depth = 0;
        objects = 0;
        allocatable = ALLOCATION_ALLOWANCE + (long) in.left() * limits.get(Limit.ALLOCATION_PER_BYTE);
        owed = 0;
        work = 0;
        totalWork = 0;
        keyWorkLeft = limits.get(Limit.KEY_WORK);
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
        return in.remaining() > 0;
    }

    /**
     * Makes sure that nothing is left.
     *
     * @throws PayloadException if there is
     */
    public void end() {
        if (in.left() != 0) {
            throw in.fail(in.left() + " bytes too many");
        }
    }

    /**
     * Gives a reader for the payload that lies within this one, as {@link PayloadWriter#writePayload} wrote it; this one goes on behind
     * it.
     */
    public PayloadReader inner() {
        int length = in.varInt();
        if (length < 0 || length > remaining()) {
            throw in.fail("a payload of " + (length & 0xffffffffL) + " bytes where " + remaining() + " are left");
        }
        charge(length);
        if (in.isStreamed()) {
            return new PayloadReader(in.take(length), limits, references);
        }
        PayloadReader inner = new PayloadReader(in.getBuffer(), in.position(), length, limits, references);
        in.setPosition(in.position() + length);
        return inner;
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
        return in.at();
    }

    int remaining() {
        return in.remaining();
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
        int outer = in.bound();
        in.bound(in.at() + length);
        return outer;
    }

    /** Ends a record; what is left of it is skipped. */
    void endRecord(int outer) {
        int recordEnd = in.bound();
        if (in.at() < recordEnd && !isGoingBack()) {
            back().skip(recordEnd);
        }
        in.go(recordEnd);
        in.bound(outer);
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
        if (count < 0 || needed > remaining() || needed + owed > (isGoingBack() ? remaining() : in.left())) {
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

    /** Makes an object known whose content is about to be read. */
    void put(int slot, Object object) {
        if (slot >= 0) {
            back().put(slot, object);
        }
    }

    /** What references lead back to. */
    BackReferences back() {
        if (back == null) {
            back = new BackReferences(this);
        }
        return back;
    }

    /** Tells whether a part is being read that was skipped before. */
    boolean isGoingBack() {
        return back != null && back.isGoing();
    }

    long totalWork() {
        return totalWork;
    }

    int owed() {
        return owed;
    }

    void owed(int elements) {
        owed = elements;
    }
}
