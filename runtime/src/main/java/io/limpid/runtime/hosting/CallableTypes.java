package io.limpid.runtime.hosting;

import io.limpid.runtime.stub.RemoteType;
import io.limpid.runtime.stub.RemoteTypes;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;

/**
 * By which interfaces an object may be called: the one it was exported with, and the remote ones that this extends. Found once for
 * each interface, so that a caller who asks for an unknown one costs nothing. Thread-safe.
 */
final class CallableTypes {
    private final RemoteTypes types;

    /** By interface; the first comer's type stands for it. Belongs to the class, so that it goes with the loader of code that came along. */
    private final ClassValue<AtomicReference<List<RemoteType<?>>>> families = new ClassValue<>() {
        @Override
        protected AtomicReference<List<RemoteType<?>>> computeValue(Class<?> javaType) {
            return new AtomicReference<>(List.of());
        }
    };

    CallableTypes(RemoteTypes types) {
        this.types = types;
    }

    /** Gives the interface itself, then those that it extends. */
    List<RemoteType<?>> of(RemoteType<?> type) {
        AtomicReference<List<RemoteType<?>>> known = families.get(type.javaType());
        return known.updateAndGet(present -> present.isEmpty() ? found(type) : present);
    }

    private List<RemoteType<?>> found(RemoteType<?> type) {
        List<RemoteType<?>> family = new ArrayList<>();
        family.add(type);
        addParents(type.javaType(), family);
        return List.copyOf(family);
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
