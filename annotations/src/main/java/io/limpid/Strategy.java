package io.limpid;

/** How a call meets a group of replicas. See docs/replication.md for what each does when replicas fail. */
public enum Strategy {
    /**
     * One replica is called; the next one if the call surely did not run there, or may be repeated. What a method without
     * {@link Replicated} has.
     */
    FAILOVER,

    /** One replica is called, once; whatever stands in the way is the caller's to know. A move is followed all the same. */
    FAILFAST,

    /**
     * One replica is called, and a second one if the first takes longer than nearly all calls do; the first answer counts, the other
     * attempt is cancelled. At most one call in twenty has a second attempt. For methods that may be repeated.
     */
    HEDGED,

    /** {@link Replicated#replicas()} replicas are called at once (2 unless it says more); the first answer counts. For methods that may be repeated. */
    FORKING,

    /**
     * Every replica is called, and their answers are combined; a {@linkplain Replicated#failures() share} of them may fail. For methods that
     * may be repeated. Elsewhere this is called broadcast.
     */
    ALL,

    /** Every replica is called, and {@link Replicated#replicas()} answers are combined. For methods that may be repeated. */
    QUORUM,

    /** A {@link #QUORUM} of more than half of the group. */
    MAJORITY,

    /**
     * The replicas are one object, kept by a replicated log: what a method changes, all have, in the same order, and what a read-only method
     * sees is never older than what was answered before. For a whole interface, whose objects are {@link Movable} and exported in a cell.
     */
    LOG
}
