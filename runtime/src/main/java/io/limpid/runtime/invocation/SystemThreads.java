package io.limpid.runtime.invocation;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** The one place where threads come from. */
public final class SystemThreads {
    /** Asks a thread whether it is virtual; null on a Java that has no such threads. */
    private static final @Nullable MethodHandle IS_VIRTUAL = isVirtual();

    private SystemThreads() {}

    /** Gives a factory of daemon threads named {@code <prefix>-<n>}, which keep no process alive. */
    public static ThreadFactory daemons(String prefix) {
        AtomicInteger count = new AtomicInteger();
        return task -> {
            Thread thread = new Thread(task, prefix + "-" + count.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        };
    }

    /** Runs the task at once, on a daemon thread of its own. */
    static void start(String name, Runnable task) {
        daemons(name).newThread(task).start();
    }

    /**
     * Gives an executor for tasks that may wait, such as what users hang on the future of a call: a virtual thread each where Java
     * has them, else a pool that shrinks to nothing when idle. To be shut down by its owner.
     */
    public static ExecutorService forTasks(String prefix) {
        Optional<ThreadFactory> virtual = virtual(prefix);
        if (virtual.isPresent()) {
            return new ThreadPoolExecutor(
                    0, Integer.MAX_VALUE, 0, TimeUnit.SECONDS, new SynchronousQueue<>(), virtual.get());
        }
        int threads = Math.max(8, 4 * Runtime.getRuntime().availableProcessors());
        ThreadPoolExecutor pool = new ThreadPoolExecutor(
                threads, threads, 10, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), daemons(prefix));
        pool.allowCoreThreadTimeOut(true);
        return pool;
    }

    /**
     * Runs the task when the process is asked to end.
     *
     * @return takes it back; does nothing once the process is ending
     */
    public static Runnable onShutdown(String name, Runnable task) {
        Thread hook = new Thread(task, name);
        Runtime.getRuntime().addShutdownHook(hook);
        return () -> {
            try {
                Runtime.getRuntime().removeShutdownHook(hook);
            } catch (IllegalStateException e) {
                // The process is ending: the hook runs, or has run.
            }
        };
    }

    /** Tells whether this Java has virtual threads. */
    public static boolean hasVirtual() {
        return Runtime.version().feature() >= 21;
    }

    /** Tells whether it is a virtual one, which must not be blocked in native code. */
    public static boolean isVirtual(Thread thread) {
        try {
            return IS_VIRTUAL != null && (boolean) IS_VIRTUAL.invokeExact(thread);
        } catch (Throwable e) {
            throw new IllegalStateException("this Java has virtual threads but does not know them", e);
        }
    }

    private static @Nullable MethodHandle isVirtual() {
        try {
            return MethodHandles.publicLookup()
                    .findVirtual(Thread.class, "isVirtual", MethodType.methodType(boolean.class));
        } catch (NoSuchMethodException | IllegalAccessException e) {
            return null;
        }
    }

    /**
     * Gives an executor that starts every task at once on a thread of its own, for methods that may block: a virtual one where Java
     * has them, else a pooled one. To be shut down by its owner.
     *
     * @param most how many pooled threads there may be; a task beyond them is rejected
     */
    public static ExecutorService forMethods(String prefix, int most) {
        Optional<ThreadFactory> virtual = virtual(prefix);
        if (virtual.isPresent()) {
            return eachOnItsOwn(virtual.get());
        }
        return new ThreadPoolExecutor(0, most, 60, TimeUnit.SECONDS, new SynchronousQueue<>(), daemons(prefix));
    }

    private static ExecutorService eachOnItsOwn(ThreadFactory virtual) {
        try {
            MethodHandle make = MethodHandles.publicLookup()
                    .findStatic(
                            Executors.class,
                            "newThreadPerTaskExecutor",
                            MethodType.methodType(ExecutorService.class, ThreadFactory.class));
            return (ExecutorService) make.invoke(virtual);
        } catch (Throwable e) {
            throw new IllegalStateException("this Java has virtual threads but no executor for them", e);
        }
    }

    /** Gives a factory of virtual threads named {@code <prefix>-<n>}; empty on a Java that has none (before 21). */
    public static Optional<ThreadFactory> virtual(String prefix) {
        // By handle, because the sources must compile for a Java without virtual threads.
        try {
            MethodHandles.Lookup lookup = MethodHandles.publicLookup();
            Class<?> builder = Class.forName("java.lang.Thread$Builder");
            Class<?> ofVirtual = Class.forName("java.lang.Thread$Builder$OfVirtual");
            MethodHandle start = lookup.findStatic(Thread.class, "ofVirtual", MethodType.methodType(ofVirtual));
            MethodHandle name =
                    lookup.findVirtual(builder, "name", MethodType.methodType(builder, String.class, long.class));
            MethodHandle factory = lookup.findVirtual(builder, "factory", MethodType.methodType(ThreadFactory.class));
            return Optional.of((ThreadFactory) factory.invoke(name.invoke(start.invoke(), prefix + "-", 1L)));
        } catch (ClassNotFoundException | NoSuchMethodException e) {
            return Optional.empty();
        } catch (Throwable e) {
            throw new IllegalStateException("this Java has virtual threads but refuses to make them", e);
        }
    }
}
