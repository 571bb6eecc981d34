package io.limpid.runtime;

import io.limpid.InvocationId;
import io.limpid.runtime.invocation.Acknowledged;
import io.limpid.runtime.invocation.Effect;
import io.limpid.runtime.invocation.Interceptor;
import io.limpid.runtime.invocation.Invocation;
import io.limpid.runtime.invocation.Invoker;
import io.limpid.runtime.invocation.Outcome;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;

/**
 * A mistake for {@link PlantedBug}: gives ids and acknowledges as it should, for a client that calls one object, and never makes a call
 * wait. For one thread.
 */
final class UncountedCalls implements Interceptor, Acknowledged {
    private final long clientId;
    private final TreeSet<Long> outstanding = new TreeSet<>();
    private long last;

    UncountedCalls(long clientId) {
        this.clientId = clientId;
    }

    @Override
    public CompletableFuture<Outcome> intercept(Invocation invocation, Invoker next) {
        InvocationId id = new InvocationId(clientId, ++last);
        if (invocation.method().effect() != Effect.EXACTLY_ONCE) {
            return next.invoke(invocation.identifiedAs(id));
        }
        outstanding.add(id.sequence());
        CompletableFuture<Outcome> pending = next.invoke(invocation.identifiedAs(id, this));
        pending.whenComplete((outcome, bug) -> outstanding.remove(id.sequence()));
        return pending;
    }

    @Override
    public long ofObject() {
        return outstanding.isEmpty() ? last : outstanding.first();
    }

    @Override
    public long ofClient() {
        return ofObject();
    }

    @Override
    public String toString() {
        return "uncounted identity";
    }
}
