package io.limpid.runtime.wire;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Which objects have been written, where, and by which codec. Few are found by looking at each, many through an open-addressing
 * index of their identity hashes. An object that two different codecs write is in here twice, because its bytes differ.
 */
final class WrittenObjects {
    private static final int SCANNED = 8;
    private static final int[] NONE = {};

    private @Nullable Object[] objects = new Object[SCANNED];
    private TrackedCodec<?>[] codecs = new TrackedCodec<?>[SCANNED];
    private int[] positions = new int[SCANNED];
    private int size;

    /** Entry numbers plus one at their hash's place or the next free one; empty while entries are scanned. */
    private int[] index = NONE;

    /** Gives the position at which an object was written by an equal codec; -1 if it was not. */
    int find(Object object, TrackedCodec<?> codec) {
        if (index.length == 0) {
            for (int i = 0; i < size; i++) {
                if (objects[i] == object && codecs[i].isSameAs(codec)) {
                    return positions[i];
                }
            }
            return -1;
        }
        int mask = index.length - 1;
        for (int i = place(object, mask); index[i] != 0; i = (i + 1) & mask) {
            int entry = index[i] - 1;
            if (objects[entry] == object && codecs[entry].isSameAs(codec)) {
                return positions[entry];
            }
        }
        return -1;
    }

    void add(Object object, TrackedCodec<?> codec, int position) {
        if (size == objects.length) {
            objects = Arrays.copyOf(objects, size * 2);
            codecs = Arrays.copyOf(codecs, size * 2);
            positions = Arrays.copyOf(positions, size * 2);
        }
        objects[size] = object;
        codecs[size] = codec;
        positions[size] = position;
        size++;
        if (size * 2 > index.length && size > SCANNED) {
            index = new int[Integer.highestOneBit(size) * 8];
            for (int entry = 0; entry < size; entry++) {
                enter(entry);
            }
        } else if (index.length > 0) {
            enter(size - 1);
        }
    }

    private void enter(int entry) {
        int mask = index.length - 1;
        int i = place(objects[entry], mask);
        while (index[i] != 0) {
            i = (i + 1) & mask;
        }
        index[i] = entry + 1;
    }

    private static int place(@Nullable Object object, int mask) {
        int hash = System.identityHashCode(object) * 0x9e3779b9;
        return (hash >>> 8) & mask;
    }

    /** Forgets everything; a large table is given back. */
    void clear() {
        Arrays.fill(objects, 0, size, null);
        size = 0;
        index = NONE;
        if (objects.length > 1024) {
            objects = new Object[SCANNED];
            codecs = new TrackedCodec<?>[SCANNED];
            positions = new int[SCANNED];
        }
    }
}
