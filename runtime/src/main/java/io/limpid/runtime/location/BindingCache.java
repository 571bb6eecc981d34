package io.limpid.runtime.location;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.limpid.runtime.identity.Binding;
import io.limpid.runtime.identity.Endpoint;
import io.limpid.runtime.identity.ObjectName;
import io.limpid.runtime.invocation.Scheduler;
import io.limpid.runtime.location.Directory.Resolution;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicInteger;
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
 *
 * <p>It remembers a bounded number of names and forgets those that were not called for longest. Which these are is found as a clock
 * finds pages to replace: a call marks its name, a hand that goes round takes marks away and forgets what has none. So a call on a
 * trusted binding takes no lock and moves nothing. A name begins without a mark: those that are called once do not drive out those
 * that are called again. What is being asked for is not forgotten, or two would ask.
 */
public final class BindingCache {
    /** Since how many periods a name counts as called lately. */
    private static final int LATELY = 32;

    /** How long a call that holds a doubted binding waits for the directory before it uses the binding all the same. */
    static final Duration PATIENCE = Duration.ofMillis(500);

    private final Directory directory;
    private final Scheduler scheduler;
    private final int most;
    private final ConcurrentMap<ObjectName, Entry> entries = new ConcurrentHashMap<>();

    /** How many entries have a binding. Those that are only being asked for are as many as calls that wait, and not counted. */
    private final AtomicInteger remembered = new AtomicInteger();

    /** Where the search for what to forget goes on. */
    @GuardedBy("handLock")
    private Iterator<Entry> hand = Collections.emptyIterator();

    private final Object handLock = new Object();

    /** How often somebody has asked which names are called, by which those are told that were called lately. */
    private volatile int period;

    /** Names of which naming tells by itself. */
    private volatile Set<ObjectName> told = Set.of();

    private volatile Runnable newcomers = () -> {};

    /**
     * Makes one that knows nothing.
     *
     * @param most of how many names it remembers the binding
     */
    public BindingCache(Directory directory, Scheduler scheduler, int most) {
        this.directory = directory;
        this.scheduler = scheduler;
        this.most = most;
    }

    /** Gives the binding of a name if it is trusted; null otherwise. */
    public @Nullable Binding trusted(ObjectName name) {
        Entry entry = entries.get(name);
        if (entry == null) {
            return null;
        }
        entry.mark(period);
        return entry.trusted;
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

    /** Somebody wants to know when a name is remembered that was not; is called on a call's way, and must return at once. */
    void onNewcomer(Runnable watcher) {
        newcomers = watcher;
    }

    /** Gives what it remembers, no more than so many: first of names that were called since it was last asked this a few times. */
    List<Binding> calledLately(int most) {
        int now = period + 1;
        period = now;
        List<Binding> lately = new ArrayList<>();
        List<Binding> others = new ArrayList<>();
        for (Entry entry : entries.values()) {
            Binding known = entry.known();
            if (known != null) {
                (now - entry.calledIn <= LATELY ? lately : others).add(known);
            }
        }
        lately.addAll(others);
        return lately.size() <= most ? lately : List.copyOf(lately.subList(0, most));
    }

    /** Naming tells of these by itself from now on, and of no others. */
    void isTold(Set<ObjectName> names) {
        told = names;
    }

    /** Forgets what was not called for longest, but not the newcomer, until no more than the most are remembered. */
    private void makeRoomFor(Entry newcomer) {
        if (newcomer.isFirstSeen()) {
            newcomers.run();
        }
        if (remembered.get() <= most) {
            return;
        }
        synchronized (handLock) {
            // Twice round finds whatever may be forgotten: marks go in the first round.
            for (long left = 2L * entries.size(); left > 0 && remembered.get() > most; left--) {
                if (!hand.hasNext()) {
                    hand = entries.values().iterator();
                }
                if (hand.hasNext()) {
                    Entry next = hand.next();
                    if (next != newcomer) {
                        next.forgetUnlessMarked();
                    }
                }
            }
        }
    }

    /** Of how many names it remembers the binding. */
    int size() {
        return remembered.get();
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
            Boolean news = entry.learn(hint);
            if (news != null) {
                makeRoomFor(entry);
                return news;
            }
        }
    }

