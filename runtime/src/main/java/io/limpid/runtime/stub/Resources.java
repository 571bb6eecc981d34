package io.limpid.runtime.stub;

/** What a host has of its own for the objects that it hosts, by type: see {@link io.limpid.ResourceBinding#BY_TYPE}. Thread-safe. */
public interface Resources {
    /**
     * Gives the host's resource of a type.
     *
     * @throws IllegalStateException if it has none
     */
    <R> R require(Class<R> type);
}
