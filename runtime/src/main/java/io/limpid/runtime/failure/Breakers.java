package io.limpid.runtime.failure;

import io.limpid.runtime.identity.Endpoint;
import io.limpid.runtime.invocation.Clock;

/** What a process has learnt of the endpoints that it calls: one breaker for each, however many objects are there. Thread-safe. */
public final class Breakers {
    private final EndpointMap<Breaker> breakers;

    /** Makes one that trusts every endpoint. */
    public Breakers(Clock clock) {
        breakers = new EndpointMap<>(endpoint -> new Breaker(endpoint, clock));
    }

    /** Tells whether attempts at an endpoint are refused at present because they have failed. */
    public boolean isAway(Endpoint endpoint) {
        return breakers.of(endpoint).isAway();
    }

    Breaker of(Endpoint endpoint) {
        return breakers.of(endpoint);
    }
}
