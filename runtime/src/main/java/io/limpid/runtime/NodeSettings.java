package io.limpid.runtime;

import io.limpid.runtime.identity.Replica;
import io.limpid.runtime.invocation.CallObserver;
import java.time.Duration;

/**
 * What the user says about a client or host.
 *
 * @param description who this is, for people who look at naming
 * @param directory how names are found
 * @param timeout the span of calls for which nothing else says one
 * @param observer is told of every call's end
 * @param rememberedNames of how many names it remembers where they are
 * @param zone where it stands, in the words of whoever runs it; empty where nobody says
 */
record NodeSettings(
        String description,
        NameSource directory,
        Duration timeout,
        CallObserver observer,
        int rememberedNames,
        String zone) {
    /** What calls get for which nobody says anything. */
    static final Duration DEFAULT_TIMEOUT = Duration.ofSeconds(5);

    /** More than most programs call, and still a small part of a heap. */
    static final int DEFAULT_REMEMBERED_NAMES = 1 << 16;

    NodeSettings {
        if (timeout.isZero() || timeout.isNegative()) {
            throw new IllegalArgumentException("timeout: " + timeout + " (expected: greater than zero)");
        }
        if (rememberedNames < 1) {
            throw new IllegalArgumentException("rememberedNames: " + rememberedNames + " (expected: at least 1)");
        }
        if (zone.length() > Replica.LONGEST_ZONE || zone.chars().anyMatch(Character::isWhitespace)) {
            throw new IllegalArgumentException(
                    "zone: '" + zone + "' (expected: at most " + Replica.LONGEST_ZONE + " characters without spaces)");
        }
    }
}
