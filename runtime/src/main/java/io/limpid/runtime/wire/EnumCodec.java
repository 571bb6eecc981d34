package io.limpid.runtime.wire;

import org.jspecify.annotations.Nullable;

/** The codec of an enum: four bytes, the hash of the constant's wire name, or 0 for null. */
@SuppressWarnings("EnumOrdinal") // The ordinals index an array that does not leave this class.
final class EnumCodec<E extends Enum<E>> implements Codec<E> {
    private final Class<E> type;
    private final E[] constants;
    private final int[] ids;

    /** Ordinals plus one at their id's place or the next free one. */
    private final int[] index;

    EnumCodec(Class<E> type, String... wireNames) {
        this.type = type;
        this.constants = type.getEnumConstants();
        if (wireNames.length != 0 && wireNames.length != constants.length) {
            throw new IllegalArgumentException("wire names of " + type.getName() + ": " + wireNames.length
                    + " (expected: " + constants.length + ", or none)");
        }
        this.ids = new int[constants.length];
        this.index = new int[Integer.highestOneBit(constants.length + 1) * 4];
        for (int i = 0; i < ids.length; i++) {
            ids[i] = WireType.hash(wireNames.length == 0 ? constants[i].name() : wireNames[i]);
            if (find(ids[i]) != null) {
                throw new IllegalArgumentException("wire name of " + type.getName() + "." + constants[i]
                        + ": its hash is another constant's, too");
            }
            int place = place(ids[i]);
            while (index[place] != 0) {
                place = (place + 1) & (index.length - 1);
            }
            index[place] = i + 1;
        }
    }

    Class<E> type() {
        return type;
    }

    int size() {
        return constants.length;
    }

    private int place(int id) {
        return (id ^ (id >>> 16)) & (index.length - 1);
    }

    private @Nullable E find(int id) {
        for (int place = place(id); index[place] != 0; place = (place + 1) & (index.length - 1)) {
            if (ids[index[place] - 1] == id) {
                return constants[index[place] - 1];
            }
        }
        return null;
    }

    @Override
    public void write(PayloadWriter out, @Nullable E value) {
        out.writeFixedInt(value == null ? 0 : ids[value.ordinal()]);
    }

    @Override
    public @Nullable E read(PayloadReader in) {
        int id = in.readFixedInt();
        if (id == 0) {
            return null;
        }
        E value = find(id);
        if (value == null) {
            throw in.fail("a constant that " + this + " does not have here");
        }
        in.addWork(1);
        return value;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof EnumCodec<?> codec && type == codec.type;
    }

    @Override
    public int hashCode() {
        return type.hashCode();
    }

    @Override
    public String toString() {
        return type.getSimpleName();
    }
}
