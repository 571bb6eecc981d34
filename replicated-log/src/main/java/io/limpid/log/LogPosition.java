package io.limpid.log;

/**
 * Where a command stands in the log: the term of the leader that took it, and its index.
 *
 * <p>Both grow along the log, and every replica sees one command at one position. Indexes have gaps, because the log keeps entries of
 * its own beside the commands.
 */
public record LogPosition(long term, long index) implements Comparable<LogPosition> {
    /** Before the first entry. */
    public static final LogPosition START = new LogPosition(0, -1);

    /** Checks the range: terms start at 0, indexes at -1 (nothing applied). */
    public LogPosition {
        if (term < 0 || index < -1) {
            throw new IllegalArgumentException(
                    "position: term " + term + ", index " + index + " (expected: term >= 0, index >= -1)");
        }
    }

    @Override
    public int compareTo(LogPosition other) {
        return index != other.index ? Long.compare(index, other.index) : Long.compare(term, other.term);
    }
}
