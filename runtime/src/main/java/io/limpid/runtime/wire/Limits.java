package io.limpid.runtime.wire;

import java.util.Arrays;

/**
 * The value of every {@link Limit}. Immutable.
 *
 * <pre>{@code Limits limits = Limits.DEFAULT.with(Limit.MESSAGE_BYTES, 8 << 20);}</pre>
 */
@SuppressWarnings("EnumOrdinal") // The ordinals index an array that does not leave this class.
public final class Limits {
    private static final Limit[] ALL = Limit.values();

    /** Every limit at its initial value. */
    public static final Limits DEFAULT = new Limits(initialValues());

    private final int[] values;

    private Limits(int[] values) {
        this.values = values;
    }

    private static int[] initialValues() {
        int[] values = new int[ALL.length];
        for (Limit limit : ALL) {
            values[limit.ordinal()] = limit.initial();
        }
        return values;
    }

    /** Gives one limit's value. */
    public int get(Limit limit) {
        return values[limit.ordinal()];
    }

    /**
     * Gives these limits with one of them changed.
     *
     * @throws IllegalArgumentException if the value is outside the limit's range
     */
    public Limits with(Limit limit, int value) {
        if (value < limit.least() || value > limit.most()) {
            throw new IllegalArgumentException(
                    limit + ": " + value + " (expected: " + limit.least() + " to " + limit.most() + ")");
        }
        int[] changed = values.clone();
        changed[limit.ordinal()] = value;
        return new Limits(changed);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Limits limits && Arrays.equals(values, limits.values);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(values);
    }

    /** Names every limit with its value. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder("Limits[");
        for (Limit limit : ALL) {
            text.append(limit.ordinal() == 0 ? "" : ", ")
                    .append(limit)
                    .append('=')
                    .append(get(limit));
        }
        return text.append(']').toString();
    }
}
