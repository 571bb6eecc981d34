package io.limpid.naming.server;

import io.limpid.runtime.identity.Binding;
import io.limpid.runtime.invocation.CallObserver;
import io.limpid.runtime.invocation.Invocation;
import io.limpid.runtime.invocation.Outcome;
import io.limpid.runtime.location.Naming;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** Counts what calls of objects met, and keeps what naming told. */
public final class Listener implements CallObserver {
    private final Map<String, Binding> told = new ConcurrentHashMap<>();
    private final AtomicInteger attempts = new AtomicInteger();
    private final AtomicInteger redirects = new AtomicInteger();

    @Override
    public void ended(Invocation invocation, Outcome outcome) {
        if (!invocation.object().equals(Naming.NAME)) {
            attempts.addAndGet(invocation.journal().attempts());
            redirects.addAndGet(invocation.journal().redirects());
        }
    }

    @Override
    public void told(Binding place) {
        told.put(place.name().path(), place);
    }

    /** Whether naming has told that a name is with a host, a group's with it among others. */
    public boolean heard(String name, String host) {
        Binding place = told.get(name);
        return place != null
                && place.replicas().stream().anyMatch(replica -> replica.host().equals(host));
    }

    public boolean hasHeardOf(String name) {
        return told.containsKey(name);
    }

    public int attempts() {
        return attempts.get();
    }

    public int redirects() {
        return redirects.get();
    }

    public void forget() {
        attempts.set(0);
        redirects.set(0);
        told.clear();
    }
}
