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
        int messageBytes = limit(Limit.MESSAGE_BYTES);
        int payloadBytes = Math.max(messageBytes, InboundCalls.PAYLOAD_BYTES);
        int callsInFlight = limit(Limit.CALLS_PER_CONNECTION);
        return new Greeting.Capacity(messageBytes, payloadBytes, callsInFlight, NumberedObjects.MOST_NUMBERS);
    }
}
