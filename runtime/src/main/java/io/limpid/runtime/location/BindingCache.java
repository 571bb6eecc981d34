package io.limpid.runtime.location;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.limpid.runtime.identity.Binding;
import io.limpid.runtime.identity.ObjectName;
import io.limpid.runtime.invocation.Scheduler;
import io.limpid.runtime.location.Directory.Resolution;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.jspecify.annotations.Nullable;

/**
 * What a process knows about where objects are. A binding lives until it is contradicted; nothing is asked as long as nothing
 * contradicts it. Thread-safe.
 *
 * <p>A name is <em>unknown</em>, <em>trusted</em> or <em>doubted</em>. A directory's answer makes it trusted, or unknown if the name is
 * absent. A newer redirect makes it trusted. An attempt that the binding led astray makes it doubted. Doubted knowledge is kept: when the
 * directory cannot be asked, it is better than none.
 *
 * <p>Of two bindings the higher epoch wins, whichever came first, with one exception: a directory that was asked about a doubted
 * binding is believed even if it answers with a lower epoch, because it was asked later (a static directory has no epochs).
 */
public final class BindingCache {
    /** How long a call that holds a doubted binding waits for the directory before it uses the binding all the same. */
    static final Duration PATIENCE = Duration.ofMillis(500);

    private final Directory directory;
    private final Scheduler scheduler;
    private final ConcurrentMap<ObjectName, Entry> entries = new ConcurrentHashMap<>();

    /** Makes one that knows nothing. */
    public BindingCache(Directory directory, Scheduler scheduler) {
        this.directory = directory;
        this.scheduler = scheduler;
    }

    /** Gives the binding of a name if it is trusted; null otherwise. */
    public @Nullable Binding trusted(ObjectName name) {
        Entry entry = entries.get(name);
        return entry == null ? null : entry.trusted;
    }

    /**
     * Asks the directory, or joins whoever is asking for the same name. If that takes long, or fails, and there is a doubted binding, it
     * is the answer.
     */
    public CompletableFuture<Resolution> find(ObjectName name) {
        while (true) {
            Entry entry = entries.computeIfAbsent(name, Entry::new);
            CompletableFuture<Resolution> answer = entry.ask();
            if (answer != null) {
                return withPatience(answer, entry.known());
            }
        }
    }

    private CompletableFuture<Resolution> withPatience(
            CompletableFuture<Resolution> answer, @Nullable Binding doubted) {
        if (doubted == null || answer.isDone()) {
            return answer;
        }
        CompletableFuture<Resolution> patient = answer.copy();
        Scheduler.Task timer = scheduler.schedule(PATIENCE, () -> patient.complete(new Resolution.Bound(doubted)));
        CompletableFuture<Resolution> unused = patient.whenComplete((resolution, bug) -> timer.cancel());
        return patient;
    }

    /** Learns of a binding from a redirect. Tells whether it was news. */
    public boolean learn(Binding hint) {
        while (true) {
            Entry entry = entries.computeIfAbsent(hint.name(), Entry::new);
            if (!entry.isGone()) {
                return entry.learn(hint);
            }
        }
    }

    /** An attempt went astray with this binding; doubts it, unless a newer one is known. */
    public void doubt(Binding used) {
        Entry entry = entries.get(used.name());
        if (entry != null) {
            entry.doubt(used);
        }
    }

    @Override
    public String toString() {
        return "cached " + directory;
    }

    /** One name. */
    private final class Entry {
        private final ObjectName name;

        /** The binding while it is trusted, else null; written under the lock, read without it on every call's way. */
        private volatile @Nullable Binding trusted;

        /** The binding, trusted or doubted; null while unknown. */
        @GuardedBy("this")
        private @Nullable Binding known;

        /** The answer that is awaited; null while nobody asks. At most one for each name. */
        @GuardedBy("this")
        private @Nullable CompletableFuture<Resolution> asked;

        /** Whether it was taken out because nothing was known; nobody may use it then. */
        @GuardedBy("this")
        private boolean gone;

        Entry(ObjectName name) {
            this.name = name;
        }

        synchronized boolean isGone() {
            return gone;
        }

        synchronized @Nullable Binding known() {
            return known;
        }

        /** Gives the awaited answer; null if this entry is gone. */
        @Nullable
        CompletableFuture<Resolution> ask() {
            CompletableFuture<Resolution> answer;
            Binding before;
            synchronized (this) {
                if (gone) {
                    return null;
                }
                if (trusted != null) {
                    return CompletableFuture.completedFuture(new Resolution.Bound(trusted));
                }
                if (asked != null) {
                    return asked;
                }
                answer = new CompletableFuture<>();
                asked = answer;
                before = known;
            }
            CompletableFuture<Void> unused =
                    directory.resolve(name).thenAccept(resolution -> answer.complete(answered(resolution, before)));
            return answer;
        }

        /** Takes the directory's answer to a question that was put when this was known. */
        private Resolution answered(Resolution resolution, @Nullable Binding before) {
            synchronized (this) {
                asked = null;
                boolean unchanged = Objects.equals(known, before);
                if (resolution instanceof Resolution.Bound bound) {
                    if (unchanged || isNewer(bound.binding())) {
                        trust(bound.binding());
                    }
                } else if (resolution instanceof Resolution.Absent && unchanged) {
                    known = null;
                    trusted = null;
                }
                if (known == null) {
                    gone = true;
                    entries.remove(name, this);
                    return resolution;
                }
                // Whatever was learnt meanwhile is newer than an absence, and better than no answer.
                return new Resolution.Bound(known);
            }
        }

        synchronized boolean learn(Binding hint) {
            if (!isNewer(hint)) {
                return false;
            }
            trust(hint);
            return true;
        }

        synchronized void doubt(Binding used) {
            if (known != null && known.epoch() <= used.epoch()) {
                trusted = null;
            }
        }

        @GuardedBy("this")
        private boolean isNewer(Binding binding) {
            return known == null || binding.epoch() > known.epoch();
        }

        @GuardedBy("this")
        private void trust(Binding binding) {
            known = binding;
            trusted = binding;
        }
    }
}
