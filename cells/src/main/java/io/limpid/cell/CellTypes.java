package io.limpid.cell;

import io.limpid.Replicated;
import io.limpid.Strategy;
import io.limpid.cell.CellDirectory.Kind;
import io.limpid.runtime.stub.RemoteType;
import io.limpid.runtime.stub.RemoteTypes;
import io.limpid.runtime.stub.StateType;
import io.limpid.runtime.stub.StateTypes;
import org.jspecify.annotations.Nullable;

/** Finds what was generated for objects of cells. Thread-safe. */
final class CellTypes {
    private final RemoteTypes remotes = new RemoteTypes();
    private final StateTypes states = new StateTypes();

    /**
     * Gives what was generated for an object that is to be called by an interface.
     *
     * @throws IllegalArgumentException if it cannot be replicated by a log; the message says why
     */
    CellType<?> of(Class<?> type, Object object) {
        Replicated said = type.getAnnotation(Replicated.class);
        if (said == null || said.value() != Strategy.LOG) {
            throw new IllegalArgumentException(
                    "interface: " + type.getName() + " (expected: one that is annotated @Replicated(Strategy.LOG))");
        }
        StateType<?> state = states.of(object);
        if (!state.required().isEmpty()) {
            throw new IllegalArgumentException("class: " + object.getClass().getName() + " has fields bound by type, "
                    + state.required() + " (expected: values alone, because all replicas must be equal)");
        }
        return new CellType<>(remotes.of(type), state);
    }

    /**
     * Gives what was generated for the objects of a kind.
     *
     * @throws NoClassDefFoundError if it is not on the class path
     */
    CellType<?> of(Kind kind) {
        StateType<?> state = states.named(kind.stateClass()).orElseThrow(() -> missing(kind));
        RemoteType<?> remote = remote(kind.type(), state.javaType());
        if (remote == null) {
            throw missing(kind);
        }
        return new CellType<>(remote, state);
    }

    private static NoClassDefFoundError missing(Kind kind) {
        return new NoClassDefFoundError(
                "a cell has an object of class " + kind.stateClass() + ", called by " + kind.type()
                        + ", which this host does not have (put both on the class path of every host of the cell)");
    }

    private @Nullable RemoteType<?> remote(String name, @Nullable Class<?> type) {
        if (type == null) {
            return null;
        }
        if (type.isInterface() && isCalled(name, type)) {
            return remotes.of(type);
        }
        for (Class<?> parent : type.getInterfaces()) {
            RemoteType<?> found = remote(name, parent);
            if (found != null) {
                return found;
            }
        }
        return remote(name, type.getSuperclass());
    }

    private boolean isCalled(String name, Class<?> type) {
        try {
            return remotes.of(type).id().name().equals(name);
        } catch (IllegalArgumentException notRemote) {
            return false;
        }
    }
}
