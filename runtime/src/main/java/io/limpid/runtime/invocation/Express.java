package io.limpid.runtime.invocation;

import io.limpid.runtime.identity.ObjectName;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * A way past the layers of a pipeline for calls about which nothing is out of the ordinary: it is known where the object is, in one place, which has not
 * failed, and there is a connection with room. Such a call is sent at once, and what comes back is its result.
 *
 * <p>Whatever else becomes of it is the layers' business: a call that ends otherwise, is not answered soon, or is given up joins the pipeline as one whose
 * first attempt {@linkplain Journal#early() has been sent}, and each layer does with that what it does with those that
 * it has passed on itself. Thread-safe.
 */
@FunctionalInterface
public interface Express {
    /** Leads nowhere. */
    Express NONE = call -> null;

    /** How long a call stays on it. One that has little more time than this does not take it. */
    Duration PATIENCE = Duration.ofMillis(20);

    /**
     * Sends the call, if nothing stands in its way.
     *
     * @return by what to give it up; null if it is not for this way, and then nothing has happened
     */
    @Nullable
    Ride take(Call call);

    /** A call that serves no other. What the first five methods give does not change. */
    interface Call {
        /** Which object is meant. */
        ObjectName object();

        /** Which method. */
        MethodDescriptor<?> method();

        /** Its arguments. */
        Arguments arguments();

        /** When it began, on {@link Clock#nanoTime()}. */
        long startNanos();

        /** When it must have ended. */
        Deadline deadline();

        /** Takes its result, instead of {@link #joins}; once, on an I/O thread; must return at once. */
        void returned(Outcome.Returned result);

        /**
         * Takes note that it is a call of the pipeline from now on; once, on any thread; must return at once.
         *
         * @param invocation what it is there
         * @param pending how it will end
         */
        void joins(Invocation invocation, CompletableFuture<Outcome> pending);
    }

    /** A call that has taken this way. */
    @FunctionalInterface
    interface Ride {
        /** Has it join the pipeline, unless its result has come; then {@link Call#joins} or {@link Call#returned} was called, or is about to be. */
        void leave();
    }
}
