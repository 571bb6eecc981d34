package io.limpid.benchmarks.load;

/** What is measured, in its unit. */
public enum Metric {
    /** Calls per second. */
    RATE("calls/s"),
    /** Half of the calls took no longer; microseconds. */
    P50("p50 µs"),
    /** All but one of a hundred. */
    P99("p99 µs"),
    /** All but one of a thousand. */
    P999("p99.9 µs"),
    /** Processor time of the calling process per call; microseconds. */
    CLIENT_CPU("CPU µs client"),
    /** The same of the serving process. */
    SERVER_CPU("CPU µs server"),
    /** What the calling process allocates on its heap per call; bytes. */
    CLIENT_BYTES("B client"),
    /** The same of the serving process. */
    SERVER_BYTES("B server"),
    /** Context switches of both processes per call; Linux only, otherwise not a number. */
    SWITCHES("switches");

    private final String label;

    Metric(String label) {
        this.label = label;
    }

    /** For the head of a column. */
    public String label() {
        return label;
    }
}
