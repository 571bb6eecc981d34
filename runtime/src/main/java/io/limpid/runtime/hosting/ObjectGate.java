package io.limpid.runtime.hosting;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.limpid.InvocationId;
import io.limpid.runtime.hosting.Passage.State;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Who may be in an object: any number of sharing invocations, or one that has it alone. No thread waits here; an invocation that
 * must wait is kept in a list and told later. See "The gate" in DESIGN.md for the reasons.
 *
 * <p>A passage is {@linkplain State WAITING, then inside, then GONE}. The rules:
 *
 * <ol>
 *   <li>Of passages that are ACTIVE together, all share, or there is only one.
 *   <li>A passage of a chain that is not inside enters in the order of arrival, when everything inside shares with it.
 *   <li>A chain that is inside comes back past those who wait, and does not mind its own passages that are OUT.
 *   <li>A chain that shares the object and comes back to have it alone waits until no other runs in it, but not for those that are
 *       OUT: they may be waiting for this chain, here or at another object. They go on when it has left.
 * </ol>
 *
 * <p>Thread-safe. Callbacks run on the thread whose event caused them, outside the lock, and must not block.
 */
final class ObjectGate {
    /** What a method asks of its object. */
    enum Access {
        SHARED,
        EXCLUSIVE
    }

    /** What came of asking. */
    enum Entry {
        /** It is inside; {@link Waiter#admitted()} is not called. */
        ADMITTED,
        /** It waits; {@link Waiter#admitted()} or {@link Waiter#refused()} is called, unless it gives up. */
        WAITING,
        /** Too many wait. */
        FULL,
        /** So many wait before it that its time would be over when its turn comes. */
        TOO_LATE
    }

    /** Whoever waits at a gate. */
    interface Waiter {
        /** Tells whether waiting has become pointless, so that its place may be given away. Called under the gate's lock. */
        boolean isHopeless();

        /** How long it may still take, in nanoseconds. Called under the gate's lock. */
        long remainingNanos();

        /** Whose invocation it is; who fills the gate makes room for others. */
        Object client();

        /** It is inside now. */
        void admitted();

        /** It will never be inside: its place was given away, as hopeless or for a client that has fewer. */
        void refused();
    }

    private final int mostWaiting;

    /** Everything inside, linked through {@link Passage#next}; kept without a collection, because most gates are idle. */
    @GuardedBy("this")
    private @Nullable Passage inside;

    @GuardedBy("this")
    private int exclusiveInside;

    /** How long whoever has the object alone keeps it these days, as {@link TypicalSpan} has it. */
    @GuardedBy("this")
    private long typicalNanos;

    /** Those of chains that are inside: new ones, and RETURNING ones. While any is here, no other chain enters. */
    @GuardedBy("this")
    private Set<Passage> comingBack = Set.of();

    /** The first and the last of all others, in the order of arrival; linked as what is inside is, because a call should not cost a node. */
    @GuardedBy("this")
    private @Nullable Passage first;

    @GuardedBy("this")
    private @Nullable Passage last;

    @GuardedBy("this")
    private int queued;

    @GuardedBy("this")
    private List<Runnable> whenQuiet = List.of();

    ObjectGate(int mostWaiting) {
        this.mostWaiting = mostWaiting;
    }

    /** Runs the task once nothing is inside, at once if so. */
    void whenQuiet(Runnable task) {
        synchronized (this) {
            if (inside != null) {
                whenQuiet = whenQuiet.isEmpty() ? new ArrayList<>(1) : whenQuiet;
                whenQuiet.add(task);
                return;
            }
        }
        task.run();
    }

    /** Tells how many wait. */
    synchronized int waiting() {
        return queued + comingBack.size();
    }

    Entry enter(Passage passage) {
        Effects effects = new Effects();
        Entry entry;
        synchronized (this) {
            entry = enter(passage, effects);
        }
        effects.run();
        return entry;
    }

    /** Lets it in if it need not wait; otherwise it has not come. */
    synchronized boolean enterIfFree(Passage passage) {
        boolean free = isFreeFor(passage, passage.nested && isInside(passage.chain));
        if (free) {
            admit(passage);
        }
        return free;
    }

    @GuardedBy("this")
    private boolean isFreeFor(Passage passage, boolean comesBack) {
        return comesBack ? mayComeBack(passage) : first == null && mayEnter(passage);
    }

