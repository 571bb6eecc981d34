package io.limpid.runtime.invocation;

/** Is told of every call's end. Called on the thread that ends the call; must not block or throw. */
@FunctionalInterface
public interface CallObserver {
    /** Watches nothing. */
    CallObserver NONE = (invocation, outcome) -> {};

    /** A call has ended; its journal tells id, attempts and beginning. */
    void ended(Invocation invocation, Outcome outcome);
}
