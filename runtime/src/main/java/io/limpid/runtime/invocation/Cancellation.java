package io.limpid.runtime.invocation;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.util.ArrayList;
import java.util.List;

/**
 * Carries "the caller no longer wants this" from the caller down to whatever is waiting or running for it. Thread-safe;
 * listeners run on the cancelling thread and must not block.
 */
public final class Cancellation {
    @GuardedBy("this")
    private final List<Runnable> listeners = new ArrayList<>(2);

    @GuardedBy("this")
    private boolean cancelled;

    /** Cancels; the first call runs every listener, later ones do nothing. */
    public void cancel() {
        List<Runnable> waiting;
        synchronized (this) {
            if (cancelled) {
                return;
            }
            cancelled = true;
            waiting = List.copyOf(listeners);
            listeners.clear();
        }
        waiting.forEach(Runnable::run);
    }

    /** Tells whether it was cancelled. */
    public synchronized boolean isCancelled() {
        return cancelled;
    }

    /** Runs the listener upon cancellation, at once if that has already been. Give the result to {@link Registration#close()} when the wait is over. */
    public Registration onCancel(Runnable listener) {
        synchronized (this) {
            if (!cancelled) {
                listeners.add(listener);
                return () -> remove(listener);
            }
        }
        listener.run();
        return () -> {};
    }

    private synchronized void remove(Runnable listener) {
        listeners.remove(listener);
    }

    /** A listener's place. */
    public interface Registration extends AutoCloseable {
        /** Takes the listener out. */
        @Override
        void close();
    }
}
