package io.limpid.runtime.location;

import io.limpid.runtime.identity.Binding;
import io.limpid.runtime.identity.ObjectName;
import java.util.concurrent.CompletableFuture;

/** Answers where an object is. Thread-safe; never blocks, never throws, never completes exceptionally. */
@FunctionalInterface
public interface Directory {
    /** Asks for the present binding of a name. */
    CompletableFuture<Resolution> resolve(ObjectName name);

    /**
     * Asks for a binding that the name has, or had a moment ago: for whoever knows none, and will ask for the present one if this leads astray. That
     * nobody has the name is said of the present only.
     */
    default CompletableFuture<Resolution> find(ObjectName name) {
        return resolve(name);
    }

    /** What came of asking. */
    sealed interface Resolution {
        /**
         * It is there.
         *
         * @param binding where
         */
        record Bound(Binding binding) implements Resolution {}

        /** Nobody has that name. */
        record Absent() implements Resolution {}

        /**
         * Nobody could be asked.
         *
         * @param detail why, in one sentence
         */
        record Unavailable(String detail) implements Resolution {}
    }
}
