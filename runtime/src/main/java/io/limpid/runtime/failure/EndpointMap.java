package io.limpid.runtime.failure;

import io.limpid.runtime.identity.Endpoint;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Function;

/**
 * What is learnt of each endpoint, for as many as a process talks to. Endpoints come and go with every restart of a host; when there
 * are too many, all is forgotten and learnt anew, which costs a few calls. Thread-safe.
 */
final class EndpointMap<T> {
    static final int MOST = 4_096;

    private final ConcurrentMap<Endpoint, T> entries = new ConcurrentHashMap<>();
    private final Function<Endpoint, T> maker;

    /** Makes one whose entries are made by this when they are first asked for. */
    EndpointMap(Function<Endpoint, T> maker) {
        this.maker = maker;
    }

    T of(Endpoint endpoint) {
        T known = entries.get(endpoint);
        if (known != null) {
            return known;
        }
        if (entries.size() >= MOST) {
            entries.clear();
        }
        return entries.computeIfAbsent(endpoint, maker);
    }

    int size() {
        return entries.size();
    }
}
