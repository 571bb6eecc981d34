package io.limpid.benchmarks.load;

/**
 * What a process has used for a load.
 *
 * @param cpuNanos processor time
 * @param bytes allocated on the heap
 * @param switches context switches; not a number where the system does not tell
 */
public record Used(long cpuNanos, long bytes, double switches) {
    /** Reads what {@link #toString} gives. */
    public static Used parse(String text) {
        String[] words = text.split(" ", -1);
        return new Used(Long.parseLong(words[0]), Long.parseLong(words[1]), Double.parseDouble(words[2]));
    }

    /** Gives words on a line. */
    @Override
    public String toString() {
        return cpuNanos + " " + bytes + " " + switches;
    }
}
