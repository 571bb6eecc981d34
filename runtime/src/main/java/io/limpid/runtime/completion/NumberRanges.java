package io.limpid.runtime.completion;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.util.Arrays;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A set of numbers that mostly lie side by side, kept as ranges. Made to be asked often and changed seldom. Thread-safe. */
public final class NumberRanges {
    private final int mostRanges;

    /** The same for those who ask, who take no lock; null while it has to be made anew. */
    private volatile @Nullable Sorted sorted = new Sorted(new long[0], new long[0]);

    /** Last numbers by first numbers; no two ranges touch. */
    @GuardedBy("this")
    private final TreeMap<Long, Long> ranges = new TreeMap<>();

    /** Makes an empty one, which has room for so many ranges. */
    public NumberRanges(int mostRanges) {
        this.mostRanges = mostRanges;
    }

    /** Tells whether a number is among them. */
    public boolean contains(long number) {
        Sorted present = sorted;
        return (present == null ? sort() : present).contains(number);
    }

    private synchronized Sorted sort() {
        Sorted made = new Sorted(
                ranges.keySet().stream().mapToLong(Long::longValue).toArray(),
                ranges.values().stream().mapToLong(Long::longValue).toArray());
        sorted = made;
        return made;
    }

    /**
     * Adds one.
     *
     * @return false if there is no room for a further range
     */
    public synchronized boolean add(long number) {
        Map.Entry<Long, Long> before = ranges.floorEntry(number);
        if (before != null && number <= before.getValue()) {
            return true;
        }
        boolean joinsBefore = before != null && before.getValue() == number - 1;
        Long afterLast = ranges.get(number + 1);
        if (!joinsBefore && afterLast == null && ranges.size() >= mostRanges) {
            return false;
        }
        if (afterLast != null) {
            ranges.remove(number + 1);
        }
        ranges.put(joinsBefore ? before.getKey() : number, afterLast == null ? number : afterLast);
        sorted = null;
        return true;
    }

    /** Last numbers by first numbers, in order. */
    public synchronized SortedMap<Long, Long> byFirst() {
        return new TreeMap<>(ranges);
    }

    /** Forgets all, and takes what {@link #byFirst} gave. */
    public synchronized void become(SortedMap<Long, Long> byFirst) {
        ranges.clear();
        ranges.putAll(byFirst);
        sorted = null;
    }

    synchronized int ranges() {
        return ranges.size();
    }

    /** The ranges in order. Immutable. */
    private record Sorted(long[] firsts, long[] lasts) {
        boolean contains(long number) {
            int found = Arrays.binarySearch(firsts, number);
            int before = found >= 0 ? found : -found - 2;
            return before >= 0 && number <= lasts[before];
        }
    }
}
