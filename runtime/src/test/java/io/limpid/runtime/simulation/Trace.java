package io.limpid.runtime.simulation;

/** What happened in a run, in its order, as one number: two runs of one seed have the same, or something is not simulated. */
public final class Trace {
    private final VirtualTime time;
    private long hash = 1;

    /** Begins one. */
    public Trace(VirtualTime time) {
        this.time = time;
    }

    /** Adds an event at the present time. */
    public void note(String event) {
        hash = (hash * 31 + time.nanoTime()) * 31 + event.hashCode();
    }

    /** The number. */
    public long hash() {
        return hash;
    }
}
