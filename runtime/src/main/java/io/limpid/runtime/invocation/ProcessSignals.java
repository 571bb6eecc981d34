package io.limpid.runtime.invocation;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Signals by which a process is asked to end. The first makes Java run the shutdown hooks, and whatever comes meanwhile is lost on it; a program that
 * waits in a hook hears of it here. Java has no other way than {@code sun.misc.Signal} (module {@code jdk.unsupported}), which is reached by
 * reflection, so that a runtime image without that module lacks just this.
 */
public final class ProcessSignals {
    private static final List<String> ASKING_TO_END = List.of("TERM", "INT");
    private static final Logger LOG = LoggerFactory.getLogger(ProcessSignals.class);

    private ProcessSignals() {}

    /**
     * Runs the task each time the process is asked again, on a thread of its own, before what happened until now. To be called from a shutdown
     * hook: earlier, it would come before Java's own answer to the first request.
     *
     * @param name the thread's
     */
    public static void onFurtherRequestToEnd(String name, Runnable task) {
        Runnable beside = () -> SystemThreads.start(name, task);
        for (String signal : ASKING_TO_END) {
            try {
                new Listener(beside).listenTo(signal);
            } catch (ReflectiveOperationException | IllegalArgumentException e) {
                // Not there, or taken by the JVM (-Xrs).
                LOG.debug("a further SIG{} will not be heard", signal, e);
            }
        }
    }

    /** Stands for a {@code sun.misc.SignalHandler}, and goes on to the one that was there before it. */
    private static final class Listener implements InvocationHandler {
        private final Runnable task;
        private volatile @Nullable Object before;

        Listener(Runnable task) {
            this.task = task;
        }

        void listenTo(String name) throws ReflectiveOperationException {
            Class<?> signal = Class.forName("sun.misc.Signal");
            Class<?> handler = Class.forName("sun.misc.SignalHandler");
            Object mine = Proxy.newProxyInstance(ProcessSignals.class.getClassLoader(), new Class<?>[] {handler}, this);
            before = signal.getMethod("handle", signal, handler)
                    .invoke(null, signal.getConstructor(String.class).newInstance(name), mine);
        }

        @Override
        public @Nullable Object invoke(Object proxy, Method method, @Nullable Object @Nullable [] arguments)
                throws Throwable {
            return switch (method.getName()) {
                case "equals" -> arguments != null && proxy == arguments[0];
                case "hashCode" -> System.identityHashCode(proxy);
                case "toString" -> "listener of " + SystemThreads.class.getPackageName();
                default -> {
                    task.run();
                    Object next = before;
                    // Java's own waits for the end of the hooks, and has been asked; others may belong to further
                    // hosts.
                    yield next == null || !Proxy.isProxyClass(next.getClass()) ? null : method.invoke(next, arguments);
                }
            };
        }
    }
}
