package io.limpid.runtime;

import io.limpid.runtime.completion.InvocationIds;
import io.limpid.runtime.identity.Binding;
import io.limpid.runtime.identity.Endpoint;
import io.limpid.runtime.identity.Replica;
import io.limpid.runtime.identity.Standing;
import io.limpid.runtime.invocation.CallObserver;
import io.limpid.runtime.invocation.Invocation;
import io.limpid.runtime.invocation.Journal;
import io.limpid.runtime.invocation.Outcome;
import io.limpid.runtime.invocation.Shortcut;
import io.limpid.runtime.location.BindingCache;
import io.limpid.runtime.transport.Transport;
import io.limpid.runtime.transport.Transport.Nearby;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The shortcut to objects that have names. It needs what calls know of bindings, and tells observers as their pipeline does. Thread-safe. */
final class NearCalls implements Shortcut {
    private static final Logger LOG = LoggerFactory.getLogger(NearCalls.class);

    private final BindingCache cache;
    private final Transport transport;
    private final InvocationIds ids;
    private final CallObserver observer;

    NearCalls(BindingCache cache, Transport transport, InvocationIds ids, CallObserver observer) {
        this.cache = cache;
        this.transport = transport;
        this.ids = ids;
        this.observer = observer;
    }

    @Override
    public boolean isOpen() {
        return transport.hasNeighbours();
    }

    @Override
    public @Nullable Outcome take(Invocation call, Class<?> type) {
        Binding binding = cache.trusted(call.object());
        if (binding == null || binding.isGroup() || binding.replicas().size() > 1) {
            return null;
        }
        Replica replica = binding.replicas().get(0);
        Nearby nearby = transport.nearby(replica.endpoint());
        if (nearby == null) {
            return null;
        }
        // Of its own, because nobody repeats it; a chain needs one.
        Invocation identified = call.identifiedAs(ids.next());
        Standing standing = binding.standing();
        Outcome outcome = nearby.runHere(identified, type, standing);
        if (outcome != null && (observer != CallObserver.NONE || !(outcome instanceof Outcome.Returned))) {
            tell(identified, replica.endpoint(), standing, outcome);
        }
        return outcome;
    }

    private void tell(Invocation call, Endpoint endpoint, Standing standing, Outcome outcome) {
        Journal journal = call.journal();
        String unused = journal.begin(endpoint, standing);
        journal.end(outcome);
        try {
            observer.ended(call, outcome);
        } catch (RuntimeException | Error e) {
            LOG.error("the observer of {} failed", call.method(), e);
        }
    }
}
