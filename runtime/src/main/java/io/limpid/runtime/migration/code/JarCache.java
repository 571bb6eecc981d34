package io.limpid.runtime.migration.code;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.lang.ref.WeakReference;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The jars that were taken, by content. One content has one loader for as long as anything of it lives, or an object and another that came
 * later would have different classes of the same name. Held are contents, not loaders: classes go with the last of their objects, and are
 * made anew from what is held, without being fetched again. Beyond the bound it lets contents go that were not asked for longest; they
 * live on while objects of theirs do. Thread-safe.
 */
final class JarCache {
    private final long mostBytes;
    private final ClassLoader host;

    /** Held; the longest unused first. */
    @GuardedBy("this")
    private final LinkedHashMap<ContentHash, SignedJar> held = new LinkedHashMap<>(16, 0.75f, true);

    /** All that live. */
    @GuardedBy("this")
    private final Map<ContentHash, WeakReference<JarLoader>> living = new HashMap<>();

    @GuardedBy("this")
    private long heldBytes;

    /** @param host finds what the host has itself, before a jar is asked */
    JarCache(long mostBytes, ClassLoader host) {
        this.mostBytes = mostBytes;
        this.host = host;
    }

    /** Gives the loader of a content that is held, or that lives; null if it must be fetched. */
    synchronized @Nullable JarLoader find(ContentHash hash) {
        SignedJar jar = held.get(hash);
        WeakReference<JarLoader> reference = living.get(hash);
        JarLoader alive = reference == null ? null : reference.get();
        if (alive != null) {
            if (jar == null) {
                hold(alive.jar());
            }
            return alive;
        }
        return jar == null ? null : revived(jar);
    }

    /** Adds one; gives the loader of the one that was there before, if there was one. */
    synchronized JarLoader add(SignedJar jar) {
        JarLoader present = find(jar.hash());
        if (present != null) {
            return present;
        }
        hold(jar);
        return revived(jar);
    }

    @GuardedBy("this")
    private JarLoader revived(SignedJar jar) {
        living.values().removeIf(each -> each.refersTo(null));
        JarLoader loader = new JarLoader(jar, host);
        living.put(jar.hash(), new WeakReference<>(loader));
        return loader;
    }

    @GuardedBy("this")
    private void hold(SignedJar jar) {
        held.put(jar.hash(), jar);
        heldBytes += jar.heldBytes();
        var oldest = held.values().iterator();
        while (heldBytes > mostBytes && held.size() > 1) {
            heldBytes -= oldest.next().heldBytes();
            oldest.remove();
        }
    }

    synchronized long heldBytes() {
        return heldBytes;
    }
}
