package io.limpid.runtime.hosting;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;

/**
 * Gives methods their threads, so many that methods whose calls come back to this process cannot keep each other waiting: one that
 * waits for calls of its own does not count as running, a call that serves another goes before one that does not, and when every
 * thread there may be waits for such calls, those that stand in the queue are turned away rather than waited for. See "Threads" in
 * DESIGN.md. Thread-safe.
 */
final class MethodThreads {
    /** Whoever wants a thread. */
    interface Candidate {
        /** Tells whether another call waits for it. */
        boolean isNested();

        /** Runs the method; its thread is free again when this returns. */
        void run(Seat seat);

        /** It gets no thread, and another call waits for it. */
        void turnedAway(String reason);
    }

    private final Executor threads;
    private final int mostRunning;
    private final int mostThreads;

    @GuardedBy("this")
    private final Set<Candidate> nested = new LinkedHashSet<>();

    @GuardedBy("this")
    private final Set<Candidate> fresh = new LinkedHashSet<>();

    @GuardedBy("this")
    private int seated;

    /** How many of the seated wait for calls of their own. */
    @GuardedBy("this")
    private int away;

    MethodThreads(Executor threads, int mostRunning, int mostThreads) {
        this.threads = threads;
        this.mostRunning = mostRunning;
        this.mostThreads = mostThreads;
    }

    /**
     * Runs the candidate on a thread, now or later, or turns it away.
     *
     * @return false if it has to wait for a thread
     */
    boolean submit(Candidate candidate) {
        Seat seat = null;
        synchronized (this) {
            if (hasRoom()) {
                seat = new Seat();
                seated++;
            } else if (!isStalled() || !candidate.isNested()) {
                (candidate.isNested() ? nested : fresh).add(candidate);
                return false;
            }
        }
        if (seat == null) {
            candidate.turnedAway(stalled());
        } else {
            start(candidate, seat);
        }
        return true;
    }

    /** Takes a candidate out of the queue, if it is there. */
    synchronized void forget(Candidate candidate) {
        boolean unused = candidate.isNested() ? nested.remove(candidate) : fresh.remove(candidate);
    }

    @GuardedBy("this")
    private boolean hasRoom() {
        return seated < mostThreads && seated - away < mostRunning;
    }

    /** Every thread waits, and each perhaps for one that stands in the queue. */
    @GuardedBy("this")
    private boolean isStalled() {
        return seated == mostThreads && away == seated;
    }

    private String stalled() {
        return "each of the " + mostThreads + " threads for methods waits for a call of its own";
    }

    private void start(Candidate candidate, Seat seat) {
        try {
            threads.execute(() -> {
                try {
                    candidate.run(seat);
                } finally {
                    leave(seat);
                }
            });
        } catch (RejectedExecutionException | OutOfMemoryError e) {
            // The latter is how Java says that the system gives no further thread.
            leave(seat);
            candidate.turnedAway("no thread could be had for the method");
        }
    }

    /** The seated method waits for a call of its own; another may run meanwhile. */
    void callOutBegan(Seat seat) {
        List<Runnable> effects;
        synchronized (this) {
            if (seat.left || seat.callOuts++ > 0) {
                return;
            }
            away++;
            effects = handOut();
        }
        effects.forEach(Runnable::run);
    }

    /** It waits no longer. It does not wait for room either: more than the allowed number may run for a short while. */
    synchronized void callOutEnded(Seat seat) {
        if (!seat.left && --seat.callOuts == 0) {
            away--;
        }
    }

    private void leave(Seat seat) {
        List<Runnable> effects;
        synchronized (this) {
            seat.left = true;
            seated--;
            away -= seat.callOuts > 0 ? 1 : 0;
            effects = handOut();
        }
        effects.forEach(Runnable::run);
    }

    /**
     * Gives free room to those who stand in the queue.
     *
     * @return what to do once the lock is free
     */
    @GuardedBy("this")
    private List<Runnable> handOut() {
        if (nested.isEmpty() && fresh.isEmpty()) {
            return List.of();
        }
        List<Runnable> effects = new ArrayList<>(1);
        for (Candidate next = next(); next != null; next = next()) {
            Candidate candidate = next;
            Seat seat = new Seat();
            seated++;
            effects.add(() -> start(candidate, seat));
        }
        if (isStalled()) {
            nested.forEach(candidate -> effects.add(() -> candidate.turnedAway(stalled())));
            nested.clear();
        }
        return effects;
    }

    @GuardedBy("this")
    private @Nullable Candidate next() {
        Set<Candidate> queue = nested.isEmpty() ? fresh : nested;
        if (queue.isEmpty() || !hasRoom()) {
            return null;
        }
        Candidate first = queue.iterator().next();
        queue.remove(first);
        return first;
    }

    /** A method's right to a thread. What changes is guarded by the lock of the threads. */
    static final class Seat {
        private int callOuts;
        private boolean left;
    }
}
