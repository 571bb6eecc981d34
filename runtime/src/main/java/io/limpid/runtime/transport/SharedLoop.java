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

    /** Null until there is something to do. */
    private final AtomicReference<@Nullable Thread> keeper = new AtomicReference<>();

    /** Whether the keeper is to take the loop as soon as it can. */
    private volatile boolean wanted;

    /** Who is to have the loop next; null if nobody is. */
    private volatile @Nullable Thread successor;

    /** Counts how often others than the keeper had it. Written by whoever has it. */
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

    private void startKeeper() {
        threads.execute(() -> {
            if (keeper.compareAndSet(null, Thread.currentThread())) {
                keep();
            }
        });
    }

    private static CompletableFuture<Outcome> invokeAndRun(Invocation call, Invoker pipeline) {
        if (SystemThreads.isVirtual(Thread.currentThread())) {
            return pipeline.invoke(call);
        }
        Turn turn = TURN.get();
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
    @SuppressWarnings("NonAtomicVolatileUpdate") // Whoever has the loop is alone.
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
            turns = turns + 1;
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

    /** The keeper's life. */
    private void keep() {
        Thread present = Thread.currentThread();
        owner.set(present);
        handler.initialize();
        while (state == State.OPEN) {
            passOrLog();
            Thread asking = successor;
            if (asking != null && state == State.OPEN) {
                successor = null;
                streak = 0;
                wanted = false;
                leave();
                LockSupport.unpark(asking);
                takeBack(present);
            }
        }
        end();
    }

    /** Waits until the loop is wanted, or nobody has had it for a while, and takes it. */
    private void takeBack(Thread present) {
        boolean restless = false;
        while (true) {
            int before = turns;
            if ((wanted || restless || state != State.OPEN) && owner.compareAndSet(null, present)) {
                wanted = false;
                return;
            }
            LockSupport.parkNanos(this, REST_NANOS);
            restless = turns == before;
        }
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
