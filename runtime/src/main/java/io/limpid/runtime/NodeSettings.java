package io.limpid.runtime;

import io.limpid.runtime.invocation.CallObserver;
import java.time.Duration;

/**
 * What the user says about a client or host.
 *
 * @param description who this is, for people who look at naming
 * @param directory how names are found
 * @param timeout the span of calls for which nothing else says one
 * @param observer is told of every call's end
 */
record NodeSettings(String description, NameSource directory, Duration timeout, CallObserver observer) {
    /** What calls get for which nobody says anything. */
    static final Duration DEFAULT_TIMEOUT = Duration.ofSeconds(5);

    NodeSettings {
        if (timeout.isZero() || timeout.isNegative()) {
            throw new IllegalArgumentException("timeout: " + timeout + " (expected: greater than zero)");
        }
    }
}
