package io.limpid.log;

import java.util.Optional;

/**
 * Who leads, as this peer knows it.
 *
 * @param self whether this peer leads and has applied all that was acknowledged before its term: it may serve
 * @param leader the leader, if one is known; a hint that may be out of date, by ten seconds at most once nothing
 *     is heard of it
 * @param term the term this is about; a later one wins
 */
public record Leadership(boolean self, Optional<PeerId> leader, long term) {
    /** No leader known yet. */
    public static final Leadership UNKNOWN = new Leadership(false, Optional.empty(), 0);
}
