package io.limpid.runtime.wire;

import org.jspecify.annotations.Nullable;

/**
 * What generated codecs of plain classes extend: classes with a constructor without arguments, whose fields are then set. Aliases and
 * cycles are kept. A field added at the end is skipped by a reader that does not know it, and left at the constructor's value by one
 * that does: {@code if (in.hasMore()) SIZE.setInt(value, in.readInt());}.
 *
 * @param <T> the class; an instance of a subclass is refused, because its further fields would be lost
 */
public abstract class ObjectCodec<T> extends TrackedCodec<T> {
    private final Class<?> type;
    private final Codec<?>[] typeArguments;
    private final boolean hashedByIdentity;

    /**
     * Makes one.
     *
     * @param type the class
     * @param typeArguments the codecs of a generic class's type arguments
     */
    protected ObjectCodec(Class<?> type, Codec<?>... typeArguments) {
        super(type.getSimpleName(), Tracking.BEFORE);
        this.type = type;
        this.typeArguments = typeArguments.clone();
        this.hashedByIdentity = isHashedByIdentity(type);
    }

    private static boolean isHashedByIdentity(Class<?> type) {
        try {
            return type.getMethod("hashCode").getDeclaringClass() == Object.class
                    && !Comparable.class.isAssignableFrom(type);
        } catch (NoSuchMethodException e) {
            throw new AssertionError(e);
        }
    }

    /** Makes an instance with the constructor without arguments. */
    protected abstract T newInstance();

    /** Writes the fields in their order, inherited ones first. */
    protected abstract void writeFields(PayloadWriter out, T value);

    /** Reads the fields in their order into an instance. */
    protected abstract void readFields(PayloadReader in, T value);

    /**
     * Reads an instance where there must be one.
     *
     * @throws PayloadException also if there is null
     */
    public final T readPresent(PayloadReader in) {
        @Nullable T value = read(in);
        if (value == null) {
            throw in.fail("null where a " + type.getSimpleName() + " must be");
        }
        return value;
    }

    /**
     * Reads the fields of an instance where there must be one into an instance that is there.
     *
     * @throws PayloadException also if there is null, or a reference to an earlier object
     */
    public final void readInto(PayloadReader in, T value) {
        int position = in.position();
        if (in.readUnsigned() != NEW) {
            throw in.fail("no " + type.getSimpleName() + " where one must be");
        }
        long outerWork = in.enter(this);
        int slot = in.back().addSlot(position, this);
        int outer = in.beginRecord();
        in.put(slot, value);
        readFields(in, value);
        in.endRecord(outer);
        in.back().complete(slot, value, in.leave(outerWork));
    }

    @Override
    final void writeContent(PayloadWriter out, T value) {
        if (value.getClass() != type) {
            throw new PayloadException("a " + value.getClass().getName() + " where " + type.getName()
                    + " is declared: a subclass of it cannot be sent");
        }
        int mark = out.beginRecord();
        writeFields(out, value);
        out.endRecord(mark);
    }

    @Override
    final T readContent(PayloadReader in, int slot) {
        int outer = in.beginRecord();
        T value = newInstance();
        in.put(slot, value);
        readFields(in, value);
        in.endRecord(outer);
        return value;
    }

    @Override
    final long keyWork(long contentWork) {
        return hashedByIdentity ? 1 : contentWork;
    }

    @Override
    final boolean isSameAs(TrackedCodec<?> other) {
        return this == other
                || (other instanceof ObjectCodec<?> codec
                        && getClass() == codec.getClass()
                        && Codecs.areSame(typeArguments, codec.typeArguments));
    }
}
