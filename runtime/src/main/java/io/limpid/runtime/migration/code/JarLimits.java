package io.limpid.runtime.migration.code;

/**
 * How large code may be that comes from elsewhere. All of it is held in memory, because a file could be changed between its
 * verification and its use.
 *
 * @param jarBytes a jar as it travels
 * @param contentBytes all its entries together, unpacked
 * @param entryBytes one entry, unpacked
 * @param entries how many
 */
public record JarLimits(long jarBytes, long contentBytes, long entryBytes, int entries) {
    /** Enough for an application's own classes; libraries belong on the class paths of hosts. */
    public static final JarLimits DEFAULT = new JarLimits(32L << 20, 128L << 20, 16L << 20, 10_000);

    /** Checks that all are positive, and that a jar fits an array. */
    public JarLimits {
        if (jarBytes < 1 || jarBytes > Integer.MAX_VALUE - 8 || contentBytes < 1 || entryBytes < 1 || entries < 1) {
            throw new IllegalArgumentException("jar limits: " + jarBytes + ", " + contentBytes + ", " + entryBytes
                    + ", " + entries + " (expected: all positive, and a jar below 2 GiB)");
        }
    }
}
