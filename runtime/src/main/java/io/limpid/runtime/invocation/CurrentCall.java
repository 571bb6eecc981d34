package io.limpid.runtime.invocation;

import io.limpid.InvocationId;
import org.jspecify.annotations.Nullable;

/**
 * The call that the present thread is serving, if any: calls made meanwhile belong to its chain, end by its deadline, and are
 * cancelled with it. Immutable.
 *
 * @param chain the outermost call
 * @param caller who made the served call, as the certificate of the connection says; empty on a plain one
 * @param deadline when the served call must have ended
 * @param cancellation cancelled when the served call is
 * @param callOuts to be told of every call made meanwhile
 */
public record CurrentCall(
        InvocationId chain, String caller, Deadline deadline, Cancellation cancellation, CallOuts callOuts) {
    private static final ThreadLocal<@Nullable CurrentCall> SERVED = new ThreadLocal<>();

    /** Makes one of a caller who showed no certificate, whose calls nobody watches. */
    public CurrentCall(InvocationId chain, Deadline deadline, Cancellation cancellation) {
        this(chain, "", deadline, cancellation, CallOuts.NONE);
    }

    /** Gives the call that this thread is serving; null if it serves none. */
    public static @Nullable CurrentCall served() {
        return SERVED.get();
    }

    /** Marks this thread as serving this call until the result is closed, on this thread. */
    public Scope enter() {
        return mark(this);
    }

    /**
     * Marks this thread as serving nothing until the result is closed, on this thread: for calls that the runtime makes on its own
     * behalf, which must not end with whatever call happened to cause them.
     */
    public static Scope leave() {
        return mark(null);
    }

    private static Scope mark(@Nullable CurrentCall call) {
        CurrentCall outer = SERVED.get();
        if (call == null) {
            SERVED.remove();
        } else {
            SERVED.set(call);
        }
        return () -> {
            if (outer == null) {
                SERVED.remove();
            } else {
                SERVED.set(outer);
            }
        };
    }

    /** The span in which a thread serves a call. */
    @FunctionalInterface
    public interface Scope extends AutoCloseable {
        @Override
        void close();
    }
}
