package io.limpid.runtime.transport;

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
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An event loop that a thread which waits for an answer runs itself: it writes its call and reads until the answer is there, which spares
 * it two hand-overs. It is Leader/Followers (Schmidt et al., "Leader/Followers", PLoP 2000) with one difference: there is a keeper, who runs the
 * loop whenever nobody else does. At any moment one thread has the loop, or none:
 *
 * <ol>
 *   <li>The keeper has it at first, and as long as calls come from several threads, or from some that do not wait ({@link LoopKeepers}).
 *   <li>When a thread has made a few calls one after the other, and nobody else any, the keeper leaves it the loop ({@link LoopCallers}).
 *   <li>That thread has it while it waits, for a few milliseconds at most; between its calls nobody has it. If others call meanwhile, or
 *       the answer takes longer, or no call comes, the keeper takes it again.
 * </ol>
 *
 * <p>So what arrives between two such calls is read with the next one, or when the keeper has rested, a millisecond or two later. Whoever
 * has the loop is "in the event loop" for Netty: what is confined to the loop is confined to one thread at a time. Not for NIO: there,
 * an interrupted thread that reads or writes closes the channel.
 */
final class SharedLoop extends AbstractScheduledEventExecutor implements IoEventLoop, LoopSharing {
    private static final Logger LOG = LoggerFactory.getLogger(SharedLoop.class);

    /** Tasks between two looks at the sockets. */
    private static final int MOST_TASKS = 4_096;

    private enum State {
        OPEN,
        CLOSING,
        CLOSED,
        TERMINATED
    }

    private final IoEventLoopGroup group;
    private final IoHandler handler;
    private final LoopKeepers keepers;
    private final LoopCallers callers;
    private final Queue<Runnable> tasks = new ConcurrentLinkedQueue<>();
    private final Promise<Void> terminated = new DefaultPromise<>(GlobalEventExecutor.INSTANCE);
    private volatile State state = State.OPEN;

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
        this.handler = io.newHandler(this);
        this.keepers = new LoopKeepers(this, threads);
        this.callers = new LoopCallers(this, keepers);
    }

    @Override
    public void execute(Runnable task) {
        Thread present = Thread.currentThread();
        boolean within = keepers.isHeldBy(present);
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
        callers.taskLeft(present);
    }

    @Override
    public void crowded() {
        callers.crowded();
        keepers.stay();
    }

    @Override
    public boolean runBeside(Runnable task) {
        return keepers.runBeside(task);
    }

    /** Has whoever has the loop, and waits for something to come, look at the tasks. */
    void wakeUp() {
        handler.wakeup();
    }

    boolean isOpen() {
        return state == State.OPEN;
    }

    boolean hasTasks() {
        return !tasks.isEmpty();
    }

    /** Before the first pass. */
    void initialize() {
        handler.initialize();
    }

    /** There is nobody to whom a failure could be thrown, and without this thread nothing goes on. */
    void passOrLog() {
        try {
            pass(Long.MAX_VALUE);
        } catch (RuntimeException | Error e) {
            LOG.error("an event loop failed and goes on", e);
        }
    }

    /** Waits so long for something to come, takes it in, and does what there is to do. Only for whoever has the loop, as all that follows. */
    void pass(long waitNanos) {
        mostWaitNanos = waitNanos;
        handler.run(context);
        runTasks();
    }

    void runTasks() {
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
    void end() {
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
        keepers.summon();
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
        return keepers.isHeldBy(thread);
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
