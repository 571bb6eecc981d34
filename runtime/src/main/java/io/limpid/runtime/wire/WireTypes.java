package io.limpid.runtime.wire;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A closed table of types by class and by number. Immutable. */
final class WireTypes<T> {
    private final List<WireType<? extends T>> types;
    private final Map<Class<?>, WireType<? extends T>> byClass = new HashMap<>();
    private final Map<Integer, WireType<? extends T>> byId = new HashMap<>();

    /** @throws IllegalArgumentException if two names have the same hash */
    WireTypes(List<WireType<? extends T>> types) {
        this.types = List.copyOf(types);
        for (WireType<? extends T> type : types) {
            byClass.put(type.type(), type);
            if (byId.put(type.id(), type) != null) {
                throw new IllegalArgumentException("wire name " + type.name() + ": its hash is another's, too");
            }
        }
    }

    /** Finds the type that is exactly this class. */
    @Nullable
    WireType<? extends T> exactly(Class<?> type) {
        return byClass.get(type);
    }

    /** Finds the class itself, or the nearest of its superclasses. */
    @Nullable
    WireType<? extends T> nearest(Class<?> type) {
        for (Class<?> c = type; c != null; c = c.getSuperclass()) {
            WireType<? extends T> found = byClass.get(c);
            if (found != null) {
                return found;
            }
        }
        return null;
    }

    /** Finds the type that an object is to be written as: its class, the nearest superclass, or else the first interface. */
    @Nullable
    WireType<? extends T> of(Object value) {
        WireType<? extends T> found = nearest(value.getClass());
        for (int i = 0; found == null && i < types.size(); i++) {
            if (types.get(i).type().isInstance(value)) {
                found = types.get(i);
            }
        }
        return found;
    }

    @Nullable
    WireType<? extends T> byId(int id) {
        return byId.get(id);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof WireTypes<?> table && byId.keySet().equals(table.byId.keySet());
    }

    @Override
    public int hashCode() {
        return byId.keySet().hashCode();
    }
}
