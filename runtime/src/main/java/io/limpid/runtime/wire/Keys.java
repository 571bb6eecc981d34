package io.limpid.runtime.wire;

import org.jspecify.annotations.Nullable;

/** What putting an element, or a map's key, where it belongs makes of it. */
enum Keys {
    /** Nothing. */
    NONE,
    /** It is hashed, and compared with those of the same hash. */
    HASHED,
    /** It is compared with some of the others. */
    SORTED,
    /** It is compared with all the others. */
    SCANNED;

    /** Up to here, even if all hashes were the same, comparing them all would not take long. */
    private static final int FEW = 64;

    /** Gives the initial capacity at which a table holds that many without growing. */
    static int capacity(int count) {
        return (int) Math.min(1 << 30, count * 4L / 3 + 1);
    }

    /**
     * Counts the work of the keys of one collection against the payload's. A hash table does well with chosen hashes only while the
     * keys are comparable, so for others it is counted how often each hash has come already.
     */
    static final class Work {
        private final PayloadReader in;
        private final Keys keys;
        private final int count;
        private int @Nullable [] sameHashes;
        private int added;

        Work(PayloadReader in, Keys keys, int count) {
            this.in = in;
            this.keys = keys;
            this.count = count;
        }

        /** Counts a key in that is about to be added; must not be called for more of them than were announced. */
        void add(@Nullable Object key, long work) {
            added++;
            long comparisons = switch (keys) {
                case NONE -> 0;
                case HASHED -> key == null ? 1 : sameHash(key);
                case SORTED -> 32 - Integer.numberOfLeadingZeros(added);
                case SCANNED -> added;
            };
            long visits = Math.max(1, work) * comparisons;
            // To compare a string or a number with another takes far less than to visit an object.
            in.chargeKey(isSimple(key) ? (visits >> 3) + 1 : visits);
        }

        /** Tells whether it is of one of the JDK's own comparable classes, which hash tables then sort where hashes collide. */
        private static boolean isSimple(@Nullable Object key) {
            return key instanceof Comparable<?> && key.getClass().getClassLoader() == null;
        }

        private int sameHash(Object key) {
            if (count <= FEW || isSimple(key)) {
                return 1;
            }
            if (sameHashes == null) {
                int size = Integer.highestOneBit(count) * 2;
                in.charge(4L * size);
                sameHashes = new int[size];
            }
            int hash = key.hashCode() * 0x9e3779b9;
            return ++sameHashes[(hash ^ (hash >>> 15)) & (sameHashes.length - 1)];
        }
    }
}
