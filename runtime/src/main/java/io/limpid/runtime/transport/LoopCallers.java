package io.limpid.runtime.transport;

import io.limpid.runtime.invocation.Meanwhile;
import io.limpid.runtime.invocation.Meanwhile.Waited;
import io.limpid.runtime.invocation.SystemThreads;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The threads that wait for answers over a {@link SharedLoop}: one that calls again and again, and nobody else beside it, runs the loop until its answer is
 * there. Thread-safe.
 */
final class LoopCallers {
    private static final Logger LOG = LoggerFactory.getLogger(LoopCallers.class);

    /** How long a waiting thread has the loop; longer than most answers take, short enough for a thread that is interrupted meanwhile. */
    private static final long TURN_NANOS = TimeUnit.MILLISECONDS.toNanos(2);

    /** So many calls one thread makes in a row before the loop is left to it: of two that take turns neither does. */
    private static final int STREAK = 8;

    /** What a thread does that waits for a call: it runs the loop that the call goes by, where it may. */
    static final Meanwhile MEANWHILE = LoopCallers::beginAndRun;

    private final SharedLoop loop;
    private final LoopKeepers keepers;
    private final Runnable wakeUp = this::wakeUp;

    /** Who has called last, and how often in a row; a guess that races may spoil. */
    private volatile @Nullable Thread caller;

    private volatile int streak;

    LoopCallers(SharedLoop loop, LoopKeepers keepers) {
        this.loop = loop;
        this.keepers = keepers;
    }

    /** A thread that does not have the loop has left a task. */
    void taskLeft(Thread present) {
        LoopTurn turn = LoopTurn.present();
        if (turn.behind == keepers && !keepers.isHeld()) {
            // It is done when the thread comes back, or by the second keeper.
            return;
        }
        if (turn.willWait && turn.left == null) {
            joined(turn, present);
        } else {
            streak = 0;
            keepers.summon();
        }
    }

    /** A thread that is going to wait has left a task. */
    private void joined(LoopTurn turn, Thread present) {
        int calls = caller == present ? streak + 1 : 0;
        streak = calls;
        caller = present;
        if (keepers.isLeftToCallers()) {
            turn.left = this;
            return;
        }
        if (calls >= STREAK && keepers.offerTo(present)) {
            turn.left = this;
            streak = 0;
        }
        keepers.summon();
    }

    /** Several have called at once. */
    void crowded() {
        streak = 0;
    }

    private static void beginAndRun(Waited call) {
        if (SystemThreads.isVirtual(Thread.currentThread())) {
            call.begin();
            return;
        }
        LoopTurn turn = LoopTurn.present();
        LoopKeepers behind = turn.behind;
        if (behind != null) {
            // What it runs beside the loop waits, against all experience.
            turn.behind = null;
            behind.summon();
            call.begin();
            return;
        }
        if (turn.willWait) {
            // A call within a call, such as an observer's.
            call.begin();
            return;
        }
        boolean begun = false;
        LoopCallers left;
        turn.willWait = true;
        try {
            call.begin();
            begun = true;
        } finally {
            turn.willWait = false;
            left = turn.left;
            turn.left = null;
            if (left != null && !begun) {
                left.keepers.summon();
            }
        }
        if (left != null) {
            left.runUntilDone(call);
        }
    }

    /** Runs the loop on this thread until the call is done, or for a turn's time; does nothing if somebody else has it. */
    private void runUntilDone(Waited call) {
        Thread present = Thread.currentThread();
        if (!keepers.takeFor(present)) {
            keepers.summon();
            return;
        }
        boolean done = false;
        try {
            loop.runTasks();
            long end = loop.ticker().nanoTime() + TURN_NANOS;
            if (!call.isDone()) {
                // What is not read here ends on another thread: a long answer, a deadline, an answer over another loop.
                call.whenDone(wakeUp);
            }
            long left = TURN_NANOS;
            while (!call.isDone() && left > 0 && loop.isOpen() && !present.isInterrupted()) {
                loop.pass(left);
                left = end - loop.ticker().nanoTime();
            }
            done = call.isDone();
        } catch (RuntimeException | Error e) {
            LOG.error("the loop failed on the thread of a caller", e);
        } finally {
            keepers.giveBack(done);
        }
    }

    private void wakeUp() {
        if (!loop.inEventLoop()) {
            loop.wakeUp();
        }
    }
}
