package io.limpid.runtime.completion;

import io.limpid.runtime.invocation.Interceptor;
import io.limpid.runtime.invocation.Invocation;
import io.limpid.runtime.invocation.Invoker;
import io.limpid.runtime.invocation.Outcome;
import java.util.concurrent.CompletableFuture;

/** Gives each call its id. No layer below can draw another, so all attempts of a call carry one id. */
public final class IdentityInterceptor implements Interceptor {
    private final InvocationIds ids;

    /** Makes one. */
    public IdentityInterceptor(InvocationIds ids) {
        this.ids = ids;
    }

    @Override
    public CompletableFuture<Outcome> intercept(Invocation invocation, Invoker next) {
        return next.invoke(invocation.identifiedAs(ids.next()));
    }

    @Override
    public String toString() {
        return "identity";
    }
}
