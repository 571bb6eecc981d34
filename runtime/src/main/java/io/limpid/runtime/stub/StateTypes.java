package io.limpid.runtime.stub;

import io.limpid.Fastened;
import io.limpid.Movable;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.jspecify.annotations.Nullable;

/**
 * Finds what was generated for a movable class, once for each. A name that a peer gives is compared with the names of what is here; no
 * class is loaded for it. Thread-safe.
 */
public final class StateTypes {
    /** What is found belongs to the class: it goes with the loader of code that came along and is not used any more. */
    private final ClassValue<StateType<?>> byClass = new ClassValue<>() {
        @Override
        protected StateType<?> computeValue(Class<?> javaType) {
            return search(javaType);
        }
    };

    /** Of the classes that this host has itself. */
    private final ConcurrentMap<String, StateType<?>> byName = new ConcurrentHashMap<>();

    /** Makes one that knows nothing yet. */
    public StateTypes() {}

    /**
     * Gives what was generated for the class of an object.
     *
     * @throws IllegalArgumentException if its objects cannot move; the message says why
     */
    @SuppressWarnings("unchecked") // The key is the value's own javaType().
    public <T> StateType<T> of(T object) {
        return (StateType<T>) byClass.get(object.getClass());
    }

    /** Tells what the class itself says, without a look for what was generated: a class that does not say so never moves. */
    public boolean saysMovable(Class<?> javaType) {
        return javaType.isAnnotationPresent(Movable.class) && !javaType.isAnnotationPresent(Fastened.class);
    }

    /** Gives what was generated for the class of a wire name; empty if there is none here. */
    public Optional<StateType<?>> named(String wireName) {
        StateType<?> known = byName.get(wireName);
        if (known == null) {
            known = searchNamed(wireName);
            if (known == null) {
                return Optional.empty();
            }
            byName.put(wireName, known);
        }
        return Optional.of(known);
    }

    /**
     * Gives what was generated for the class of a wire name, as this loader and no other finds it; empty if it does not. Not remembered
     * by name, because another loader may have another class of that name.
     */
    public Optional<StateType<?>> named(String wireName, ClassLoader loader) {
        return Optional.ofNullable(namedIn(loader, wireName));
    }

    private static StateType<?> search(Class<?> javaType) {
        if (javaType.isAnnotationPresent(Fastened.class)) {
            throw new IllegalArgumentException("movable class: " + javaType.getName() + " is @Fastened");
        }
        for (ClassLoader loader : Loaders.around(javaType)) {
            for (StateType<?> type : in(loader)) {
                if (type.javaType() == javaType) {
                    return type;
                }
            }
        }
        throw new IllegalArgumentException("movable class: " + javaType.getName() + missing(javaType));
    }

    private static @Nullable StateType<?> searchNamed(String wireName) {
        for (ClassLoader loader : Loaders.around(StateTypes.class)) {
            StateType<?> type = namedIn(loader, wireName);
            if (type != null) {
                return type;
            }
        }
        return null;
    }

    private static @Nullable StateType<?> namedIn(ClassLoader loader, String wireName) {
        for (StateType<?> type : in(loader)) {
            if (type.wireName().equals(wireName)) {
                return type;
            }
        }
        return null;
    }

    private static List<StateType<?>> in(ClassLoader loader) {
        List<StateType<?>> types = new ArrayList<>();
        try {
            ServiceLoader.load(StateType.class, loader).forEach(types::add);
        } catch (ServiceConfigurationError e) {
            throw new IllegalArgumentException(
                    "movable classes: the generated code on the class path cannot be loaded (" + e.getMessage()
                            + "); compile the classes again with this version of Limpid",
                    e);
        }
        return types;
    }

    private static String missing(Class<?> javaType) {
        if (javaType.isAnnotationPresent(Movable.class)) {
            return " is annotated @Movable, but nothing was generated for it (run Limpid's annotation processor where it is"
                    + " compiled, and keep META-INF/services when jars are merged)";
        }
        return " is not annotated @Movable";
    }
}
