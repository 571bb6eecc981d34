package io.limpid.runtime.invocation;

import io.limpid.InvocationId;
import java.util.concurrent.CompletableFuture;
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
    /** Set to null rather than removed: to ask for it would make a new entry with every call. */
    private static final ThreadLocal<@Nullable CurrentCall> SERVED = new ThreadLocal<>();

    private static final Scope BACK_TO_NOTHING = () -> SERVED.set(null);

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

    /**
     * Gives a future that ends like this one, for the served method to wait for: meanwhile it counts as one that waits for a call of its own. To be
     * waited for at once.
     */
    public static <T> CompletableFuture<T> out(CompletableFuture<T> pending) {
        CurrentCall served = SERVED.get();
        if (served == null) {
            return pending;
        }
        served.callOuts().began();
        CompletableFuture<T> resumed = new CompletableFuture<>();
        CompletableFuture<T> unused =
                pending.whenComplete((value, failure) -> served.callOuts().ended(() -> {
                    if (failure == null) {
                        resumed.complete(value);
                    } else {
                        resumed.completeExceptionally(failure);
                    }
                }));
        return resumed;
    }

    private static Scope mark(@Nullable CurrentCall call) {
        CurrentCall outer = SERVED.get();
        SERVED.set(call);
        return outer == null ? BACK_TO_NOTHING : () -> SERVED.set(outer);
    }

    /** The span in which a thread serves a call. */
    @FunctionalInterface
    public interface Scope extends AutoCloseable {
        @Override
        void close();
    }
}
