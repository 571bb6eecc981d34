package io.limpid.runtime.hosting;

import io.limpid.runtime.stub.RemoteType;
import io.limpid.runtime.stub.RemoteTypes;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/**
 * By which interfaces an object may be called: the one it was exported with, and the remote ones that this extends. Found once for
 * each interface, so that a caller who asks for an unknown one costs nothing. Thread-safe.
 */
final class CallableTypes {
    private final RemoteTypes types;
    private final ConcurrentMap<Class<?>, List<RemoteType<?>>> families = new ConcurrentHashMap<>();

    CallableTypes(RemoteTypes types) {
        this.types = types;
    }

    /** Gives the interface itself, then those that it extends. */
    List<RemoteType<?>> of(RemoteType<?> type) {
        List<RemoteType<?>> known = families.get(type.javaType());
        if (known != null) {
            return known;
        }
        List<RemoteType<?>> family = new ArrayList<>();
        family.add(type);
        addParents(type.javaType(), family);
        List<RemoteType<?>> immutable = List.copyOf(family);
        families.put(type.javaType(), immutable);
        return immutable;
    }

    private void addParents(Class<?> javaType, List<RemoteType<?>> family) {
        for (Class<?> parent : javaType.getInterfaces()) {
            try {
                RemoteType<?> type = types.of(parent);
                if (!family.contains(type)) {
                    family.add(type);
                }
            } catch (IllegalArgumentException notRemote) {
                // An interface like Comparable: its methods are called by the one that extends it.
            }
            addParents(parent, family);
        }
    }
}
