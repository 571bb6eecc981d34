package io.limpid.runtime.hosting;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.limpid.runtime.invocation.Clock;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Gives methods their threads, so many that methods whose calls come back to this process cannot keep each other waiting: one that
 * waits for calls of its own does not count as running, a call that serves another goes before one that does not, and when every
 * thread there may be waits for such calls, those that stand in the queue are turned away rather than waited for. See "Threads" in
 * DESIGN.md. Thread-safe.
 */
final class MethodThreads {
    /** However much slower methods become by running together, so many may: they may be waiting for something outside. */
    private static final int LEAST_RUNNING = 32;

    private static final long NOT_RUN = -1;

    /** Whoever wants a thread. */
    interface Candidate {
        /** Tells whether another call waits for it. */
        boolean isNested();

        /**
         * Runs the method; its thread is free again when this returns.
         *
         * @return whether the method was run at all
         */
        boolean run(Seat seat);

        /**
         * Has the task, which runs the method, run on the thread that brought the call, if the method is known to take but a moment.
         *
         * @return whether it will be run
         */
        default boolean runSoon(Runnable task) {
            return false;
        }

        /** Whose call it is; clients take turns. */
        Object client();

        /** How long it may still take. */
        long remainingNanos();

        /**
         * It gets no thread: it would get one too late, or another call waits for it and there is none to be had.
         *
         * @param waitNanos how long those who wait already will take, by experience
         */
        void turnedAway(String reason, long waitNanos);
    }

    private final Executor threads;
    private final Clock clock;
    private final int mostThreads;

    /** Whose method runs on this thread; null rather than removed where none does. Not for all hosts of a process, because a thread belongs to one. */
    @SuppressWarnings("ThreadLocalUsage")
    private final ThreadLocal<@Nullable Seat> here = new ThreadLocal<>();

    @GuardedBy("this")
    private final ConcurrencyLimit limit;

    @GuardedBy("this")
    private final Set<Candidate> nested = new LinkedHashSet<>();

    @GuardedBy("this")
    private final FairQueue<Candidate> fresh = new FairQueue<>();

    @GuardedBy("this")
    private int seated;

    /** How many of the seated wait for calls of their own. */
    @GuardedBy("this")
    private int away;

    /**
     * Makes one.
     *
     * @param threads gives each task a thread of its own at once
     * @param mostRunning how many run at once at most, without those that wait for calls of their own
     * @param mostThreads how many threads there are
     */
    MethodThreads(Executor threads, Clock clock, int mostRunning, int mostThreads) {
        this.threads = threads;
        this.clock = clock;
        this.limit = new ConcurrencyLimit(Math.min(LEAST_RUNNING, mostRunning), mostRunning);
        this.mostThreads = mostThreads;
    }

    /**
     * Runs the candidate on a thread, now or later, or turns it away.
     *
     * @return false if it has to wait for a thread
     */
    boolean submit(Candidate candidate) {
        Seat seat = null;
        String refusal = "";
        long wait = 0;
        synchronized (this) {
            if (hasRoom()) {
                seat = new Seat();
                seated++;
            } else if (candidate.isNested()) {
                if (!isStalled()) {
                    nested.add(candidate);
                    return false;
                }
                refusal = stalled();
            } else {
                wait = expectedWaitNanos(candidate.client());
                if (!TypicalSpan.isTooLong(wait, candidate.remainingNanos())) {
                    fresh.add(candidate.client(), candidate);
                    return false;
                }
                refusal = "the wait for a thread, " + TimeUnit.NANOSECONDS.toMillis(wait)
                        + " ms by experience, is too long for the time that the call has left";
            }
        }
        if (seat == null) {
            candidate.turnedAway(refusal, wait);
        } else {
            start(candidate, seat);
        }
        return true;
    }

    /** How long a further call of this client would wait and run, by experience. */
    synchronized long expectedWaitNanos(Object client) {
        long typical = limit.typicalNanos();
        return TypicalSpan.times(typical, fresh.ahead(client) + nested.size()) / limit.present() + typical;
    }

    /** Takes a candidate out of the queue, if it is there. */
    synchronized void forget(Candidate candidate) {
        boolean unused = candidate.isNested() ? nested.remove(candidate) : fresh.remove(candidate.client(), candidate);
    }

    @GuardedBy("this")
    private boolean hasRoom() {
        return seated < mostThreads && seated - away < limit.present();
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
        Seat leaving = here.get();
        if (leaving != null && leaving.isLeaving && leaving.next == null) {
            leaving.next = new Turn(candidate, seat);
            return;
        }
        Runnable turns = () -> {
            for (Turn turn = new Turn(candidate, seat); turn != null; ) {
                turn = take(turn);
            }
        };
        if (candidate.runSoon(turns)) {
            return;
        }
        try {
            threads.execute(turns);
        } catch (RejectedExecutionException | OutOfMemoryError e) {
            // The latter is how Java says that the system gives no further thread.
            leave(seat, NOT_RUN, clock.nanoTime());
            candidate.turnedAway("no thread could be had for the method", 0);
        }
    }

    private record Turn(Candidate candidate, Seat seat) {}

    /** Runs it on this thread, and gives what is to run here next. */
    private @Nullable Turn take(Turn turn) {
        Seat outer = here.get();
        here.set(turn.seat);
        long begun = clock.nanoTime();
        boolean ran = false;
        boolean threw = true;
        try {
            ran = turn.candidate.run(turn.seat);
            threw = false;
        } finally {
            here.set(outer);
            long now = clock.nanoTime();
            leave(turn.seat, ran ? now - begun : NOT_RUN, now);
            Turn next = turn.seat.next;
            if (threw && next != null) {
                start(next.candidate, next.seat);
            }
        }
        return turn.seat.next;
    }

    /**
     * Takes the steps by which a method that has ended makes way for others. If it ran on this thread, the first that gets a thread by
     * that gets this one: an object that many wait for passes them through without waking a thread for each.
     */
    void makeWay(@Nullable Seat seat, Runnable steps) {
        if (seat == null || here.get() != seat) {
            steps.run();
            return;
        }
        seat.isLeaving = true;
        try {
            steps.run();
        } finally {
            seat.isLeaving = false;
        }
    }

    /** The seated method waits for a call of its own; another may run meanwhile. */
    void callOutBegan(Seat seat) {
        List<Runnable> effects;
        synchronized (this) {
            seat.calledOut = true;
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

    private void leave(Seat seat, long nanos, long now) {
        List<Runnable> effects;
        synchronized (this) {
            seat.left = true;
            if (nanos != NOT_RUN && !seat.calledOut) {
                limit.ran(now, nanos, seated - away);
            }
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
            nested.forEach(candidate -> effects.add(() -> candidate.turnedAway(stalled(), 0)));
            nested.clear();
        }
        return effects;
    }

    @GuardedBy("this")
    private @Nullable Candidate next() {
        if (!hasRoom()) {
            return null;
        }
        if (nested.isEmpty()) {
            return fresh.poll();
        }
        Candidate first = nested.iterator().next();
        nested.remove(first);
        return first;
    }

    /** A method's right to a thread. What changes is guarded by the lock of the threads, unless it says otherwise. */
    static final class Seat {
        private int callOuts;
        private boolean calledOut;
        private boolean left;

        /** Whether its method has ended and makes way. This and what comes of it belong to its thread. */
        private boolean isLeaving;

        private @Nullable Turn next;
    }
}
