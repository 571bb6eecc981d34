package io.limpid.runtime.hosting;

/**
 * A running mean of spans in nanoseconds, kept in a plain {@code long} because there may be millions of them; 0 before the first.
 * A single outlier at most doubles it, so that one slow method does not make its host turn others away; a lasting change is followed
 * within a few samples.
 */
final class TypicalSpan {
    private static final int WEIGHT = 8;

    private TypicalSpan() {}

    /** Gives the mean after a further sample. */
    static long after(long typical, long sample) {
        long positive = Math.max(1, sample);
        if (typical == 0) {
            return positive;
        }
        long tame = Math.min(positive, (WEIGHT + 1) * Math.min(typical, Long.MAX_VALUE / (WEIGHT + 1)));
        return Math.max(1, typical + (tame - typical) / WEIGHT);
    }

    /**
     * Tells whether a wait by experience is so long that whoever may take only so much longer is better told at once. A host that works off
     * its queue in order would otherwise, once it is asked for more than it can do, serve each call just when it is too late. Half of the
     * time is left for what experience does not know.
     */
    static boolean isTooLong(long wait, long remaining) {
        return wait > remaining / 2;
    }

    /** Gives how long so many spans take one after another. */
    static long times(long typical, long count) {
        return typical == 0 || count == 0 ? 0 : count > Long.MAX_VALUE / typical ? Long.MAX_VALUE : typical * count;
    }
}
