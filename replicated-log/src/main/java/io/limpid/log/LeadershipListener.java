package io.limpid.log;

/**
 * Learns of leadership changes.
 *
 * <p>Called by one thread at a time, in order, and only with a value that differs from the one before; a change that is overtaken by the next may be left
 * out. It runs on a thread that the log needs: return at once, and do not wait for the log.
 */
@FunctionalInterface
public interface LeadershipListener {
    /** Tells the new state. */
    void leadershipChanged(Leadership now);
}
