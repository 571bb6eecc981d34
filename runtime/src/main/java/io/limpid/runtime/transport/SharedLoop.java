package io.limpid.runtime.transport;

import io.limpid.runtime.invocation.Invocation;
import io.limpid.runtime.invocation.Invoker;
import io.limpid.runtime.invocation.Meanwhile;
import io.limpid.runtime.invocation.Outcome;
import io.limpid.runtime.invocation.SystemThreads;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelPromise;
import io.netty.channel.DefaultChannelPromise;
import io.netty.channel.IoEventLoop;
import io.netty.channel.IoEventLoopGroup;
import io.netty.channel.IoHandle;
import io.netty.channel.IoHandler;
import io.netty.channel.IoHandlerContext;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.IoRegistration;
import io.netty.util.concurrent.AbstractScheduledEventExecutor;
import io.netty.util.concurrent.DefaultPromise;
import io.netty.util.concurrent.Future;
import io.netty.util.concurrent.GlobalEventExecutor;
import io.netty.util.concurrent.Promise;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An event loop that a thread which waits for an answer runs itself: it writes its call and reads until the answer is there, which spares
 * it two hand-overs. It is Leader/Followers (Schmidt et al., "Leader/Followers", PLoP 2000) with one difference: there is a keeper, a thread that
 * runs the loop whenever nobody else does, because between two calls nobody waits. At any moment one thread has the loop, or none:
 *
 * <ol>
 *   <li>The keeper has it at first, and as long as calls come from several threads, or from some that do not wait.
 *   <li>When a thread has made a few calls one after the other, and nobody else any, the keeper leaves it the loop.
 *   <li>That thread has it while it waits, for a few milliseconds at most; between its calls nobody has it. If others call meanwhile, or
 *       the answer takes longer, or no call comes, the keeper takes it again.
 *   <li>What arrives may have something run that takes but a moment, such as a method ({@link #runBeside}). The keeper leaves the loop for it, to
 *       a second keeper, and is back before that notices; if it takes longer after all, the two change places.
 * </ol>
 *
 * <p>So what arrives between two such calls is read with the next one, or {@link #REST_NANOS} later, twice that at most. Whoever
 * has the loop is "in the event loop" for Netty: what is confined to the loop is confined to one thread at a time. Not for NIO: there,
 * an interrupted thread that reads or writes closes the channel.
 */
final class SharedLoop extends AbstractScheduledEventExecutor implements IoEventLoop {
    private static final Logger LOG = LoggerFactory.getLogger(SharedLoop.class);

    /** How long the loop is left to others; short, because it may be that nobody reads meanwhile. */
    private static final long REST_NANOS = TimeUnit.MILLISECONDS.toNanos(1);

    /** How long a waiting thread has it; longer than most answers take, short enough for a thread that is interrupted meanwhile. */
    private static final long TURN_NANOS = TimeUnit.MILLISECONDS.toNanos(2);

    /** So many calls one thread makes in a row before the loop is left to it: of two that take turns neither does. */
    private static final int STREAK = 8;

    /** After so many pauses in which the first keeper never left, the second rests until it does. */
    private static final int QUIET_RESTS = 8;

    /** Tasks between two looks at the sockets. */
    private static final int MOST_TASKS = 4_096;

    /** Of a thread that makes a call and is going to wait for it. */
    @SuppressWarnings(
            "ThreadLocalUsage") // What a thread is about to do is a matter of the thread, whichever loop it meets.
    private static final ThreadLocal<Turn> TURN = ThreadLocal.withInitial(Turn::new);

    private static final class Turn {
        private boolean willWait;

        /** Which loop has a task of this thread's that nobody else has been woken for; null where none has. */
        private @Nullable SharedLoop left;

        /** The loop that it has left to run something, and comes back to; null for all but keepers. */
        private @Nullable SharedLoop behind;
    }

    /** What a thread does that waits for a call: it runs the loop that the call goes by, where it may. */
    static final Meanwhile MEANWHILE = SharedLoop::invokeAndRun;

    private enum State {
        OPEN,
        CLOSING,
        CLOSED,
        TERMINATED
    }

    private final IoEventLoopGroup group;
    private final Executor threads;
    private final IoHandler handler;
    private final Queue<Runnable> tasks = new ConcurrentLinkedQueue<>();
    private final Promise<Void> terminated = new DefaultPromise<>(GlobalEventExecutor.INSTANCE);
    private volatile State state = State.OPEN;

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

    /** Who has called last, and how often in a row; a guess that races may spoil. */
    private volatile @Nullable Thread caller;

    private volatile int streak;

    /** How long whoever has the loop may wait for something to come; for itself alone. */
    private long mostWaitNanos;

    private final IoHandlerContext context = new IoHandlerContext() {
        @Override
        public boolean canBlock() {
            return tasks.isEmpty() && !hasScheduledTasks() && state == State.OPEN;
        }

        @Override
        public long delayNanos(long now) {
            return Math.min(mostWaitNanos, SharedLoop.this.delayNanos(now, mostWaitNanos));
        }

        @Override
        public long deadlineNanos() {
            long due = nextScheduledTaskDeadlineNanos();
            if (mostWaitNanos == Long.MAX_VALUE) {
                return due;
            }
            long end = ticker().nanoTime() + mostWaitNanos;
            return due == -1 || due - end > 0 ? end : due;
        }
    };

    SharedLoop(IoEventLoopGroup group, Executor threads, IoHandlerFactory io) {
        super(group);
        this.group = group;
        this.threads = threads;
        this.handler = io.newHandler(this);
    }

    @Override
    public void execute(Runnable task) {
        Thread present = Thread.currentThread();
        boolean within = owner.get() == present;
        if (state.compareTo(State.CLOSED) >= 0) {
            throw new RejectedExecutionException("the event loop is closed");
        }
        tasks.add(task);
        if (within) {
            return;
        }
        if (state.compareTo(State.CLOSED) >= 0 && tasks.remove(task)) {
            throw new RejectedExecutionException("the event loop is closed");
        }
        Turn turn = TURN.get();
        if (turn.behind == this && owner.get() == null) {
            // It is done when the thread comes back, or by the second keeper.
            return;
        }
        if (turn.willWait && turn.left == null) {
            joined(turn, present);
        } else {
            streak = 0;
            summon();
        }
    }

    /** A thread that is going to wait has left a task. */
    private void joined(Turn turn, Thread present) {
        Thread before = caller;
        int calls = before == present ? streak + 1 : 0;
        streak = calls;
        caller = present;
        Thread holder = owner.get();
        if (holder == null && keeper.get() != null) {
            turn.left = this;
        } else {
            if (holder != null && holder == keeper.get() && calls >= STREAK) {
                turn.left = this;
                successor = present;
            }
            summon();
        }
    }

    /** Makes sure that somebody looks at the tasks, and that it is the keeper who has the loop after whoever has it now. */
    private void summon() {
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
            handler.wakeup();
        }
    }

    /**
     * Takes note, on the loop, that several have left something with one task: those whose answers are to be read although they have called for
     * nobody.
     */
    void crowded() {
        streak = 0;
        wanted = true;
        Thread asking = successor;
        if (asking != null) {
            successor = null;
            LockSupport.unpark(asking);
        }
    }

    private void startKeeper() {
        threads.execute(() -> {
            Thread present = Thread.currentThread();
            if (keeper.compareAndSet(null, present)) {
                owner.set(present);
                handler.initialize();
                keep(present);
            }
        });
    }

    /**
     * Runs the task on this thread once everything was read that is there, if this thread keeps the loop and has nothing to run yet. The loop goes
     * on without it, though it takes a moment until somebody notices that the task takes long.
     *
     * @return whether it will be run
     */
    boolean runBeside(Runnable task) {
        Thread present = Thread.currentThread();
        if (owner.get() != present || keeper.get() != present || beside != null || state != State.OPEN) {
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

    private static CompletableFuture<Outcome> invokeAndRun(Invocation call, Invoker pipeline) {
        if (SystemThreads.isVirtual(Thread.currentThread())) {
            return pipeline.invoke(call);
        }
        Turn turn = TURN.get();
        SharedLoop behind = turn.behind;
        if (behind != null) {
            // What it runs beside the loop waits, against all experience.
            turn.behind = null;
            behind.summon();
            return pipeline.invoke(call);
        }
        if (turn.willWait) {
            // A call within a call, such as an observer's.
            return pipeline.invoke(call);
        }
        SharedLoop left;
        CompletableFuture<Outcome> pending = null;
        turn.willWait = true;
        try {
            pending = pipeline.invoke(call);
        } finally {
            turn.willWait = false;
            left = turn.left;
            turn.left = null;
            if (left != null && pending == null) {
                left.summon();
            }
        }
        if (left != null) {
            left.runUntilDone(pending);
        }
        return pending;
    }

    /** Runs the loop on this thread until the call is done, or for a turn's time; does nothing if somebody else has it. */
    private void runUntilDone(CompletableFuture<Outcome> pending) {
        Thread present = Thread.currentThread();
        if (successor == present && owner.get() != null) {
            // The keeper is about to leave it, and wakes this thread when it has.
            LockSupport.parkNanos(this, REST_NANOS);
        }
        if (!owner.compareAndSet(null, present)) {
            summon();
            return;
        }
        boolean done = false;
        try {
            turned();
            runTasks();
            long end = ticker().nanoTime() + TURN_NANOS;
            if (!pending.isDone()) {
                // What is not read here ends on another thread: a long answer, a deadline, an answer over another loop.
                var unused = pending.whenComplete((outcome, bug) -> {
                    if (!inEventLoop()) {
                        handler.wakeup();
                    }
                });
            }
            long left = TURN_NANOS;
            while (!pending.isDone() && left > 0 && state == State.OPEN && !present.isInterrupted()) {
                pass(left);
                left = end - ticker().nanoTime();
            }
            done = pending.isDone();
        } catch (RuntimeException | Error e) {
            LOG.error("the loop failed on the thread of a caller", e);
        } finally {
            if (!done) {
                wanted = true;
            }
            leave();
        }
    }

    private void leave() {
        owner.set(null);
        if (wanted || !tasks.isEmpty()) {
            wanted = true;
            LockSupport.unpark(keeper.get());
        }
    }

    /** A keeper's life, with the loop or waiting for it. */
    private void keep(Thread present) {
        while (state != State.TERMINATED && (owner.get() == present || waitForLoop(present))) {
            if (state != State.OPEN) {
                end();
                return;
            }
            passOrLog();
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
        streak = 0;
        wanted = false;
        leave();
        LockSupport.unpark(asking);
    }

    private void runAndComeBack(Runnable task, Thread present) {
        Thread other = second.get();
        if (other == null || state != State.OPEN) {
            threads.execute(task);
            return;
        }
        Turn turn = TURN.get();
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
        while (state != State.TERMINATED) {
            int before = turns;
            if (keeper.get() == present) {
                if ((wanted || restless || state != State.OPEN) && owner.compareAndSet(null, present)) {
                    wanted = false;
                    return true;
                }
                LockSupport.parkNanos(this, REST_NANOS);
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
            LockSupport.parkNanos(this, REST_NANOS);
            return;
        }
        secondRests = true;
        if (keeper.get() != present && state != State.TERMINATED) {
            LockSupport.park(this);
        }
        secondRests = false;
    }

    /** There is nobody to whom a failure could be thrown, and without this thread nothing goes on. */
    private void passOrLog() {
        try {
            pass(Long.MAX_VALUE);
        } catch (RuntimeException | Error e) {
            LOG.error("an event loop failed and goes on", e);
        }
    }

    private void pass(long waitNanos) {
        mostWaitNanos = waitNanos;
        handler.run(context);
        runTasks();
    }

    private void runTasks() {
        boolean unused = fetchFromScheduledTaskQueue(tasks);
        for (int i = 0; i < MOST_TASKS; i++) {
            Runnable task = tasks.poll();
            if (task == null) {
                return;
            }
            safeExecute(task);
        }
    }

    /** Closes what is open, and does what was given until now. */
    private void end() {
        cancelScheduledTasks();
        runTasks();
        handler.prepareToDestroy();
        runTasks();
        state = State.CLOSED;
        for (Runnable task = tasks.poll(); task != null; task = tasks.poll()) {
            safeExecute(task);
        }
        handler.destroy();
        state = State.TERMINATED;
        LockSupport.unpark(second.get());
        terminated.setSuccess(null);
    }

    @Override
    public Future<?> shutdownGracefully(long quietPeriod, long timeout, TimeUnit unit) {
        synchronized (this) {
            if (state != State.OPEN) {
                return terminated;
            }
            state = State.CLOSING;
        }
        summon();
        return terminated;
    }

    @Override
    @Deprecated
    public void shutdown() {
        var unused = shutdownGracefully(0, 0, TimeUnit.SECONDS);
    }

    @Override
    public Future<?> terminationFuture() {
        return terminated;
    }

    @Override
    public boolean isShuttingDown() {
        return state != State.OPEN;
    }

    @Override
    public boolean isShutdown() {
        return state.compareTo(State.CLOSED) >= 0;
    }

    @Override
    public boolean isTerminated() {
        return state == State.TERMINATED;
    }

    @Override
    public boolean awaitTermination(long timeout, TimeUnit unit) throws InterruptedException {
        return terminated.await(timeout, unit);
    }

    @Override
    public boolean inEventLoop(Thread thread) {
        return owner.get() == thread;
    }

    @Override
    public IoEventLoop next() {
        return this;
    }

    @Override
    public IoEventLoopGroup parent() {
        return group;
    }

    @Override
    public Future<IoRegistration> register(IoHandle handle) {
        Promise<IoRegistration> registered = newPromise();
        if (inEventLoop()) {
            register(handle, registered);
        } else {
            execute(() -> register(handle, registered));
        }
        return registered;
    }

    private void register(IoHandle handle, Promise<IoRegistration> registered) {
        try {
            registered.setSuccess(handler.register(handle));
        } catch (Exception e) {
            registered.setFailure(e);
        }
    }

    @Override
    @Deprecated
    public ChannelFuture register(Channel channel) {
        return register(new DefaultChannelPromise(channel, this));
    }

    @Override
    @Deprecated
    public ChannelFuture register(ChannelPromise promise) {
        promise.channel().unsafe().register(this, promise);
        return promise;
    }

    @Override
    @Deprecated
    public ChannelFuture register(Channel channel, ChannelPromise promise) {
        channel.unsafe().register(this, promise);
        return promise;
    }

    @Override
    public boolean isCompatible(Class<? extends IoHandle> handleType) {
        return handler.isCompatible(handleType);
    }

    @Override
    public boolean isIoType(Class<? extends IoHandler> handlerType) {
        return handler.getClass().equals(handlerType);
    }
}
