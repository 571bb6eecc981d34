package io.limpid.runtime.wire;

import java.util.Map;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/** The codec of maps: the number of the class, the count, and the entries, each a key and a value. */
final class MapCodec<K, V, M extends Map<K, V>> extends TrackedCodec<M> {
    private final Class<?> declared;
    private final Codec<K> key;
    private final Codec<V> value;
    private final @Nullable EnumCodec<?> enumKey;

    private MapCodec(Class<?> declared, Codec<K> key, Codec<V> value) {
        super(declared.getSimpleName(), Tracking.BEFORE);
        this.declared = declared;
        this.key = key;
        this.value = value;
        this.enumKey = key instanceof EnumCodec<?> codec ? codec : null;
    }

    static <K, V, M extends Map<K, V>> Codec<M> of(Class<?> declared, Codec<K> key, Codec<V> value) {
        return new MapCodec<>(declared, key, value);
    }

    @Override
    void writeContent(PayloadWriter out, M map) {
        int count = map.size();
        out.writeByte(kind(map).number);
        out.writeCount(count);
        int written = 0;
        for (Map.Entry<K, V> entry : map.entrySet()) {
            written++;
            key.write(out, entry.getKey());
            value.write(out, entry.getValue());
        }
        if (written != count) {
            throw new PayloadException(this + ": changed while it was written");
        }
    }

    private MapKind kind(M map) {
        MapKind kind = MapKind.of(map);
        if (map instanceof SortedMap<?, ?> sorted && sorted.comparator() != null) {
            throw new PayloadException("a " + map.getClass().getName()
                    + " with a comparator, which cannot be sent: send a LinkedHashMap in that order");
        }
        if (kind == MapKind.ENUM_MAP && enumKey == null) {
            kind = MapKind.LINKED_HASH_MAP;
        }
        if (!declared.isAssignableFrom(kind.type)) {
            throw new PayloadException("a " + map.getClass().getName() + " where " + declared.getName()
                    + " is declared: no class of both is known");
        }
        return kind;
    }

    @Override
    @SuppressWarnings("unchecked") // Its class is one of the declared interface.
    M readContent(PayloadReader in, int slot) {
        MapKind kind = MapKind.byNumber(in.readByte());
        if (kind == null || !declared.isAssignableFrom(kind.type)) {
            throw in.fail("a class of map that is no " + declared.getSimpleName());
        }
        if (kind == MapKind.ENUM_MAP) {
            if (enumKey == null) {
                throw in.fail("an EnumMap of what is no enum");
            }
            in.charge(64 + 8L * enumKey.size());
        }
        int count = in.beginElements(2, kind.entryBytes);
        Map<K, V> map = kind.create(count, enumKey == null ? null : enumKey.type());
        in.put(slot, map);
        Keys.Work work = new Keys.Work(in, kind.keys, count);
        for (int i = 0; i < count; i++) {
            in.element();
            long outerWork = in.beginKey();
            K eachKey = key.read(in);
            work.add(eachKey, in.endKey(outerWork));
            map.put(eachKey, value.read(in));
        }
        return (M) map;
    }

    @Override
    boolean isSameAs(TrackedCodec<?> other) {
        return this == other
                || (other instanceof MapCodec<?, ?, ?> codec
                        && Codecs.areSame(key, codec.key)
                        && Codecs.areSame(value, codec.value));
    }

    @Override
    boolean accepts(Object object) {
        return declared.isInstance(object);
    }
}
