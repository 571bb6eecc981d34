package io.limpid.runtime.completion;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** A set of numbers that mostly lie side by side, kept as ranges. Thread-safe. */
public final class NumberRanges {
    private final int mostRanges;

    /** Last numbers by first numbers; no two ranges touch. */
    @GuardedBy("this")
    private final TreeMap<Long, Long> ranges = new TreeMap<>();

    /** Makes an empty one, which has room for so many ranges. */
    public NumberRanges(int mostRanges) {
        this.mostRanges = mostRanges;
    }

    /** Tells whether a number is among them. */
    public synchronized boolean contains(long number) {
        Map.Entry<Long, Long> before = ranges.floorEntry(number);
        return before != null && number <= before.getValue();
    }

    /**
     * Adds one.
     *
     * @return false if there is no room for a further range
     */
    public synchronized boolean add(long number) {
        if (contains(number)) {
            return true;
        }
        Map.Entry<Long, Long> before = ranges.floorEntry(number);
        boolean joinsBefore = before != null && before.getValue() == number - 1;
        Long afterLast = ranges.get(number + 1);
        if (!joinsBefore && afterLast == null && ranges.size() >= mostRanges) {
            return false;
        }
        if (afterLast != null) {
            ranges.remove(number + 1);
        }
        ranges.put(joinsBefore ? before.getKey() : number, afterLast == null ? number : afterLast);
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
    }

    synchronized int ranges() {
        return ranges.size();
    }
}
