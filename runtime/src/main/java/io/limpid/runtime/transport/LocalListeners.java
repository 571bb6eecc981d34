package io.limpid.runtime.transport;

import io.limpid.runtime.identity.Endpoint;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.jspecify.annotations.Nullable;

/** Which transports of this process listen, by what they tell others to connect to; so a call to one of them needs no socket. Thread-safe. */
final class LocalListeners {
    private static final ConcurrentMap<Endpoint, NettyTransport> LISTENING = new ConcurrentHashMap<>();

    private LocalListeners() {}

    static void add(Endpoint endpoint, NettyTransport transport) {
        LISTENING.put(endpoint, transport);
    }

    static void remove(Endpoint endpoint, NettyTransport transport) {
        LISTENING.remove(endpoint, transport);
    }

    static boolean areAny() {
        return !LISTENING.isEmpty();
    }

    static @Nullable NettyTransport find(Endpoint endpoint) {
        return LISTENING.get(endpoint);
    }
}
