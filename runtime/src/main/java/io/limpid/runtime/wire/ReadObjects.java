package io.limpid.runtime.wire;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Which objects have been read, from where, and by which codec. Adding only appends; the index by position is made when a first
 * reference is looked up among many.
 */
final class ReadObjects {
    private static final int SCANNED = 8;

    private @Nullable Object[] objects = new Object[SCANNED];
    private TrackedCodec<?>[] codecs = new TrackedCodec<?>[SCANNED];
    private int[] positions = new int[SCANNED];

    /** Where the object's content ends; -1 while it is being read. */
    private int[] ends = new int[SCANNED];

    /** What hashing it takes; saturates. */
    private int[] works = new int[SCANNED];

    private int size;

    /** Entry numbers plus one at their position's hash or the next free place; covers the first {@code indexed} entries. */
    private int[] index = {};

    private int indexed;

    /** Forgets all. */
    void clear() {
        Arrays.fill(objects, 0, size, null);
        Arrays.fill(index, 0);
        size = 0;
        indexed = 0;
    }

    /** How many there is room for. */
    int room() {
        return objects.length;
    }

    int add(int position, TrackedCodec<?> codec) {
        if (size == objects.length) {
            int grown = size * 2;
            objects = Arrays.copyOf(objects, grown);
            codecs = Arrays.copyOf(codecs, grown);
            positions = Arrays.copyOf(positions, grown);
            ends = Arrays.copyOf(ends, grown);
            works = Arrays.copyOf(works, grown);
        }
        objects[size] = null;
        codecs[size] = codec;
        positions[size] = position;
        ends[size] = -1;
        return size++;
    }

    void put(int slot, Object object) {
        objects[slot] = object;
    }

    void complete(int slot, int end, long work) {
        ends[slot] = end;
        works[slot] = (int) Math.min(work, Integer.MAX_VALUE);
    }

    @Nullable
    Object object(int slot) {
        return objects[slot];
    }

    TrackedCodec<?> codec(int slot) {
        return codecs[slot];
    }

    int end(int slot) {
        return ends[slot];
    }

    long work(int slot) {
        return works[slot];
    }

    /** Finds the object whose header stands at a position; -1 if there is none. */
    int find(int position) {
        if (size <= SCANNED) {
            for (int slot = 0; slot < size; slot++) {
                if (positions[slot] == position) {
                    return slot;
                }
            }
            return -1;
        }
        if (indexed < size) {
            extendIndex();
        }
        int mask = index.length - 1;
        for (int i = place(position, mask); index[i] != 0; i = (i + 1) & mask) {
            if (positions[index[i] - 1] == position) {
                return index[i] - 1;
            }
        }
        return -1;
    }

    private void extendIndex() {
        if (size * 2 > index.length) {
            index = new int[Integer.highestOneBit(size) * 8];
            indexed = 0;
        }
        int mask = index.length - 1;
        for (; indexed < size; indexed++) {
            int i = place(positions[indexed], mask);
            while (index[i] != 0) {
                i = (i + 1) & mask;
            }
            index[i] = indexed + 1;
        }
    }

    private static int place(int position, int mask) {
        int hash = position * 0x9e3779b9;
        return (hash ^ (hash >>> 15)) & mask;
    }
}
