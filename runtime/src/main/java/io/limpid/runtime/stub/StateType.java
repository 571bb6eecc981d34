package io.limpid.runtime.stub;

import io.limpid.runtime.wire.PayloadReader;
import io.limpid.runtime.wire.PayloadWriter;
import java.util.List;

/**
 * How the state of one movable class is taken and given back; generated, and found by {@link java.util.ServiceLoader}. Stateless and
 * thread-safe.
 *
 * <p>Of a class that implements {@link io.limpid.MovableState} it carries the fields that say {@link io.limpid.Bind}, and makes the
 * instance; the rest is for whoever calls {@link io.limpid.MovableState#restore} on that.
 *
 * @param <T> the movable class
 */
public interface StateType<T> {
    /** The class. */
    Class<T> javaType();

    /** Its name on the wire. */
    String wireName();

    /** Its fields in the order in which they are written, inherited ones first. */
    List<StateField> fields();

    /** The types of the user's that the fields reach. */
    default List<StatePart> parts() {
        return List.of();
    }

    /** The types of the fields bound by type: what {@link #restore} will ask the resources for. */
    default List<Class<?>> required() {
        return List.of();
    }

    /** Writes the state of an object, which must not change meanwhile. */
    void capture(T object, PayloadWriter out);

    /**
     * Makes an object of what {@link #capture} wrote, here or in another version of the class.
     *
     * @throws IllegalStateException if the resources lack one of {@link #required()}
     */
    T restore(PayloadReader in, Resources resources);

    /**
     * Reads what {@link #capture} wrote into an object that {@link #restore} has made of an earlier state. Only classes that implement
     * {@link io.limpid.PreCopied} have it.
     */
    default void refresh(T object, PayloadReader in) {
        throw new UnsupportedOperationException(wireName() + " is no PreCopied class");
    }
}
