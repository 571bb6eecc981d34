package io.limpid.runtime.completion;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Values by ascending numbers, for numbers that mostly come in order and go in order: a ring, so that to put one behind the last and to take
 * out the first makes no object and moves nothing. What comes late or goes early moves those on its shorter side. For one thread at a time.
 */
final class BySequence<V> {
    /** A power of two, as every length is. */
    private static final int SMALLEST = 4;

    /** An empty ring that is longer begins anew, because most stay small. */
    private static final int LARGEST_IDLE = 64;

    private long[] numbers = new long[SMALLEST];
    private @Nullable Object[] values = new @Nullable Object[SMALLEST];

    /** Where in the ring the lowest number is. */
    private int start;

    private int size;

    boolean isEmpty() {
        return size == 0;
    }

    int size() {
        return size;
    }

    /** The number with so many lower ones. */
    long numberAt(int rank) {
        return numbers[slot(rank)];
    }

    /** The value of the number with so many lower ones. */
    V valueAt(int rank) {
        return valueIn(slot(rank));
    }

    /** Gives the value of a number; null if it has none. */
    @Nullable
    V get(long number) {
        int rank = rank(number);
        return isAt(rank, number) ? valueAt(rank) : null;
    }

    /** Gives a number its value, in place of the one that it had. */
    void put(long number, V value) {
        int rank = rank(number);
        if (!isAt(rank, number)) {
            openGap(rank);
            numbers[slot(rank)] = number;
        }
        values[slot(rank)] = value;
    }

    /** Takes a number out, and gives its value; null if it had none. */
    @Nullable
    V remove(long number) {
        int rank = rank(number);
        return isAt(rank, number) ? removeAt(rank) : null;
    }

    /** Takes out the number with so many lower ones, and gives its value. */
    V removeAt(int rank) {
        V removed = valueAt(rank);
        if (rank < size / 2) {
            for (int i = rank; i > 0; i--) {
                move(i - 1, i);
            }
            values[start] = null;
            start = slot(1);
        } else {
            for (int i = rank; i < size - 1; i++) {
                move(i + 1, i);
            }
            values[slot(size - 1)] = null;
        }
        size--;
        if (size == 0 && numbers.length > LARGEST_IDLE) {
            numbers = new long[SMALLEST];
            values = new @Nullable Object[SMALLEST];
            start = 0;
        }
        return removed;
    }

    private void openGap(int rank) {
        if (size == numbers.length) {
            grow();
        }
        size++;
        if (rank < size / 2) {
            start = slot(-1);
            for (int i = 0; i < rank; i++) {
                move(i + 1, i);
            }
        } else {
            for (int i = size - 1; i > rank; i--) {
                move(i - 1, i);
            }
        }
    }

    private void grow() {
        int length = numbers.length;
        long[] moreNumbers = Arrays.copyOf(numbers, 2 * length);
        @Nullable Object[] moreValues = Arrays.copyOf(values, 2 * length);
        for (int i = 0; i < size; i++) {
            moreNumbers[i] = numbers[slot(i)];
            moreValues[i] = values[slot(i)];
        }
        numbers = moreNumbers;
        values = moreValues;
        start = 0;
    }

    private void move(int from, int to) {
        numbers[slot(to)] = numbers[slot(from)];
        values[slot(to)] = values[slot(from)];
    }

    private boolean isAt(int rank, long number) {
        return rank < size && numberAt(rank) == number;
    }

    /** How many numbers are lower. */
    private int rank(long number) {
        if (size == 0 || number > numberAt(size - 1)) {
            return size;
        }
        int low = 0;
        int high = size - 1;
        while (low < high) {
            int middle = (low + high) / 2;
            if (numberAt(middle) < number) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    private int slot(int rank) {
        return (start + rank) & (numbers.length - 1);
    }

    /** What was put there is of this type. */
    @SuppressWarnings({"unchecked", "NullAway"})
    private V valueIn(int slot) {
        return (V) values[slot];
    }
}
