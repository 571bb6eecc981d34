package io.limpid.runtime.location;

import io.limpid.runtime.identity.Endpoint;
import io.limpid.runtime.identity.Standing;
import io.limpid.runtime.invocation.Invocation;
import io.limpid.runtime.invocation.Invoker;
import io.limpid.runtime.invocation.Outcome;
import io.limpid.runtime.invocation.TargetInvoker;
import java.util.concurrent.CompletableFuture;

/** Sends every attempt to one endpoint: for objects that are passed by reference and that no directory knows. */
public final class FixedInvoker implements Invoker {
    private final TargetInvoker.Target target;
    private final TargetInvoker next;

    /** Makes one. */
    public FixedInvoker(Endpoint endpoint, TargetInvoker next) {
        this.target = new TargetInvoker.Target(endpoint, Standing.NONE);
        this.next = next;
    }

    @Override
    public CompletableFuture<Outcome> invoke(Invocation invocation) {
        return next.invoke(invocation, target);
    }

    @Override
    public String toString() {
        return "fixed (" + target.endpoint() + ") -> " + next;
    }
}
