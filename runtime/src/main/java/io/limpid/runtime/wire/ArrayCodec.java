package io.limpid.runtime.wire;

import java.lang.reflect.Array;
import org.jspecify.annotations.Nullable;

/** The codec of an array of references: the count and the elements. An array of a subtype arrives as one of the declared type. */
final class ArrayCodec<T> extends TrackedCodec<T[]> {
    private final Codec<T> component;
    private final Class<T> componentType;

    ArrayCodec(Codec<T> component, Class<T> componentType) {
        super(componentType.getSimpleName() + "[]", Tracking.BEFORE);
        this.component = component;
        this.componentType = componentType;
    }

    @Override
    void writeContent(PayloadWriter out, T[] value) {
        out.writeCount(value.length);
        for (T each : value) {
            component.write(out, each);
        }
    }

    @Override
    T[] readContent(PayloadReader in, int slot) {
        int count = in.beginElements(1, 4);
        @SuppressWarnings("unchecked") // It is made of this very class.
        @Nullable
        T[] value = (T[]) Array.newInstance(componentType, count);
        in.put(slot, value);
        for (int i = 0; i < count; i++) {
            in.element();
            value[i] = component.read(in);
        }
        return value;
    }

    @Override
    boolean isSameAs(TrackedCodec<?> other) {
        return this == other
                || (other instanceof ArrayCodec<?> codec
                        && componentType == codec.componentType
                        && Codecs.areSame(component, codec.component));
    }
}
