package io.limpid.runtime.simulation;

import io.limpid.runtime.invocation.Waits;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;

/**
 * Threads in virtual time, of which exactly one runs. It runs what falls due, one task after another; where a task waits, by the
 * {@link Waits} that are given here, its thread stands still and another goes on with what falls due. When what was waited for has come,
 * that is a task like any other, which hands the turn back. So code that blocks is simulated as it is, and a seed gives the same run again.
 */
public final class SteppedThreads implements AutoCloseable {
    private final VirtualTime time;
    private final Semaphore allDone = new Semaphore(0);

    /** What follows belongs to whoever has the turn. */
    private final Deque<Worker> idle = new ArrayDeque<>();

    private final List<Worker> workers = new ArrayList<>();
    private long until;
    private Throwable bug;
    private volatile boolean closed;

    /** Makes them, and runs nothing yet. */
    public SteppedThreads(VirtualTime time) {
        this.time = time;
    }

    /** Ends a thread whose simulation is over. */
    private static final class Over extends Error {
        private static final long serialVersionUID = 1L;

        Over() {
            super("the simulation is over", null, false, false);
        }
    }

    /** Lets time pass. Called by the test alone. */
    public void advance(Duration span) {
        until = time.nanoTime() + span.toNanos();
        next().turn.release();
        allDone.acquireUninterruptibly();
        time.advance(Duration.ofNanos(until - time.nanoTime()));
        if (bug != null) {
            throw new AssertionError("a task has thrown", bug);
        }
    }

    private Worker next() {
        Worker present = idle.poll();
        if (present != null) {
            return present;
        }
        Worker worker = new Worker("stepped-" + workers.size());
        workers.add(worker);
        worker.setDaemon(true);
        worker.start();
        return worker;
    }

    /** How many threads stand still. Called by the test alone. */
    public int standing() {
        return workers.size() - idle.size();
    }

    /** The running thread stands still for ever: its machine is gone. */
    public void halt() {
        Worker.present().standStill();
    }

    /**
     * Waits of one machine.
     *
     * @param machine runs what happens there: at once, later, or never
     */
    public Waits waits(Consumer<Runnable> machine) {
        return new Stepped(machine);
    }

    /** Ends all threads, one after another. */
    @Override
    public void close() {
        closed = true;
        for (Worker worker : workers) {
            worker.turn.release();
            try {
                worker.join();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }

    private final class Stepped implements Waits {
        private final Consumer<Runnable> machine;

        Stepped(Consumer<Runnable> machine) {
            this.machine = machine;
        }

        @Override
        public <T> T get(CompletableFuture<T> pending) throws InterruptedException, ExecutionException {
            Worker.present().await(pending, machine, true, null);
            return pending.get();
        }

        @Override
        public <T> T get(CompletableFuture<T> pending, Duration patience)
                throws InterruptedException, ExecutionException, TimeoutException {
            Worker.present().await(pending, machine, true, patience);
            if (!pending.isDone()) {
                throw new TimeoutException();
            }
            return pending.get();
        }

        @Override
        public <T> T join(CompletionStage<T> pending) {
            CompletableFuture<T> future = pending.toCompletableFuture();
            try {
                Worker.present().await(future, machine, false, null);
            } catch (InterruptedException e) {
                throw new CompletionException(e);
            }
            return future.join();
        }
    }

    private final class Worker extends Thread {
        private final Semaphore turn = new Semaphore(0);

        /** Tells one wait from another; null while it does not wait. */
        private Object waiting;

        private Consumer<Runnable> home;

        Worker(String name) {
            super(name);
        }

        static Worker present() {
            if (Thread.currentThread() instanceof Worker worker) {
                return worker;
            }
            throw new IllegalStateException("only a simulated thread can wait");
        }

        @Override
        public void run() {
            turn.acquireUninterruptibly();
            while (true) {
                runDue();
                if (closed) {
                    return;
                }
                idle.push(this);
                allDone.release();
                turn.acquireUninterruptibly();
            }
        }

        private void runDue() {
            boolean more = true;
            while (more && !closed) {
                try {
                    more = time.runNext(until);
                } catch (Over e) {
                    return;
                } catch (Throwable e) {
                    bug = bug == null ? e : bug;
                }
                // What a task has left behind must not meet the next.
                boolean unused = Thread.interrupted();
            }
        }

        private void standStill() {
            SteppedThreads.this.next().turn.release();
            sleep();
        }

        private void sleep() {
            turn.acquireUninterruptibly();
            if (closed) {
                throw new Over();
            }
        }

        void await(CompletableFuture<?> pending, Consumer<Runnable> machine, boolean interruptibly, Duration patience)
                throws InterruptedException {
            if (closed) {
                throw new Over();
            }
            if (interruptibly && Thread.interrupted()) {
                throw new InterruptedException();
            }
            home = machine;
            while (!pending.isDone()) {
                Object wait = new Object();
                waiting = wait;
                pending.whenComplete((value, failure) -> wake(wait));
                if (patience != null) {
                    time.schedule(patience, () -> wake(wait));
                }
                standStill();
                if (interruptibly && !pending.isDone() && Thread.interrupted()) {
                    throw new InterruptedException();
                }
                if (patience != null) {
                    return;
                }
            }
        }

        private void wake(Object wait) {
            time.schedule(
                    Duration.ZERO,
                    () -> home.accept(() -> {
                        if (waiting == wait) {
                            waiting = null;
                            handTurn();
                        }
                    }));
        }

        private void handTurn() {
            Worker me = present();
            idle.push(me);
            turn.release();
            me.sleep();
        }

        @Override
        public void interrupt() {
            super.interrupt();
            Object wait = waiting;
            if (wait != null) {
                wake(wait);
            }
        }
    }
}
