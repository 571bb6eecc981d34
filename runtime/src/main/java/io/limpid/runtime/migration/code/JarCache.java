package io.limpid.runtime.migration.code;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.lang.ref.WeakReference;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The jars that were taken, by content. One content has one loader for as long as anything of it lives, or an object and another that came
 * later would have different classes of the same name. Beyond the bound it lets those go that were not asked for longest; they live on
 * while objects of theirs do. Thread-safe.
 */
final class JarCache {
    private final long mostBytes;

    /** Held; the longest unused first. */
    @GuardedBy("this")
    private final LinkedHashMap<ContentHash, JarLoader> held = new LinkedHashMap<>(16, 0.75f, true);

    /** All that live. */
    @GuardedBy("this")
    private final Map<ContentHash, WeakReference<JarLoader>> living = new HashMap<>();

    @GuardedBy("this")
    private long heldBytes;

    JarCache(long mostBytes) {
        this.mostBytes = mostBytes;
    }

    synchronized @Nullable JarLoader find(ContentHash hash) {
        JarLoader present = held.get(hash);
        if (present != null) {
            return present;
        }
        WeakReference<JarLoader> reference = living.get(hash);
        JarLoader alive = reference == null ? null : reference.get();
        if (alive != null) {
            hold(alive);
        }
        return alive;
    }

    /** Adds one; gives the one that was there before, if there was one. */
    synchronized JarLoader add(JarLoader loader) {
        JarLoader present = find(loader.jar().hash());
        if (present != null) {
            return present;
        }
        living.values().removeIf(each -> each.refersTo(null));
        living.put(loader.jar().hash(), new WeakReference<>(loader));
        hold(loader);
        return loader;
    }

    @GuardedBy("this")
    private void hold(JarLoader loader) {
        held.put(loader.jar().hash(), loader);
        heldBytes += loader.jar().heldBytes();
        var oldest = held.values().iterator();
        while (heldBytes > mostBytes && held.size() > 1) {
            heldBytes -= oldest.next().jar().heldBytes();
            oldest.remove();
        }
    }

    synchronized long heldBytes() {
        return heldBytes;
    }
}
