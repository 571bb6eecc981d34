package io.limpid.runtime.wire;

import org.jspecify.annotations.Nullable;

/** The codec of an immutable value: one byte, 0 for null or 1, and the content. Never the subject of a back reference. */
abstract class ValueCodec<T> implements Codec<T> {
    private final String name;

    ValueCodec(String name) {
        this.name = name;
    }

    abstract void writeValue(PayloadWriter out, T value);

    /** Reads the content; whatever it throws that is no {@link PayloadException} means that the content is no such value. */
    abstract T readValue(PayloadReader in);

    @Override
    public final void write(PayloadWriter out, @Nullable T value) {
        if (value == null) {
            out.writeByte((byte) 0);
        } else {
            out.writeByte((byte) 1);
            writeValue(out, value);
        }
    }

    @Override
    public final @Nullable T read(PayloadReader in) {
        if (!in.readBoolean()) {
            return null;
        }
        in.addWork(1);
        try {
            return readValue(in);
        } catch (PayloadException e) {
            throw e;
        } catch (RuntimeException e) {
            throw in.refused(this, e);
        }
    }

    @Override
    public final String toString() {
        return name;
    }
}