    @GuardedBy("this")
    private Entry enter(Passage passage, Effects effects) {
        boolean comesBack = passage.nested && isInside(passage.chain);
        if (isFreeFor(passage, comesBack)) {
            admit(passage);
            return Entry.ADMITTED;
        }
        if (!comesBack && TypicalSpan.isTooLong(expectedWaitNanos(), passage.waiter.remainingNanos())) {
            return Entry.TOO_LATE;
        }
        boolean full = (comesBack ? comingBack.size() : queued) >= mostWaiting;
        if (full
                && !expelHopeless(comesBack, effects)
                && !(!comesBack && expelGreedy(passage.waiter.client(), effects))) {
            return Entry.FULL;
        }
        passage.state = State.WAITING;
        if (comesBack) {
            comingBack = with(passage, comingBack);
        } else {
            enqueue(passage);
        }
        if (full) {
            admitWhoMay(effects);
        }
        return Entry.WAITING;
    }

    @GuardedBy("this")
    private boolean expelHopeless(boolean comingBackOnes, Effects effects) {
        boolean anyExpelled = false;
        for (Passage each : comingBackOnes ? List.copyOf(comingBack) : inQueue()) {
            if (each.state == State.WAITING && each.waiter.isHopeless()) {
                expel(each, effects);
                anyExpelled = true;
            }
        }
        return anyExpelled;
    }

    @GuardedBy("this")
    private List<Passage> inQueue() {
        List<Passage> all = new ArrayList<>(queued);
        for (Passage each = first; each != null; each = each.next) {
            all.add(each);
        }
        return all;
    }

    /** How long a further one would wait, by experience. */
    synchronized long expectedWaitNanos() {
        return TypicalSpan.times(typicalNanos, queued);
    }

    /** Takes the place of the latest of the client that has most of them, unless the newcomer would then have as many. */
    @GuardedBy("this")
    private boolean expelGreedy(Object newcomer, Effects effects) {
        Map<Object, Integer> places = new HashMap<>();
        Passage latest = null;
        int most = 0;
        for (Passage each : inQueue()) {
            int count = places.merge(each.waiter.client(), 1, Integer::sum);
            if (count >= most) {
                most = count;
                latest = each;
            }
        }
        if (latest == null || places.getOrDefault(newcomer, 0) + 1 >= most) {
            return false;
        }
        expel(latest, effects);
        return true;
    }

    boolean giveUp(Passage passage) {
        Effects effects;
        synchronized (this) {
            if (passage.state != State.WAITING) {
                return false;
            }
            effects = new Effects();
            stopWaiting(passage, State.GONE);
            admitWhoMay(effects);
        }
        effects.run();
        return true;
    }

    void leave(Passage passage, long heldNanos) {
        Effects effects = new Effects();
        synchronized (this) {
            if (!passage.state.isInside()) {
                return;
            }
            if (passage.access == Access.EXCLUSIVE) {
                typicalNanos = TypicalSpan.after(typicalNanos, heldNanos);
            }
            goOn(passage, State.GONE, effects);
            unlink(passage);
            admitWhoMay(effects);
            if (inside == null) {
                whenQuiet.forEach(effects::add);
                whenQuiet = List.of();
            }
        }
        effects.run();
    }

    void callOutBegan(Passage passage) {
        Effects effects = new Effects();
        synchronized (this) {
            passage.callOuts++;
            if (passage.state.isInside()) {
                goOn(passage, State.OUT, effects);
                admitWhoMay(effects);
            }
        }
        effects.run();
    }

    void callOutEnded(Passage passage, Runnable goOn) {
        Effects effects = new Effects();
        synchronized (this) {
            passage.callOuts--;
            if (passage.state != State.OUT || passage.callOuts > 0) {
                effects.add(goOn);
            } else {
                passage.state = State.RETURNING;
                passage.goOn = goOn;
                comingBack = with(passage, comingBack);
                admitWhoMay(effects);
            }
        }
        effects.run();
    }

    /** Lets a passage that may be RETURNING leave that state. */
    @GuardedBy("this")
    private void goOn(Passage passage, State next, Effects effects) {
        if (passage.state == State.RETURNING) {
            comingBack = without(passage, comingBack);
        }
        passage.state = next;
        if (passage.goOn != null) {
            effects.add(passage.goOn);
            passage.goOn = null;
        }
    }

    @GuardedBy("this")
    private void admitWhoMay(Effects effects) {
        if (!comingBack.isEmpty()) {
            for (Passage each : List.copyOf(comingBack)) {
                if (each.state == State.RETURNING && mayGoOn(each)) {
                    goOn(each, State.ACTIVE, effects);
                } else if (each.state == State.WAITING && mayComeBack(each)) {
                    stopWaiting(each, State.ACTIVE);
                    admit(each);
                    effects.add(each.waiter::admitted);
                }
            }
        }
        for (Passage next = first; next != null && mayEnter(next); next = first) {
            stopWaiting(next, State.ACTIVE);
            admit(next);
            effects.add(next.waiter::admitted);
        }
    }

