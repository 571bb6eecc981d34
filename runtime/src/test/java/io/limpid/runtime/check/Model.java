package io.limpid.runtime.check;

import java.util.Optional;

/**
 * What an object would do if it did one thing at a time.
 *
 * @param <S> its states: immutable, with {@code equals}
 */
public interface Model<S> {
    /** Where it begins. */
    S initial();

    /** The state after an operation; empty if the operation could not have been answered as it was. */
    Optional<S> step(S state, Operation operation);

    /** Tells whether the operation changes nothing, in whatever state; where it fits it may then be taken at once. */
    boolean onlyReads(Operation operation);
}
