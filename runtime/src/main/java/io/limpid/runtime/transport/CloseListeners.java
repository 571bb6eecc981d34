package io.limpid.runtime.transport;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.util.ArrayList;
import java.util.List;

/** What is to be done once a connection is closed. Thread-safe. */
final class CloseListeners {
    @GuardedBy("this")
    private final List<Runnable> listeners = new ArrayList<>();

    @GuardedBy("this")
    private boolean closed;

    /** Runs the task at the close, at once if that has been. */
    void add(Runnable task) {
        synchronized (this) {
            if (!closed) {
                listeners.add(task);
                return;
            }
        }
        task.run();
    }

    /** Runs every task; a second call does nothing. */
    void close() {
        List<Runnable> due;
        synchronized (this) {
            closed = true;
            due = List.copyOf(listeners);
            listeners.clear();
        }
        due.forEach(Runnable::run);
    }
}
