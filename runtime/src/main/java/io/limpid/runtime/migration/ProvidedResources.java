package io.limpid.runtime.migration;

import io.limpid.runtime.stub.Resources;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/**
 * What a host provides for objects that are bound to it by type: one thing for each class or interface, asked for by exactly that.
 * Thread-safe.
 */
public final class ProvidedResources implements Resources {
    private final ConcurrentMap<Class<?>, Object> byType = new ConcurrentHashMap<>();

    /** Makes one that provides nothing yet. */
    public ProvidedResources() {}

    /**
     * Provides something. Objects that are here keep what they were given before.
     *
     * @throws IllegalArgumentException if the resource is not of the type, or of a type that is provided already
     */
    public <R> void provide(Class<R> type, R resource) {
        if (!type.isInstance(resource)) {
            throw new IllegalArgumentException(
                    "resource: of " + resource.getClass().getName() + " (expected: a " + type.getName() + ")");
        }
        Object before = byType.putIfAbsent(type, resource);
        if (before != null && before != resource) {
            throw new IllegalArgumentException(
                    "type: " + type.getName() + " (expected: one that is not provided yet; " + before + " is)");
        }
    }

    /** Those of the types of which nothing is provided. */
    public List<Class<?>> lacking(List<Class<?>> required) {
        return required.stream().filter(type -> !byType.containsKey(type)).toList();
    }

    @Override
    public <R> R require(Class<R> type) {
        Object resource = byType.get(type);
        if (resource == null) {
            throw new IllegalStateException("this host provides no " + type.getName() + " (host.provide)");
        }
        return type.cast(resource);
    }
}