    /**
     * Learns where an object is from a host that had it, without having called it there. Only a host that is known to hold the object is
     * believed, only of the object that it is known to hold (of that interface, of that incarnation), and only at a higher epoch: so it can say no
     * more than it could by a redirect, and makes nothing known that was not.
     *
     * @param by where whoever says so listens
     */
    public void hinted(Endpoint by, Binding place) {
        Entry entry = entries.get(place.name());
        if (entry != null) {
            entry.hinted(by, place);
        }
    }

    /**
     * Learns from naming, which was not asked, where an object is that it remembers. What is older than what it knows changes nothing. Tells
     * whether it was news.
     */
    boolean told(Binding place) {
        Entry entry = entries.get(place.name());
        return entry != null && entry.told(place);
    }

    /**
     * Asks the directory for what is newer than the trusted binding, which is used meanwhile, and after a failure; asks nothing if naming tells
     * of that name by itself.
     */
    public void refresh(ObjectName name) {
        if (!told.contains(name)) {
            var unused = ask(name);
        }
    }

    /** Asks for what is newer, as {@link #refresh} does, but whoever tells of it. Gives whether there was an answer. */
    CompletableFuture<Boolean> ask(ObjectName name) {
        return directory.resolve(name).thenApply(resolution -> {
            if (resolution instanceof Resolution.Bound bound) {
                boolean unusedNews = learn(bound.binding());
            }
            return !(resolution instanceof Resolution.Unavailable);
        });
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

        /** Whether a call came by since the hand did. */
        private volatile boolean marked;

        /** The period of the latest call. */
        private volatile int calledIn = period;

        /** Whether whoever wants to know of newcomers has been told of this one. */
        @GuardedBy("this")
        private boolean seen;

        /** Whether it was taken out; nobody may use it then. */
        @GuardedBy("this")
        private boolean gone;

        Entry(ObjectName name) {
            this.name = name;
        }

        /** Reads before it writes: calls on many threads would otherwise take the line from one another. */
        void mark(int now) {
            if (!marked) {
                marked = true;
            }
            if (calledIn != now) {
                calledIn = now;
            }
        }

        synchronized void forgetUnlessMarked() {
            if (marked) {
                marked = false;
            } else if (asked == null && known != null) {
                forget();
                gone = true;
                entries.remove(name, this);
            }
        }

        /** Whether it remembers a binding and nobody has been told so; true once. */
        synchronized boolean isFirstSeen() {
            boolean first = known != null && !seen;
            seen |= first;
            return first;
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
            CompletableFuture<Resolution> found = before == null ? directory.find(name) : directory.resolve(name);
            CompletableFuture<Void> unused = found.thenAccept(resolution -> {
                Resolution answered = answered(resolution, before);
                makeRoomFor(this);
                answer.complete(answered);
            });
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
                    forget();
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

        /** Tells whether it was news; null if this entry is gone. */
        @Nullable
        synchronized Boolean learn(Binding hint) {
            if (gone) {
                return null;
            }
            if (!isNewer(hint)) {
                return false;
            }
            trust(hint);
            return true;
        }

        synchronized void hinted(Endpoint by, Binding place) {
            Binding present = known;
            if (present != null
                    && place.epoch() > present.epoch()
                    && place.incarnation() == present.incarnation()
                    && place.type().equals(present.type())
                    && present.replicas().stream()
                            .anyMatch(replica -> replica.endpoint().equals(by))) {
                trust(place);
            }
        }

        synchronized boolean told(Binding place) {
            boolean news = known != null && isNewer(place);
            if (news) {
                trust(place);
            }
            return news;
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
        private void forget() {
            if (known != null) {
                remembered.decrementAndGet();
            }
            known = null;
            trusted = null;
        }

        @GuardedBy("this")
        private void trust(Binding binding) {
            if (known == null) {
                remembered.incrementAndGet();
            }
            known = binding;
            trusted = binding;
        }
    }
}
