package io.limpid.runtime.invocation;

import java.util.List;
import java.util.concurrent.CompletableFuture;

/** Interceptors in request order above the invoker that they end in. Immutable. */
public final class Pipeline {
    private Pipeline() {}

    /** Gives the invoker that passes a call through the layers, the first being outermost, and then to the last invoker. */
    public static Invoker of(List<Interceptor> layers, Invoker last) {
        Invoker next = last;
        for (int i = layers.size() - 1; i >= 0; i--) {
            next = new Layer(layers.get(i), next);
        }
        return next;
    }

    private record Layer(Interceptor interceptor, Invoker next) implements Invoker {
        @Override
        public CompletableFuture<Outcome> invoke(Invocation invocation) {
            return interceptor.intercept(invocation, next);
        }

        @Override
        public String toString() {
            return interceptor + " -> " + next;
        }
    }
}
