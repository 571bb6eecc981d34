package io.limpid.naming.service;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.limpid.NotExecutedException.Reason;
import io.limpid.naming.state.Answer;
import io.limpid.naming.state.Query;
import io.limpid.runtime.hosting.RefusedException;
import io.limpid.runtime.invocation.Clock;
import io.limpid.runtime.invocation.Outcome.NotExecuted;
import io.limpid.runtime.invocation.Scheduler;
import io.limpid.runtime.location.Naming.Change;
import io.limpid.runtime.location.Naming.Changes;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Who waits for changes of names that it knows, and takes them as hints.
 *
 * <p>Other than {@link Watches} it answers from what the log has told by itself ({@link RecentChanges}), which costs the log nothing. Only whoever
 * comes from further back than that reaches is answered by the state, once. A server that does not lead might hear of nothing for long, without
 * knowing, so it lets nobody wait.
 *
 * <p>Answers go out in rounds, which are as far apart as is good for this server: one that comes back with each answer is told once a round at most,
 * however many changes there are. Nothing is kept for one who is not waiting: it comes back with the revision that it has, or hears
 * "resync" if that is too long ago. Thread-safe.
 */
final class NameWatches {
    /** Those of one state's answer. */
    private static final int MOST_CHANGES = 1_000;

    private static final int MOST_WATCHES = 10_000;

    /** Soon enough for people and long enough that a host which is emptied has moved several objects. */
    static final Duration BETWEEN_ROUNDS = Duration.ofMillis(20);

    /** What an answer and the question that follows may cost of a server's time, so that changes are not what it is busiest with. */
    private static final long NANOS_EACH = 200_000;

    private final Function<Query, CompletableFuture<Answer>> state;
    private final Clock clock;
    private final Scheduler scheduler;
    private final Duration hold;
    private final RecentChanges recent = new RecentChanges();

    /** In the order in which they came, so that a simulated run is the same each time. */
    private final Set<Watch> waiting = Collections.synchronizedSet(new LinkedHashSet<>());

    private volatile boolean closed;

    @GuardedBy("this")
    private boolean roundIsDue;

    /** Before which the next round must not be, in the clock's nanoseconds. */
    @GuardedBy("this")
    private long nextRound;

    NameWatches(Function<Query, CompletableFuture<Answer>> state, Clock clock, Scheduler scheduler, Duration hold) {
        this.state = state;
        this.clock = clock;
        this.scheduler = scheduler;
        this.hold = hold;
        this.nextRound = clock.nanoTime();
    }

    /** Takes note. Called on the log's thread, which must not ask. */
    void changed(List<Change> changes) {
        recent.add(changes);
        if (!waiting.isEmpty()) {
            requestRound();
        }
    }

    /** Lets somebody wait, at the server that leads. */
    CompletableFuture<Changes> watch(int[] names, long afterRevision) {
        if (closed) {
            throw closing();
        }
        if (waiting.size() >= MOST_WATCHES) {
            throw new RefusedException(
                    new NotExecuted(Reason.OVERLOADED, "naming holds " + MOST_WATCHES + " watches of names already"));
        }
        Watch watch = new Watch(names, afterRevision);
        waiting.add(watch);
        watch.begin();
        // What changed before it was among the waiting, no round is due for.
        if (afterRevision != recent.last()) {
            requestRound();
        }
        return watch.answer;
    }

    int size() {
        return waiting.size();
    }

    void close() {
        closed = true;
        endAll(closing());
    }

    /** Sends away all who wait. */
    void endAll(Throwable refusal) {
        present().forEach(watch -> watch.answer.completeExceptionally(refusal));
    }

    /** Those who wait now; they leave as they are answered. */
    private List<Watch> present() {
        synchronized (waiting) {
            return List.copyOf(waiting);
        }
    }

    private static RefusedException closing() {
        return new RefusedException(new NotExecuted(Reason.CLOSED, "naming is closing"));
    }

    private void requestRound() {
        long delay;
        synchronized (this) {
            if (roundIsDue) {
                return;
            }
            roundIsDue = true;
            delay = nextRound - clock.nanoTime();
        }
        scheduler.schedule(Duration.ofNanos(Math.max(0, delay)), this::round);
    }

    private void round() {
        long begun = clock.nanoTime();
        synchronized (this) {
            roundIsDue = false;
            // Unless it turns out to have more to do.
            nextRound = begun + BETWEEN_ROUNDS.toNanos();
        }
        long answered = 0;
        for (Watch watch : present()) {
            if (watch.look()) {
                answered++;
            }
        }
        synchronized (this) {
            nextRound = Math.max(nextRound, begun + answered * NANOS_EACH);
        }
    }

    private final class Watch {
        private final int[] names;
        private final CompletableFuture<Changes> answer = new CompletableFuture<>();

        /** All changes of these names up to here are told, or there were none; -1 for one who knows of none. */
        @GuardedBy("this")
        private long known;

        /** Whether the state has said what {@link #known} is, which is then the present as long as nothing comes from the log. */
        @GuardedBy("this")
        private boolean isFromState;

        @GuardedBy("this")
        private boolean asking;

        private volatile Scheduler.@Nullable Task patience;

        Watch(int[] names, long known) {
            this.names = names;
            this.known = known;
        }

        void begin() {
            patience = scheduler.schedule(hold, this::tellNothing);
            // However it ends: told, failed, or cancelled because the caller has gone.
            var unused = answer.whenComplete((told, failure) -> leave());
        }

        /** Answers if there is something to tell; tells whether there was. */
        boolean look() {
            Changes news;
            synchronized (this) {
                long last = recent.last();
                if (asking || (isFromState && last <= known)) {
                    return false;
                }
                news = known < 0 && last >= 0 ? new Changes(last, true, List.of()) : recent.since(known, names);
                if (news == null) {
                    ask();
                    return false;
                }
                known = news.revision();
            }
            return (news.resync() || !news.events().isEmpty()) && answer.complete(news);
        }

        @GuardedBy("this")
        private void ask() {
            asking = true;
            long after = known;
            // Not from here: the answer may come at once, and then on this thread.
            scheduler.schedule(Duration.ZERO, () -> {
                var unused = state.apply(new Query.Since("", after, MOST_CHANGES))
                        .whenComplete((found, failure) -> heard(after, found, failure));
            });
        }

        private void heard(long after, @Nullable Answer found, @Nullable Throwable failure) {
            if (!(found instanceof Answer.Changed changed)) {
                answer.completeExceptionally(failure == null ? new IllegalStateException("answer: " + found) : failure);
                return;
            }
            Changes all = changed.changes();
            List<Change> events = all.events().stream()
                    .filter(RecentChanges::isNewPlace)
                    .filter(change -> Arrays.binarySearch(names, change.name().fingerprint()) >= 0)
                    .toList();
            if (after < 0 || all.resync() || !events.isEmpty()) {
                answer.complete(new Changes(all.revision(), after < 0 || all.resync(), events));
                return;
            }
            synchronized (this) {
                known = all.revision();
                isFromState = all.events().size() < MOST_CHANGES;
                asking = false;
            }
            requestRound();
        }

        private void tellNothing() {
            long revision;
            synchronized (this) {
                revision = known;
            }
            answer.complete(new Changes(revision, revision < 0, List.of()));
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
