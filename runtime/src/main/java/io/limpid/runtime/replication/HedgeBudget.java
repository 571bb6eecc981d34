package io.limpid.runtime.replication;

import com.google.errorprone.annotations.concurrent.GuardedBy;

/** Bounds the second attempts of a group's calls: each call earns a twentieth of one. A host that turns calls away stops them. Thread-safe. */
final class HedgeBudget {
    private static final int CALLS_PER_HEDGE = 20;

    /** What is saved in quiet times is not for a storm. */
    private static final int MOST_SAVED = 10 * CALLS_PER_HEDGE;

    @GuardedBy("this")
    private int saved;

    synchronized void earn() {
        saved = Math.min(MOST_SAVED, saved + 1);
    }

    synchronized boolean spend() {
        if (saved < CALLS_PER_HEDGE) {
            return false;
        }
        saved -= CALLS_PER_HEDGE;
        return true;
    }

    /** A host has refused a call because it has too many. */
    synchronized void pushedBack() {
        saved = 0;
    }
}
