package io.limpid;

import java.util.List;

/**
 * Makes one answer of several. A class that {@link Replicated#combiner()} names is public, or visible from the interface's package, and has
 * a constructor without parameters; it is made once. Must be thread-safe, and return soon: it runs where answers arrive.
 *
 * @param <T> the method's result; of an asynchronous method that of its stage; of a primitive its box
 */
@FunctionalInterface
public interface Combiner<T> {
    /**
     * Combines.
     *
     * @param answers what replicas returned, in the order in which they came; at least one
     * @return the answer that the caller gets; whatever is thrown, the caller gets instead
     */
    T combine(List<T> answers);
}
