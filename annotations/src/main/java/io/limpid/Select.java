package io.limpid;

/** Which of a group's replicas are called first. Backups come after primaries, and replicas that do badly after those that do well. */
public enum Select {
    /** Of two that chance picks, the one with fewer calls under way and shorter answers. */
    LOAD,

    /** One after another. */
    ROUND_ROBIN,

    /** One in the caller's own zone, by load; those of other zones only when there is none. */
    ZONE,

    /**
     * The same one for the same {@linkplain Replicated#key() key}, whoever calls, as long as it has no more than its share of the caller's calls
     * under way; of the keys of a replica that goes, each goes to another one, and no other key moves.
     */
    STICKY
}
