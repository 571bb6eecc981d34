package io.limpid.runtime.wire;

import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ConcurrentSkipListMap;
import org.jspecify.annotations.Nullable;

/** The classes as which a map can arrive; its number travels. A subclass stands before its superclass. */
enum MapKind {
    LINKED_HASH_MAP(2, LinkedHashMap.class, Keys.HASHED, 56),
    HASH_MAP(1, HashMap.class, Keys.HASHED, 48),
    TREE_MAP(3, TreeMap.class, Keys.SORTED, 40),
    ENUM_MAP(4, EnumMap.class, Keys.NONE, 0),
    CONCURRENT_HASH_MAP(5, ConcurrentHashMap.class, Keys.HASHED, 48),
    SKIP_LIST_MAP(6, ConcurrentSkipListMap.class, Keys.SORTED, 56);

    private static final MapKind[] BY_NUMBER = new MapKind[7];

    static {
        for (MapKind kind : values()) {
            BY_NUMBER[kind.number] = kind;
        }
    }

    final byte number;
    final Class<?> type;
    final Keys keys;

    /** About what an entry takes in the map's own structures. */
    final int entryBytes;

    MapKind(int number, Class<?> type, Keys keys, int entryBytes) {
        this.number = (byte) number;
        this.type = type;
        this.keys = keys;
        this.entryBytes = entryBytes;
    }

    static @Nullable MapKind byNumber(byte number) {
        return number < 0 || number >= BY_NUMBER.length ? null : BY_NUMBER[number];
    }

    /** Gives the kind of a map: its class, the nearest superclass, or the usual one of its interface. */
    static MapKind of(Map<?, ?> value) {
        Class<?> type = value.getClass();
        for (MapKind kind : values()) {
            if (kind.type == type) {
                return kind;
            }
        }
        for (MapKind kind : values()) {
            if (kind.type.isInstance(value)) {
                return kind;
            }
        }
        if (value instanceof ConcurrentMap<?, ?>) {
            return value instanceof SortedMap<?, ?> ? SKIP_LIST_MAP : CONCURRENT_HASH_MAP;
        }
        return value instanceof SortedMap<?, ?> ? TREE_MAP : LINKED_HASH_MAP;
    }

    /**
     * Makes an empty one.
     *
     * @param enumType the key type of an enum map
     */
    @SuppressWarnings({"unchecked", "rawtypes", "JdkObsolete"}) // An enum's class is that of its own keys.
    <K, V> Map<K, V> create(int count, @Nullable Class<?> enumType) {
        return switch (this) {
            case LINKED_HASH_MAP -> new LinkedHashMap<>(Keys.capacity(count));
            case HASH_MAP -> new HashMap<>(Keys.capacity(count));
            case TREE_MAP -> new TreeMap<>();
            case ENUM_MAP -> new EnumMap((Class) enumType);
            case CONCURRENT_HASH_MAP -> new ConcurrentHashMap<>(Math.max(1, count));
            case SKIP_LIST_MAP -> new ConcurrentSkipListMap<>();
        };
    }
}
