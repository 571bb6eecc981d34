package io.limpid.runtime.location;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.limpid.runtime.identity.Binding;
import io.limpid.runtime.identity.ObjectName;
import io.limpid.runtime.invocation.CallObserver;
import io.limpid.runtime.invocation.Clock;
import io.limpid.runtime.invocation.CurrentCall;
import io.limpid.runtime.invocation.Scheduler;
import io.limpid.runtime.location.Naming.Change;
import io.limpid.runtime.location.Naming.Changes;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets naming tell a binding cache what changed, so that the next call goes there at once. See "Watching names" in DESIGN.md.
 *
 * <p>One question is with naming at any time, which naming answers when there is something to tell; then the next one follows. It is IDLE while
 * the cache remembers nothing, ASKING while a question is with naming, and PAUSING between two questions. A failure makes the pause longer and
 * changes nothing else: the next question goes on from the same revision. No call waits for any of this. Thread-safe.
 */
public final class BindingWatch implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(BindingWatch.class);

    /** How long newcomers gather before naming is told of them: a process that starts calls many objects for the first time. */
    static final Duration GATHERING = Duration.ofMillis(250);

    /** Between an answer and the next question, so that a naming which answers at once is not asked without end. */
    static final Duration PAUSE = Duration.ofMillis(10);

    /** After which the names are chosen anew, because others may be called by now. */
    private static final Duration CHOICE = Duration.ofMillis(Naming.WATCH_HOLD_MILLIS);

    private static final Duration SHORTEST_BACKOFF = Duration.ofSeconds(1);
    private static final Duration LONGEST_BACKOFF = Duration.ofSeconds(30);

    private final BindingCache cache;
    private final Naming naming;
    private final Surroundings surroundings;

    /** What naming tells of, as numbers in ascending order and as names. */
    @GuardedBy("this")
    private int[] fingerprints = {};

    @GuardedBy("this")
    private Set<ObjectName> names = Set.of();

    @GuardedBy("this")
    private long chosenAt;

    /** Everything that naming tells of these names is known up to here; -1 before the first answer. */
    @GuardedBy("this")
    private long revision = -1;

    /** The one that is with naming; null while none is. */
    @GuardedBy("this")
    private @Nullable CompletableFuture<Changes> question;

    /** Whether the next question waits for its time. */
    @GuardedBy("this")
    private boolean isPausing;

    /** Whether newcomers gather. */
    @GuardedBy("this")
    private boolean isGathering;

    /** How many questions in a row have failed. */
    @GuardedBy("this")
    private int failures;

    /** Groups of which a change may have been missed, so that they are asked for, one after another. */
    @GuardedBy("this")
    private final Set<ObjectName> missed = new LinkedHashSet<>();

    @GuardedBy("this")
    private boolean isCatchingUp;

    @GuardedBy("this")
    private boolean closed;

    /**
     * What this needs of the process.
     *
     * @param random spreads what many processes do at once
     * @param observer is told of what is news
     */
    public record Surroundings(Clock clock, Scheduler scheduler, RandomGenerator random, CallObserver observer) {}

    /** Makes one that begins when the cache remembers something. */
    public BindingWatch(BindingCache cache, Naming naming, Surroundings surroundings) {
        this.cache = cache;
        this.naming = naming;
        this.surroundings = surroundings;
        cache.onNewcomer(this::newcomer);
    }

    private synchronized void newcomer() {
        if (!isGathering && !closed) {
            isGathering = true;
            surroundings.scheduler().schedule(GATHERING, this::gathered);
        }
    }

    private void gathered() {
        CompletableFuture<Changes> outdated;
        synchronized (this) {
            isGathering = false;
            if (closed || !choose() || isPausing) {
                return;
            }
            outdated = question;
            question = null;
        }
        if (outdated != null) {
            outdated.cancel(false);
        }
        ask();
    }

    /** Chooses the names anew; tells whether they are others. */
    @GuardedBy("this")
    private boolean choose() {
        chosenAt = surroundings.clock().nanoTime();
        List<Binding> lately = cache.calledLately(Naming.MOST_WATCHED_NAMES);
        Set<ObjectName> before = names;
        Set<ObjectName> now = lately.stream().map(Binding::name).collect(Collectors.toUnmodifiableSet());
        if (now.equals(before)) {
            return false;
        }
        names = now;
        fingerprints = now.stream().mapToInt(ObjectName::fingerprint).sorted().toArray();
        // What changed between the answer that made it known and the revision that this goes on from, naming does not
        // tell.
        if (revision >= 0) {
            mayHaveMissed(lately.stream()
                    .filter(binding -> !before.contains(binding.name()))
                    .toList());
        }
        return true;
    }

    private void ask() {
        CompletableFuture<Changes> put;
        synchronized (this) {
            isPausing = false;
            if (closed || question != null) {
                return;
            }
            if (surroundings.clock().nanoTime() - chosenAt >= CHOICE.toNanos()) {
                boolean unused = choose();
            }
            if (names.isEmpty()) {
                return;
            }
            put = put();
            question = put;
            // Before the first answer it is not known since when naming tells.
            cache.isTold(revision < 0 ? Set.of() : names);
        }
        var unused = put.whenComplete((changes, failure) -> heard(put, changes, failure));
    }

    @GuardedBy("this")
    private CompletableFuture<Changes> put() {
        try (CurrentCall.Scope onOwnBehalf = CurrentCall.leave()) {
            return naming.watchNames(fingerprints, revision).toCompletableFuture();
        }
    }

    private void heard(CompletableFuture<Changes> put, @Nullable Changes changes, @Nullable Throwable failure) {
        Duration pause;
        synchronized (this) {
            if (question != put || closed) {
                return;
            }
            question = null;
            isPausing = true;
            if (changes == null) {
                cache.isTold(Set.of());
                pause = backoff(failures++);
                LOG.debug("naming tells nothing of what changes; asking again in {}", pause, failure);
            } else {
                pause = PAUSE;
                failures = 0;
                revision = changes.revision();
            }
        }
        // Before observers are told, who should not throw, and would end this for good.
        surroundings.scheduler().schedule(pause, this::ask);
        if (changes != null) {
            take(changes);
        }
    }

    private void take(Changes changes) {
        for (Change change : changes.events()) {
            change.entry().map(Naming.Entry::binding).filter(cache::told).ifPresent(surroundings.observer()::told);
        }
        if (changes.resync()) {
            synchronized (this) {
                mayHaveMissed(cache.calledLately(Naming.MOST_WATCHED_NAMES));
            }
        }
    }

    /** Spread, because naming loses all its callers at once. */
    private Duration backoff(int failuresBefore) {
        long longest = Math.min(LONGEST_BACKOFF.toNanos(), SHORTEST_BACKOFF.toNanos() << Math.min(failuresBefore, 10));
        return Duration.ofNanos(longest / 2 + surroundings.random().nextLong(longest / 2));
    }

    /** A replica that has joined contradicts nothing, so no call would tell; that an object has moved, a redirect tells. */
    @GuardedBy("this")
    private void mayHaveMissed(List<Binding> bindings) {
        for (Binding binding : bindings) {
            if (binding.isGroup()) {
                missed.add(binding.name());
            }
        }
        if (!isCatchingUp && !missed.isEmpty()) {
            isCatchingUp = true;
            surroundings.scheduler().schedule(Duration.ZERO, this::catchUp);
        }
    }

    private void catchUp() {
        ObjectName next;
        synchronized (this) {
            next = closed || missed.isEmpty() ? null : missed.iterator().next();
            if (next == null) {
                isCatchingUp = false;
                return;
            }
        }
        var unused = cache.ask(next).thenAccept(wasAnswered -> {
            if (wasAnswered) {
                synchronized (this) {
                    missed.remove(next);
                }
            }
            surroundings.scheduler().schedule(wasAnswered ? Duration.ZERO : SHORTEST_BACKOFF, this::catchUp);
        });
    }

    /** Asks nothing more. */
    @Override
    public void close() {
        CompletableFuture<Changes> last;
        synchronized (this) {
            closed = true;
            last = question;
            question = null;
        }
        if (last != null) {
            last.cancel(false);
        }
    }
}
