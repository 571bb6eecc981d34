package io.limpid.runtime.transport;

import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Who has a {@link SharedLoop}: the keeper, a thread that runs it whenever nobody else does, because between two calls nobody waits; or a caller, to whom
 * the keeper leaves it. What arrives may have something run that takes but a moment, such as a method ({@link #runBeside}): the
 * keeper leaves the loop for it, to a second keeper, and is back before that notices; if it takes longer after all, the two change places. Thread-safe.
 */
final class LoopKeepers {
    private static final Logger LOG = LoggerFactory.getLogger(LoopKeepers.class);

    /** How long the loop is left to others; short, because it may be that nobody reads meanwhile. */
    private static final long REST_NANOS = TimeUnit.MILLISECONDS.toNanos(1);

    /** After so many pauses in which the first keeper never left, the second rests until it does. */
    private static final int QUIET_RESTS = 8;

    private final SharedLoop loop;
    private final Executor threads;

    /** Who has the loop; null if nobody has. */
    private final AtomicReference<@Nullable Thread> owner = new AtomicReference<>();

    /** Who is to take the loop when it is wanted; null until there is something to do. Changed by whoever has the loop. */
    private final AtomicReference<@Nullable Thread> keeper = new AtomicReference<>();

    /** The second keeper, who becomes the first while that is away; null as long as there was no need. */
    private final AtomicReference<@Nullable Thread> second = new AtomicReference<>();

    /** Whether the second rests until it is woken, instead of looking now and then. */
    private volatile boolean secondRests;

    /** Belongs to whoever has the loop. */
    private boolean secondAsked;

    /** Whether one of the two keepers runs something beside the loop. The other must not: if both took long, nobody would read. */
    private volatile boolean runsBeside;

    /** What the keeper runs once it has read what there is; belongs to it. */
    private @Nullable Runnable beside;

    /** Whether the keeper is to take the loop as soon as it can. */
    private volatile boolean wanted;

    /** Who is to have the loop next; null if nobody is. */
    private volatile @Nullable Thread successor;

    /** Counts how often others than the keeper had it, and how often the keeper came back. Written by whoever has it. */
    private volatile int turns;

    LoopKeepers(SharedLoop loop, Executor threads) {
        this.loop = loop;
        this.threads = threads;
    }

    boolean isHeld() {
        return owner.get() != null;
    }

    boolean isHeldBy(Thread thread) {
        return owner.get() == thread;
    }

    /** Whether nobody has the loop and it is for callers to take. */
    boolean isLeftToCallers() {
        return owner.get() == null && keeper.get() != null;
    }

    /** Makes sure that somebody looks at the tasks, and that it is the keeper who has the loop after whoever has it now. */
    void summon() {
        Thread keeping = keeper.get();
        if (keeping == null) {
            startKeeper();
            return;
        }
        Thread holder = owner.get();
        if (holder != keeping) {
            wanted = true;
            holder = owner.get();
        }
        if (holder == null) {
            LockSupport.unpark(keeping);
        } else {
            loop.wakeUp();
        }
    }

    /** Has the keeper leave the loop to a caller, who is going to take it; false if it is not the keeper who has it. */
    boolean offerTo(Thread caller) {
        Thread holder = owner.get();
        if (holder == null || holder != keeper.get()) {
            return false;
        }
        successor = caller;
        return true;
    }

    /** Has the keeper have the loop from now on, on the loop. */
    void stay() {
        wanted = true;
        Thread asking = successor;
        if (asking != null) {
            successor = null;
            LockSupport.unpark(asking);
        }
    }

    /** Takes the loop for a caller; false if somebody else has it. */
    boolean takeFor(Thread caller) {
        if (successor == caller && owner.get() != null) {
            // The keeper is about to leave it, and wakes this thread when it has.
            LockSupport.parkNanos(loop, REST_NANOS);
        }
        if (!owner.compareAndSet(null, caller)) {
            return false;
        }
        turned();
        return true;
    }

    /**
     * Gives back what a caller took.
     *
     * @param done whether its answer has come; if not, the keeper goes on reading
     */
    void giveBack(boolean done) {
        if (!done) {
            wanted = true;
        }
        leave();
    }

    private void leave() {
        owner.set(null);
        if (wanted || loop.hasTasks()) {
            wanted = true;
            LockSupport.unpark(keeper.get());
        }
    }

    private void startKeeper() {
        threads.execute(() -> {
            Thread present = Thread.currentThread();
            // The loop first: one that has a keeper and is nobody's is for callers to take.
            if (!owner.compareAndSet(null, present)) {
                return;
            }
            if (keeper.compareAndSet(null, present)) {
                loop.initialize();
                keep(present);
            } else {
                leave();
            }
        });
    }

    /** As {@link LoopSharing#runBeside}. */
    boolean runBeside(Runnable task) {
        Thread present = Thread.currentThread();
        if (owner.get() != present || keeper.get() != present || beside != null || !loop.isOpen()) {
            return false;
        }
        if (second.get() == null) {
            startSecond();
            return false;
        }
        if (runsBeside) {
            return false;
        }
        beside = task;
        return true;
    }

    private void startSecond() {
        if (secondAsked) {
            return;
        }
        secondAsked = true;
        threads.execute(() -> {
            Thread present = Thread.currentThread();
            second.set(present);
            keep(present);
        });
    }

    /** A keeper's life, with the loop or waiting for it. */
    private void keep(Thread present) {
        while (!loop.isTerminated() && (owner.get() == present || waitForLoop(present))) {
            if (!loop.isOpen()) {
                loop.end();
                LockSupport.unpark(second.get());
                return;
            }
            loop.passOrLog();
            Runnable task = beside;
            beside = null;
            if (task != null) {
                runAndComeBack(task, present);
            } else if (successor != null) {
                leaveToSuccessor();
            }
        }
    }

    private void leaveToSuccessor() {
        Thread asking = successor;
        successor = null;
        wanted = false;
        leave();
        LockSupport.unpark(asking);
    }

    private void runAndComeBack(Runnable task, Thread present) {
        Thread other = second.get();
        if (other == null || !loop.isOpen()) {
            threads.execute(task);
            return;
        }
        LoopTurn turn = LoopTurn.present();
        turn.behind = this;
        runsBeside = true;
        second.set(present);
        keeper.set(other);
        // Meant for a keeper that does not have the loop; this one has seen to it.
        wanted = false;
        leave();
        if (secondRests) {
            LockSupport.unpark(other);
        }
        try {
            task.run();
        } catch (RuntimeException | Error e) {
            LOG.error("what an event loop runs threw", e);
        }
        runsBeside = false;
        turn.behind = null;
        if (owner.compareAndSet(null, present)) {
            second.set(other);
            keeper.set(present);
            wanted = false;
            turned();
        } else {
            // Whoever has it may have looked before this thread left its tasks.
            summon();
        }
    }

    @SuppressWarnings("NonAtomicVolatileUpdate") // Whoever has the loop is alone.
    private void turned() {
        turns = turns + 1;
    }

    /**
     * Waits until this thread is the keeper and the loop is wanted, or nobody has had it for a while, and takes it.
     *
     * @return false if the loop has ended
     */
    private boolean waitForLoop(Thread present) {
        boolean restless = false;
        int quiet = 0;
        while (!loop.isTerminated()) {
            int before = turns;
            if (keeper.get() == present) {
                if ((wanted || restless || !loop.isOpen()) && owner.compareAndSet(null, present)) {
                    wanted = false;
                    return true;
                }
                LockSupport.parkNanos(loop, REST_NANOS);
                restless = keeper.get() == present && turns == before;
                quiet = 0;
            } else {
                rest(present, quiet);
                restless = false;
                quiet = turns == before ? quiet + 1 : 0;
            }
        }
        return false;
    }

    /** The second keeper's pause. While the first comes and goes, it is not to be woken each time. */
    private void rest(Thread present, int quiet) {
        if (quiet < QUIET_RESTS) {
            LockSupport.parkNanos(loop, REST_NANOS);
            return;
        }
        secondRests = true;
        if (keeper.get() != present && !loop.isTerminated()) {
            LockSupport.park(loop);
        }
        secondRests = false;
    }
}
