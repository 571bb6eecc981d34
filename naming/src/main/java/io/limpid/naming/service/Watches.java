package io.limpid.naming.service;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.limpid.NotExecutedException.Reason;
import io.limpid.naming.state.Answer;
import io.limpid.naming.state.Query;
import io.limpid.runtime.hosting.RefusedException;
import io.limpid.runtime.invocation.Outcome.NotExecuted;
import io.limpid.runtime.invocation.Scheduler;
import io.limpid.runtime.location.Naming.Change;
import io.limpid.runtime.location.Naming.Changes;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Who waits for changes.
 *
 * <p>A change only wakes a watch, which then asks the state, so that what it is told is complete whatever has been missed, and a slow
 * reader costs one waiting future and no queue. A watch is in the set before it asks for the first time, and a change that comes
 * while it asks lets it ask once more; so none falls between. Thread-safe.
 */
final class Watches {
    static final int MOST_CHANGES = 1_000;
    private static final int MOST_WATCHES = 10_000;

    private final Function<Query, CompletableFuture<Answer>> state;
    private final Scheduler scheduler;
    private final Duration hold;
    private final Set<Watch> waiting = ConcurrentHashMap.newKeySet();
    private volatile boolean closed;

    Watches(Function<Query, CompletableFuture<Answer>> state, Scheduler scheduler, Duration hold) {
        this.state = state;
        this.scheduler = scheduler;
        this.hold = hold;
    }

    /** Wakes whom it concerns. Called on the log's thread, which must not ask. */
    void changed(List<Change> changes) {
        for (Watch watch : waiting) {
            if (changes.stream().anyMatch(change -> change.name().isWithin(watch.prefix))) {
                watch.wake();
            }
        }
    }

    CompletableFuture<Changes> watch(String prefix, long afterRevision) {
        if (closed) {
            throw closing();
        }
        if (waiting.size() >= MOST_WATCHES) {
            throw new RefusedException(
                    new NotExecuted(Reason.OVERLOADED, "naming holds " + MOST_WATCHES + " watches already"));
        }
        Watch watch = new Watch(prefix, afterRevision);
        waiting.add(watch);
        watch.begin();
        return watch.answer;
    }

    int size() {
        return waiting.size();
    }

    void close() {
        closed = true;
        waiting.forEach(watch -> watch.fail(closing()));
    }

    private static RefusedException closing() {
        return new RefusedException(new NotExecuted(Reason.CLOSED, "naming is closing"));
    }

    private final class Watch {
        private final String prefix;
        private final CompletableFuture<Changes> answer = new CompletableFuture<>();

        /** All changes below the prefix up to here are told; -1 until the first answer of a watch that knows nothing. */
        @GuardedBy("this")
        private long told;

        @GuardedBy("this")
        private boolean asking;

        /** Whether something has changed since it last began to ask. */
        @GuardedBy("this")
        private boolean stale;

        private volatile Scheduler.@Nullable Task patience;

        Watch(String prefix, long told) {
            this.prefix = prefix;
            this.told = told;
        }

        void begin() {
            patience = scheduler.schedule(hold, this::tellNothing);
            // However it ends: told, failed, or cancelled because the caller has gone.
            var unused = answer.whenComplete((told, failure) -> leave());
            wake();
        }

        void wake() {
            synchronized (this) {
                stale = true;
                if (asking) {
                    return;
                }
                asking = true;
            }
            scheduler.schedule(Duration.ZERO, this::ask);
        }

        private void ask() {
            long after;
            synchronized (this) {
                stale = false;
                after = told;
            }
            if (!answer.isDone()) {
                var unused = state.apply(new Query.Since(prefix, after, MOST_CHANGES))
                        .whenComplete((found, failure) -> heard(after, found, failure));
            }
        }

        private void heard(long after, @Nullable Answer found, @Nullable Throwable failure) {
            if (!(found instanceof Answer.Changed changed)) {
                fail(failure == null ? new IllegalStateException("answer: " + found) : failure);
                return;
            }
            Changes changes = changed.changes();
            if (after < 0 || changes.resync() || !changes.events().isEmpty()) {
                answer.complete(changes);
                return;
            }
            boolean again;
            synchronized (this) {
                told = changes.revision();
                again = stale;
                asking = again;
            }
            if (again) {
                scheduler.schedule(Duration.ZERO, this::ask);
            }
        }

        private void tellNothing() {
            long revision;
            synchronized (this) {
                revision = told;
            }
            answer.complete(new Changes(revision, false, List.of()));
        }

        void fail(Throwable cause) {
            answer.completeExceptionally(cause);
        }

        private void leave() {
            waiting.remove(this);
            Scheduler.Task task = patience;
            if (task != null) {
                task.cancel();
            }
        }
    }
}
