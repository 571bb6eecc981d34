package io.limpid.runtime.invocation;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import org.jspecify.annotations.Nullable;

/**
 * Carries "the caller no longer wants this" from the caller down to whatever is waiting or running for it. Thread-safe;
 * listeners run on the cancelling thread and must not block.
 */
public final class Cancellation {
    private static final Registration NONE = () -> {};

    /** The listeners, the latest first; most calls have one or two, and none of them is ever told. */
    @GuardedBy("this")
    private @Nullable Listener latest;

    @GuardedBy("this")
    private boolean cancelled;

    /** Cancels; the first call runs every listener, the earliest first, later ones do nothing. */
    public void cancel() {
        Listener waiting;
        synchronized (this) {
            if (cancelled) {
                return;
            }
            cancelled = true;
            waiting = latest;
            latest = null;
        }
        run(waiting);
    }

    private static void run(@Nullable Listener latest) {
        Listener earliest = null;
        for (Listener each = latest; each != null; ) {
            Listener before = each.before;
            each.before = earliest;
            earliest = each;
            each = before;
        }
        for (Listener each = earliest; each != null; each = each.before) {
            each.task.run();
        }
    }

    /** Tells whether it was cancelled. */
    public synchronized boolean isCancelled() {
        return cancelled;
    }

    /** Runs the listener upon cancellation, at once if that has already been. Give the result to {@link Registration#close()} when the wait is over. */
    public Registration onCancel(Runnable task) {
        synchronized (this) {
            if (!cancelled) {
                latest = new Listener(this, task, latest);
                return latest;
            }
        }
        task.run();
        return NONE;
    }

    private synchronized void remove(Listener listener) {
        if (latest == listener) {
            latest = listener.before;
            return;
        }
        for (Listener each = latest; each != null; each = each.before) {
            if (each.before == listener) {
                each.before = listener.before;
                return;
            }
        }
    }

    /** A listener's place. */
    public interface Registration extends AutoCloseable {
        /** Takes the listener out. */
        @Override
        void close();
    }

    private static final class Listener implements Registration {
        private final Cancellation owner;
        private final Runnable task;

        /** Guarded by the owner, and once that is cancelled by whoever has cancelled it. */
        private @Nullable Listener before;

        Listener(Cancellation owner, Runnable task, @Nullable Listener before) {
            this.owner = owner;
            this.task = task;
            this.before = before;
        }

        @Override
        public void close() {
            owner.remove(this);
        }
    }
}
