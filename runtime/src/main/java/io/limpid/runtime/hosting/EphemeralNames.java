package io.limpid.runtime.hosting;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.limpid.runtime.identity.ObjectName;
import java.lang.ref.Reference;
import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Names objects that nobody has named, each the same for as long as it lives, and never another the same. So who gives an object again over
 * a new connection gives it under the name by which an answer may mean it that was made for the connection before. Thread-safe.
 */
final class EphemeralNames {
    /** Names below this are known to no directory. */
    private static final String ROOT = "~/";

    private final String origin;

    @GuardedBy("this")
    private final Map<Identity, ObjectName> names = new HashMap<>();

    /** The keys of objects that are gone. */
    private final ReferenceQueue<Object> gone = new ReferenceQueue<>();

    @GuardedBy("this")
    private long last;

    /** @param origin tells names given here from those given by any other process */
    EphemeralNames(String origin) {
        this.origin = origin;
    }

    synchronized ObjectName of(Object object) {
        for (Reference<?> key = gone.poll(); key != null; key = gone.poll()) {
            names.remove(key);
        }
        return names.computeIfAbsent(new Identity(object, gone), key -> new ObjectName(ROOT + origin + "-" + ++last));
    }

    /** How many are remembered. */
    synchronized int size() {
        return names.size();
    }

    /** An object as itself, whatever it says it is equal to, without keeping it. */
    private static final class Identity extends WeakReference<Object> {
        private final int hash;

        Identity(Object object, ReferenceQueue<Object> gone) {
            super(object, gone);
            this.hash = System.identityHashCode(object);
        }

        @Override
        public boolean equals(@Nullable Object other) {
            Object mine = get();
            return this == other || (mine != null && other instanceof Identity that && that.refersTo(mine));
        }

        @Override
        public int hashCode() {
            return hash;
        }
    }
}
