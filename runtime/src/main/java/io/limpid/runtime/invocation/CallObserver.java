package io.limpid.runtime.invocation;

import io.limpid.runtime.identity.Binding;
import io.limpid.runtime.identity.Replica;

/** Is told of every call's end, on the thread that ends the call, and of what calls go by; must not block or throw. */
@FunctionalInterface
public interface CallObserver {
    /** Watches nothing. */
    CallObserver NONE = (invocation, outcome) -> {};

    /**
     * A call has ended. Its journal tells the id, when the call began ({@link Journal#startNanos()}, on the clock of {@link
     * System#nanoTime()}), how many attempts there were and how the latest of them ended, each with its place.
     */
    void ended(Invocation invocation, Outcome outcome);

    /**
     * A replica answered otherwise than those whose answer a call took by {@link io.limpid.Combine#VOTE}. May come after the call's end, and
     * is called where answers arrive.
     *
     * @param answer what it returned or threw
     */
    default void outvoted(Invocation invocation, Replica replica, Outcome answer) {}

    /**
     * A call is sent to a second replica beside the first, which has not answered yet ({@link io.limpid.Strategy#HEDGED}).
     *
     * @param replica the second
     */
    default void hedged(Invocation invocation, Replica replica) {}

    /**
     * Naming has told by itself where an object is by now, or which replicas a group has, before a call found out. Belongs to no call.
     *
     * @param place is known to calls already
     */
    default void told(Binding place) {}
}
