package io.limpid.runtime.transport;

import io.limpid.runtime.wire.Greeting;
import io.limpid.runtime.wire.Limit;
import io.limpid.runtime.wire.Limits;

/** What all parts of one transport share. */
record Wiring(
        TransportSettings settings,
        Surroundings surroundings,
        RequestHandler handler,
        Transport.ReferenceSource references,
        Refusals refusals) {
    Limits limits() {
        return settings.limits();
    }

    int limit(Limit limit) {
        return settings.limits().get(limit);
    }

    /** What this side is ready to receive on each connection. */
    Greeting.Capacity capacity() {
        int message = limit(Limit.MESSAGE_BYTES);
        int inFlight = Math.max(message, InboundCalls.PAYLOAD_BYTES);
        return new Greeting.Capacity(
                message, limit(Limit.CALLS_PER_CONNECTION), inFlight, NumberedObjects.MOST_NUMBERS);
    }
}
