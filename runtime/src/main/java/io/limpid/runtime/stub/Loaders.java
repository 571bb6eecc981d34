package io.limpid.runtime.stub;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Where generated code is looked for. */
final class Loaders {
    private Loaders() {}

    /** The type's own loader first, then the caller's, then that of the runtime; each once. */
    static List<ClassLoader> around(Class<?> type) {
        List<ClassLoader> loaders = new ArrayList<>();
        for (@Nullable
        ClassLoader loader : new @Nullable ClassLoader[] {
            type.getClassLoader(), Thread.currentThread().getContextClassLoader(), Loaders.class.getClassLoader()
        }) {
            if (loader != null && !loaders.contains(loader)) {
                loaders.add(loader);
            }
        }
        return loaders;
    }
}
