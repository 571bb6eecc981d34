package io.limpid.runtime.stub;

import io.limpid.Remote;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import org.jspecify.annotations.Nullable;

/** Finds what was generated for a remote interface, once for each as long as the interface is loaded. Thread-safe. */
public final class RemoteTypes {
    /** What is found belongs to the class: it goes with the loader of code that came along and is not used any more. */
    private final ClassValue<RemoteType<?>> found = new ClassValue<>() {
        @Override
        protected RemoteType<?> computeValue(Class<?> javaType) {
            return search(javaType);
        }
    };

    /** Makes one that knows nothing yet. */
    public RemoteTypes() {}

    /**
     * Gives what was generated for the interface.
     *
     * @throws IllegalArgumentException if it is no remote interface, or nothing was generated for it
     */
    public <T> RemoteType<T> of(Class<T> javaType) {
        return cast(found.get(javaType));
    }

    private static RemoteType<?> search(Class<?> javaType) {
        if (!javaType.isInterface()) {
            throw new IllegalArgumentException("remote interface: " + javaType.getName()
                    + " is a class (expected: an interface annotated @Remote)");
        }
        // A type made remote by @RemoteOf has its stub where the user's code is.
        for (ClassLoader loader : Loaders.around(javaType)) {
            RemoteType<?> type = searchIn(loader, javaType);
            if (type != null) {
                return type;
            }
        }
        throw new IllegalArgumentException("remote interface: " + javaType.getName() + missing(javaType));
    }

    private static @Nullable RemoteType<?> searchIn(ClassLoader loader, Class<?> javaType) {
        try {
            for (RemoteType<?> type : ServiceLoader.load(RemoteType.class, loader)) {
                if (type.javaType() == javaType) {
                    return type;
                }
            }
            return null;
        } catch (ServiceConfigurationError e) {
            throw new IllegalArgumentException(
                    "remote interface: " + javaType.getName()
                            + ": the generated code on the class path cannot be loaded;"
                            + " compile the interface again with this version of Limpid",
                    e);
        }
    }

    private static String missing(Class<?> javaType) {
        if (javaType.isAnnotationPresent(Remote.class)) {
            return " is annotated @Remote, but no stub was generated for it (run Limpid's annotation processor where it is"
                    + " compiled, and keep META-INF/services when jars are merged)";
        }
        return " is not annotated @Remote (expected: an interface annotated @Remote, or named by @RemoteOf)";
    }

    /** The key is the value's own {@code javaType()}. */
    @SuppressWarnings("unchecked")
    private static <T> RemoteType<T> cast(RemoteType<?> type) {
        return (RemoteType<T>) type;
    }
}