    /** Rule 2, but for the order of arrival. */
    @GuardedBy("this")
    private boolean mayEnter(Passage passage) {
        return comingBack.isEmpty() && (inside == null || (passage.access == Access.SHARED && exclusiveInside == 0));
    }

    /** Rules 3 and 4. */
    @GuardedBy("this")
    private boolean mayComeBack(Passage passage) {
        for (Passage other = inside; other != null; other = other.next) {
            if (!passage.sharesWith(other)
                    && !(passage.chain.equals(other.chain) ? other.state != State.ACTIVE : mayPass(passage, other))) {
                return false;
            }
        }
        return true;
    }

    /** The second half of rule 4. */
    private static boolean mayPass(Passage passage, Passage other) {
        return passage.access == Access.EXCLUSIVE && other.access == Access.SHARED && other.state != State.ACTIVE;
    }

    /** Rule 1 for a passage that is inside already: one that passed others by rule 4 does not wait for them. */
    @GuardedBy("this")
    private boolean mayGoOn(Passage passage) {
        for (Passage other = inside; other != null; other = other.next) {
            boolean standsBack = other.state == State.ACTIVE
                    || (other.access == Access.EXCLUSIVE && !passage.chain.equals(other.chain));
            if (other != passage && standsBack && !passage.sharesWith(other)) {
                return false;
            }
        }
        return true;
    }

    @GuardedBy("this")
    private boolean isInside(InvocationId chain) {
        for (Passage other = inside; other != null; other = other.next) {
            if (other.chain.equals(chain)) {
                return true;
            }
        }
        return false;
    }

    @GuardedBy("this")
    private void admit(Passage passage) {
        passage.state = State.ACTIVE;
        passage.next = inside;
        if (inside != null) {
            inside.previous = passage;
        }
        inside = passage;
        exclusiveInside += passage.access == Access.EXCLUSIVE ? 1 : 0;
    }

    @GuardedBy("this")
    private void unlink(Passage passage) {
        if (passage.previous == null) {
            inside = passage.next;
        }
        cutOut(passage);
        exclusiveInside -= passage.access == Access.EXCLUSIVE ? 1 : 0;
    }

    @GuardedBy("this")
    private void enqueue(Passage passage) {
        passage.previous = last;
        if (last == null) {
            first = passage;
        } else {
            last.next = passage;
        }
        last = passage;
        queued++;
    }

    @GuardedBy("this")
    private void dequeue(Passage passage) {
        if (passage == first) {
            first = passage.next;
        }
        if (passage == last) {
            last = passage.previous;
        }
        cutOut(passage);
        queued--;
    }

    /** Has its neighbours know each other instead. */
    private static void cutOut(Passage passage) {
        Passage before = passage.previous;
        Passage after = passage.next;
        if (before != null) {
            before.next = after;
        }
        if (after != null) {
            after.previous = before;
        }
        passage.previous = null;
        passage.next = null;
    }

    @GuardedBy("this")
    private void expel(Passage passage, Effects effects) {
        stopWaiting(passage, State.GONE);
        effects.add(passage.waiter::refused);
    }

    @GuardedBy("this")
    private void stopWaiting(Passage passage, State next) {
        passage.state = next;
        if (comingBack.contains(passage)) {
            comingBack = without(passage, comingBack);
        } else {
            dequeue(passage);
        }
    }

    private static Set<Passage> with(Passage passage, Set<Passage> list) {
        Set<Passage> grown = list.isEmpty() ? new LinkedHashSet<>(4) : list;
        grown.add(passage);
        return grown;
    }

    /** Gives an emptied list back to the collector: of a million gates nearly all are idle. */
    private static Set<Passage> without(Passage passage, Set<Passage> list) {
        if (list.isEmpty()) {
            return list;
        }
        list.remove(passage);
        return list.isEmpty() ? Set.of() : list;
    }

    /** What an event leads to outside this gate. It touches other gates and threads, so it waits until the lock is free. */
    private static final class Effects {
        /** Most events have one effect at most. */
        private @Nullable Runnable first;

        private List<Runnable> others = List.of();

        void add(Runnable task) {
            if (first == null) {
                first = task;
                return;
            }
            others = others.isEmpty() ? new ArrayList<>(2) : others;
            others.add(task);
        }

        void run() {
            if (first != null) {
                first.run();
                others.forEach(Runnable::run);
            }
        }
    }
}
