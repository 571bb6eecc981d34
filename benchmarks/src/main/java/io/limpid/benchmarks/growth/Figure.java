package io.limpid.benchmarks.growth;

/** What is measured of a growth, in its unit. */
public enum Figure {
    /** Calls per second of one caller that waits. */
    ALONE_RATE("calls/s, 1 caller"),
    /** Processor time of the calling process for each of these calls; microseconds. */
    ALONE_CLIENT_CPU("CPU µs client"),
    /** The same of the host. */
    ALONE_HOST_CPU("CPU µs host"),
    /** Calls per second of 64 callers that wait. */
    TOGETHER_RATE("calls/s, 64 callers"),
    /** Processor time of the calling process for each of these calls; microseconds. */
    TOGETHER_CLIENT_CPU("CPU µs client"),
    /** The same of the host. */
    TOGETHER_HOST_CPU("CPU µs host"),
    /** Objects exported per second, by several threads. */
    EXPORT_RATE("exports/s"),
    /** Heap of a host for an exported object beyond the object itself; bytes. */
    OBJECT_BYTES("B an object", 300),
    /** First calls per second: each asks naming where the object is; 256 at a time. */
    FIRST_RATE("first calls/s"),
    /** Heap of a client for a stub that has not been called; bytes. */
    STUB_BYTES("B a stub"),
    /** Heap of a client for what it remembers of a name that it has called, beside the stub; bytes. */
    NAME_BYTES("B a name"),
    /** Heap of a host for an idle connection; bytes. */
    CONNECTION_HEAP("heap B"),
    /** Memory of a host outside the heap for an idle connection: Netty's and the JDK's buffers; bytes. */
    CONNECTION_DIRECT("direct B"),
    /** Both. */
    CONNECTION_BYTES("B a connection", 16 << 10),
    /** Processor time that a host takes while nobody calls; milliseconds a second. */
    IDLE_CPU("idle CPU ms/s"),
    /** Names bound per second until there were so many. */
    FILL_RATE("binds/s until then"),
    /** Names bound per second when there were. */
    BIND_RATE("binds/s"),
    /** Names found per second at any server, as a first call does. */
    FIND_RATE("finds/s"),
    /** Names resolved per second by the server that leads, with the latest entry. */
    RESOLVE_RATE("resolves/s"),
    /** Heap of a naming server for a name; bytes. */
    NAMED_BYTES("B a name"),
    /** From the start of the process; milliseconds. */
    START("ms");

    private final String label;

    /** Not a number where nothing is asked for. */
    private final double most;

    Figure(String label) {
        this(label, Double.NaN);
    }

    Figure(String label, double most) {
        this.label = label;
        this.most = most;
    }

    /** For the head of a column. */
    public String label() {
        return label;
    }

    /** What it is not to exceed; not a number where nothing is asked for. */
    public double most() {
        return most;
    }
}
