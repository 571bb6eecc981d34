package io.limpid.runtime.wire;

import org.jspecify.annotations.Nullable;

/** The codec of a primitive where Java code can only speak of its box: the content alone, and no null. */
abstract class PrimitiveCodec<T> implements Codec<T> {
    private final String name;

    PrimitiveCodec(String name) {
        this.name = name;
    }

    abstract void writeValue(PayloadWriter out, T value);

    @Override
    public final void write(PayloadWriter out, @Nullable T value) {
        if (value == null) {
            throw new PayloadException(name + ": null");
        }
        writeValue(out, value);
    }

    @Override
    public abstract T read(PayloadReader in);

    @Override
    public final String toString() {
        return name;
    }
}
