package io.limpid.runtime.wire;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The codec of a sealed hierarchy: four bytes, the hash of the subtype's wire name or 0 for null, then the subtype's own form, which so
 * is the same wherever an object stands.
 */
final class UnionCodec<T> implements Codec<T> {
    private final String name;
    private final WireTypes<T> types;
    private final Class<?>[] classes;
    private final Codec<?>[] codecs;
    private final int[] ids;

    UnionCodec(Class<T> type, List<WireType<? extends T>> subtypes) {
        this.name = type.getSimpleName();
        this.types = new WireTypes<>(subtypes);
        this.classes = new Class<?>[subtypes.size()];
        this.codecs = new Codec<?>[subtypes.size()];
        this.ids = new int[subtypes.size()];
        for (int i = 0; i < ids.length; i++) {
            classes[i] = subtypes.get(i).type();
            codecs[i] = subtypes.get(i).codec();
            ids[i] = subtypes.get(i).id();
        }
    }

    @Override
    public void write(PayloadWriter out, @Nullable T value) {
        if (value == null) {
            out.writeFixedInt(0);
            return;
        }
        Class<?> type = value.getClass();
        for (int i = 0; i < classes.length; i++) {
            if (classes[i] == type) {
                out.writeFixedInt(ids[i]);
                write(codecs[i], out, value);
                return;
            }
        }
        WireType<? extends T> found = types.of(value);
        if (found == null) {
            throw new PayloadException("a " + type.getName() + " where " + name + " is declared");
        }
        out.writeFixedInt(found.id());
        write(found.codec(), out, value);
    }

    @SuppressWarnings("unchecked") // The value is an instance of the codec's class.
    private static <T> void write(Codec<?> codec, PayloadWriter out, T value) {
        ((Codec<T>) codec).write(out, value);
    }

    @Override
    @SuppressWarnings("unchecked") // The codec is that of a subtype.
    public @Nullable T read(PayloadReader in) {
        int id = in.readFixedInt();
        if (id == 0) {
            return null;
        }
        for (int i = 0; i < ids.length; i++) {
            if (ids[i] == id) {
                T value = (T) codecs[i].read(in);
                if (value == null) {
                    throw in.fail("a null in the place of a subtype of " + name);
                }
                return value;
            }
        }
        throw in.fail("a type that is none of " + name + "'s here");
    }

    @Override
    public String toString() {
        return name;
    }
}
