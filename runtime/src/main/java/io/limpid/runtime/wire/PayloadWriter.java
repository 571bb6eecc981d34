package io.limpid.runtime.wire;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Collects the bytes of one payload. Every limit is also kept here, so that what the peer would refuse fails at its sender. After an
 * exception the content is of no use until {@link #reset}. For one thread at a time; may be used again.
 */
public final class PayloadWriter {
    private final CheckedOutput out;
    private final int stringBytes;
    private final int maxElements;
    private final int maxObjects;
    private final int maxDepth;
    private final int numberBytes;
    /** How long each record is, if that cannot be filled in behind it; see {@link StreamedPayload}. */
    private final @Nullable RecordLengths lengths;

    private References references;
    private @Nullable WrittenObjects written;
    private int depth;
    private int objects;

    /** The exception types that the present throwable's causes may be of. */
    private ThrownTypes thrown = ThrownTypes.NONE;

    /** Makes an empty one. */
    public PayloadWriter(Limits limits, References references) {
        this(new CheckedOutput(limits.get(Limit.MESSAGE_BYTES)), null, limits, references);
    }

    PayloadWriter(CheckedOutput out, @Nullable RecordLengths lengths, Limits limits, References references) {
        this.out = out;
        this.lengths = lengths;
        this.stringBytes = limits.get(Limit.STRING_BYTES);
        this.maxElements = limits.get(Limit.ELEMENTS);
        this.maxObjects = limits.get(Limit.OBJECTS);
        this.maxDepth = limits.get(Limit.DEPTH);
        this.numberBytes = limits.get(Limit.NUMBER_BYTES);
        this.references = references;
    }

    /** Empties it for the next payload. */
    public void reset(References nextReferences) {
        out.setPosition(0);
        references = nextReferences;
        if (written != null) {
            written.clear();
        }
        depth = 0;
        objects = 0;
        thrown = ThrownTypes.NONE;
    }

    /** Gives a copy of what has been written. */
    public byte[] toBytes() {
        return Arrays.copyOf(out.getBuffer(), out.position());
    }

    /** Gives the array that holds what has been written, from its beginning; valid until the next write. */
    public byte[] buffer() {
        return out.getBuffer();
    }

    /** Tells how many bytes have been written. */
    public int length() {
        return out.length();
    }

    /** Writes the bytes of a payload as a part of this one, which {@link PayloadReader#inner} reads; its references count by itself. */
    public void writePayload(byte[] payload) {
        out.writeVarInt(payload.length, true);
        out.writeBytes(payload);
    }

    /** Writes one byte, 0 or 1. */
    public void writeBoolean(boolean value) {
        out.writeByte((byte) (value ? 1 : 0));
    }

    /** Writes one byte. */
    public void writeByte(byte value) {
        out.writeByte(value);
    }

    /** Writes a signed varint. */
    public void writeShort(short value) {
        out.writeVarInt(value, false);
    }

    /** Writes an unsigned varint. */
    public void writeChar(char value) {
        out.writeVarInt(value, true);
    }

    /** Writes a signed varint. */
    public void writeInt(int value) {
        out.writeVarInt(value, false);
    }

    /** Writes a signed varint. */
    public void writeLong(long value) {
        out.writeVarLong(value, false);
    }

    /** Writes four bytes. */
    public void writeFloat(float value) {
        out.writeInt(Float.floatToRawIntBits(value));
    }

    /** Writes eight bytes. */
    public void writeDouble(double value) {
        out.writeLong(Double.doubleToRawLongBits(value));
    }

    /** Writes a string or null. */
    public void writeString(@Nullable String value) {
        out.string(value, stringBytes);
    }

    void writeUnsigned(int value) {
        out.writeVarInt(value, true);
    }

    void writeFixedInt(int value) {
        out.writeInt(value);
    }

    void writeFixedLong(long value) {
        out.writeLong(value);
    }

    CheckedOutput output() {
        return out;
    }

    References references() {
        return references;
    }

    int numberBytes() {
        return numberBytes;
    }

    int remainingDepth() {
        return maxDepth - depth;
    }

    ThrownTypes thrown() {
        return thrown;
    }

    void thrown(ThrownTypes types) {
        thrown = types;
    }

    /** Begins a record: leaves room for its length, unless it is known. */
    int beginRecord() {
        if (lengths != null) {
            return lengths.begin(out);
        }
        int mark = out.position();
        out.writeInt(0);
        return mark;
    }

    /** Ends a record: fills in the length since {@link #beginRecord}, the length's own four bytes left out. */
    void endRecord(int mark) {
        if (lengths != null) {
            lengths.end(mark, out);
            return;
        }
        out.setInt(mark, out.position() - mark - Integer.BYTES);
    }

    /** Writes a back reference if the object has been written by an equal codec. */
    boolean writeBackReference(Object value, TrackedCodec<?> codec) {
        if (written == null) {
            return false;
        }
        int position = written.find(value, codec);
        if (position < 0) {
            return false;
        }
        out.writeVarInt(position + 2, true);
        return true;
    }

    void register(Object value, TrackedCodec<?> codec, int position) {
        if (written == null) {
            written = new WrittenObjects();
        }
        written.add(value, codec, position);
    }

    void enter(TrackedCodec<?> codec) {
        deeper(codec);
        if (++objects > maxObjects) {
            throw new PayloadException(
                    codec + ": one of more than " + maxObjects + " (the limit " + Limit.OBJECTS + ")");
        }
    }

    /** Counts a level that is no object. */
    void deeper(Codec<?> codec) {
        if (++depth > maxDepth) {
            throw new PayloadException(codec + ": nested deeper than " + maxDepth + " (the limit " + Limit.DEPTH + ")");
        }
    }

    void leave() {
        depth--;
    }

    /** Makes room for bytes that are then put into the output's array. */
    void room(int bytes) {
        out.require(bytes);
    }

    void writeCount(int count) {
        if (count > maxElements) {
            throw new PayloadException(count + " elements (the limit " + Limit.ELEMENTS + " is " + maxElements + ")");
        }
        out.writeVarInt(count, true);
    }
}
