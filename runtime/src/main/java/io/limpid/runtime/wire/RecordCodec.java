package io.limpid.runtime.wire;

/**
 * What generated codecs of records extend. A record travels with its length, so that a component added at its end is skipped by a
 * reader that does not know it, and defaulted by one that does: {@code in.hasMore() ? in.readInt() : 0}.
 *
 * @param <T> the record
 */
public abstract class RecordCodec<T> extends TrackedCodec<T> {
    private final Codec<?>[] typeArguments;

    /** Makes one for a record whose aliases are kept. */
    protected RecordCodec(Class<?> type) {
        this(type, false);
    }

    /**
     * Makes one.
     *
     * @param type the record class, for messages
     * @param pureValue whether it consists of nothing but primitives, strings, boxes, enums, {@code java.time} and such, and of
     *     further such records, so that nobody needs to know whether two are the same or only equal
     * @param typeArguments the codecs of a generic record's type arguments
     */
    protected RecordCodec(Class<?> type, boolean pureValue, Codec<?>... typeArguments) {
        super(type.getSimpleName(), pureValue ? Tracking.NEVER : Tracking.AFTER);
        this.typeArguments = typeArguments.clone();
    }

    /** Writes the components in their order. */
    protected abstract void writeComponents(PayloadWriter out, T value);

    /** Reads the components in their order, each defaulted if there are no more, and makes the record. */
    protected abstract T readComponents(PayloadReader in);

    @Override
    final void writeContent(PayloadWriter out, T value) {
        int mark = out.beginRecord();
        writeComponents(out, value);
        out.endRecord(mark);
    }

    @Override
    final T readContent(PayloadReader in, int slot) {
        int outer = in.beginRecord();
        T value = readComponents(in);
        in.endRecord(outer);
        return value;
    }

    @Override
    final boolean isSameAs(TrackedCodec<?> other) {
        return this == other
                || (other instanceof RecordCodec<?> codec
                        && getClass() == codec.getClass()
                        && Codecs.areSame(typeArguments, codec.typeArguments));
    }
}
