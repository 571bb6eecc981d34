package io.limpid.runtime.wire;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.LinkedList;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Queue;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.Vector;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CopyOnWriteArraySet;
import org.jspecify.annotations.Nullable;

/** The classes as which a collection can arrive; its number travels. A subclass stands before its superclass. */
enum CollectionKind {
    ARRAY_LIST(1, ArrayList.class, Keys.NONE, 4),
    LINKED_LIST(2, LinkedList.class, Keys.NONE, 24),
    COPY_ON_WRITE_LIST(3, CopyOnWriteArrayList.class, Keys.NONE, 12),
    VECTOR(4, Vector.class, Keys.NONE, 8),
    ARRAY_DEQUE(5, ArrayDeque.class, Keys.NONE, 8),
    PRIORITY_QUEUE(6, PriorityQueue.class, Keys.SORTED, 8),
    CONCURRENT_QUEUE(7, ConcurrentLinkedQueue.class, Keys.NONE, 24),
    CONCURRENT_DEQUE(8, ConcurrentLinkedDeque.class, Keys.NONE, 24),
    LINKED_HASH_SET(10, LinkedHashSet.class, Keys.HASHED, 56),
    HASH_SET(9, HashSet.class, Keys.HASHED, 48),
    TREE_SET(11, TreeSet.class, Keys.SORTED, 40),
    ENUM_SET(12, EnumSet.class, Keys.NONE, 0),
    COPY_ON_WRITE_SET(13, CopyOnWriteArraySet.class, Keys.SCANNED, 12),
    SKIP_LIST_SET(14, ConcurrentSkipListSet.class, Keys.SORTED, 56),
    CONCURRENT_SET(15, ConcurrentHashMap.KeySetView.class, Keys.HASHED, 48);

    private static final CollectionKind[] BY_NUMBER = new CollectionKind[16];

    static {
        for (CollectionKind kind : values()) {
            BY_NUMBER[kind.number] = kind;
        }
    }

    final byte number;
    final Class<?> type;
    final Keys keys;

    /** About what an element takes in the collection's own structures. */
    final int elementBytes;

    CollectionKind(int number, Class<?> type, Keys keys, int elementBytes) {
        this.number = (byte) number;
        this.type = type;
        this.keys = keys;
        this.elementBytes = elementBytes;
    }

    static @Nullable CollectionKind byNumber(byte number) {
        return number < 0 || number >= BY_NUMBER.length ? null : BY_NUMBER[number];
    }

    /** Of classes that have been asked about; they go with their class loaders. */
    private static final ClassValue<CollectionKind> KINDS = new ClassValue<>() {
        @Override
        protected CollectionKind computeValue(Class<?> type) {
            return of(type);
        }
    };

    /** Gives the kind of a collection: its class, the nearest superclass, or the usual one of its interface. */
    static CollectionKind of(Collection<?> value) {
        return KINDS.get(value.getClass());
    }

    private static CollectionKind of(Class<?> type) {
        for (CollectionKind kind : values()) {
            if (kind.type == type) {
                return kind;
            }
        }
        for (CollectionKind kind : values()) {
            if (kind.type.isAssignableFrom(type)) {
                return kind;
            }
        }
        if (Set.class.isAssignableFrom(type)) {
            return SortedSet.class.isAssignableFrom(type) ? TREE_SET : LINKED_HASH_SET;
        }
        if (List.class.isAssignableFrom(type)) {
            return ARRAY_LIST;
        }
        return Queue.class.isAssignableFrom(type) ? ARRAY_DEQUE : ARRAY_LIST;
    }

    /**
     * Makes an empty one.
     *
     * @param enumType the element type of an enum set
     */
    @SuppressWarnings({"unchecked", "rawtypes", "JdkObsolete"}) // An enum's class is that of its own elements.
    <E> Collection<E> create(int count, @Nullable Class<?> enumType) {
        return switch (this) {
            case ARRAY_LIST -> new ArrayList<>(count);
            case LINKED_LIST -> new LinkedList<>();
            case COPY_ON_WRITE_LIST -> new CopyOnWriteArrayList<>();
            case VECTOR -> new Vector<>(count);
            case ARRAY_DEQUE -> new ArrayDeque<>(count);
            case PRIORITY_QUEUE -> new PriorityQueue<>(Math.max(1, count));
            case CONCURRENT_QUEUE -> new ConcurrentLinkedQueue<>();
            case CONCURRENT_DEQUE -> new ConcurrentLinkedDeque<>();
            case LINKED_HASH_SET -> new LinkedHashSet<>(Keys.capacity(count));
            case HASH_SET -> new HashSet<>(Keys.capacity(count));
            case TREE_SET -> new TreeSet<>();
            case ENUM_SET -> (Collection<E>) EnumSet.noneOf((Class) enumType);
            case COPY_ON_WRITE_SET -> new CopyOnWriteArraySet<>();
            case SKIP_LIST_SET -> new ConcurrentSkipListSet<>();
            case CONCURRENT_SET -> ConcurrentHashMap.newKeySet(Math.max(1, count));
        };
    }
}
