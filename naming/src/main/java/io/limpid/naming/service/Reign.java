package io.limpid.naming.service;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.limpid.log.Leadership;
import io.limpid.log.LeadershipListener;
import io.limpid.log.NotLeaderException;
import io.limpid.log.PeerId;
import io.limpid.log.ReplicatedLog;
import io.limpid.naming.state.Answer;
import io.limpid.naming.state.Command;
import io.limpid.naming.state.Messages;
import io.limpid.naming.state.Terms;
import io.limpid.runtime.invocation.Clock;
import io.limpid.runtime.invocation.Scheduler;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What this peer does as long as it leads: it gives every command the time, and lets time pass where nothing else happens.
 *
 * <p>Naming's time goes on from where the log says it stands, by this process's monotonic clock. It is not OPEN to commands until a
 * Begin has been applied, which tells where that is and gives every lease a full term. The same is done after a pause, noticed
 * because a beat is late or a tick took long: whoever wanted to renew meanwhile could not. Otherwise a beat sends a tick only when a
 * lease may be due. Thread-safe.
 */
final class Reign implements LeadershipListener {
    private static final Logger LOG = LoggerFactory.getLogger(Reign.class);

    private final ReplicatedLog log;
    private final PeerId self;
    private final Clock clock;
    private final Scheduler scheduler;
    private final Terms terms;
    private final @Nullable DirectoryCopy copy;
    private final Duration beat;
    private final CompletableFuture<Void> unfounded = new CompletableFuture<>();

    @GuardedBy("this")
    private @Nullable Term present;

    Reign(ReplicatedLog log, PeerId self, Clock clock, Scheduler scheduler, NamingService.Founding founding) {
        this.log = log;
        this.self = self;
        this.clock = clock;
        this.scheduler = scheduler;
        this.terms = founding.terms();
        this.copy = founding.copy().orElse(null);
        // Fine enough that a lease ends soon after its end, and coarse enough to cost nothing.
        this.beat = Duration.ofMillis(Math.max(20, Math.min(1_000, terms.shorter() / 10)));
    }

    @Override
    public void leadershipChanged(Leadership now) {
        Term over;
        Term begun = now.self() ? new Term() : null;
        synchronized (this) {
            over = present;
            present = begun;
        }
        if (over != null) {
            over.end(now.leader());
        }
        if (begun != null) {
            // Not from here: this thread is one that the log needs.
            scheduler.schedule(Duration.ZERO, begun::beat);
        }
    }

    /** Submits a command that is made when its time is known. */
    CompletableFuture<Answer> submit(LongFunction<Command> command) {
        Term term;
        synchronized (this) {
            term = present;
        }
        return term == null
                ? CompletableFuture.failedFuture(new NotLeaderException(self, log.leader()))
                : term.open.thenCompose(nothing -> send(command.apply(term.time())));
    }

    private CompletableFuture<Answer> send(Command command) {
        return log.submit(Messages.write(command)).thenApply(Messages::readAnswer);
    }

    /** Fails if naming has begun without the copy that it was to go on from. */
    CompletableFuture<Void> unfounded() {
        return unfounded;
    }

    void close() {
        leadershipChanged(Leadership.UNKNOWN);
    }

    /** One leadership of this peer. */
    private final class Term {
        /** Completes when the first Begin is applied; fails when the leadership ends before that. */
        private final CompletableFuture<Void> open = new CompletableFuture<>();

        @GuardedBy("this")
        private boolean over;

        /** Naming's time, in milliseconds, when the clock stood at {@link #anchor}. */
        @GuardedBy("this")
        private long timeAtAnchor;

        @GuardedBy("this")
        private long anchor = clock.nanoTime();

        @GuardedBy("this")
        private long lastBeat = clock.nanoTime();

        /** Whether a Begin or a Tick of this term is on its way; there is one at most. */
        @GuardedBy("this")
        private boolean underWay;

        /** The part of the copy that is to be restored next; as many as there are once all of it is. */
        @GuardedBy("this")
        private int nextPart;

        /** Whether every lease is to get a full term before the next tick. */
        @GuardedBy("this")
        private boolean mustBegin = true;

        /** Naming's time before which no lease can be due. */
        @GuardedBy("this")
        private long nextTick;

        synchronized long time() {
            return timeAtAnchor + (clock.nanoTime() - anchor) / 1_000_000;
        }

        void beat() {
            long sent;
            synchronized (this) {
                if (over) {
                    return;
                }
                sent = clock.nanoTime();
                noticePause("this process stood still", sent - lastBeat - beat.toNanos());
                lastBeat = sent;
                scheduler.schedule(beat, this::beat);
            }
            step(sent);
        }

        /** Sends what is due, if nothing is under way. */
        private void step(long sent) {
            Command command;
            synchronized (this) {
                if (over || underWay || (!mustBegin && time() < nextTick)) {
                    return;
                }
                underWay = true;
                command = due();
            }
            var unused = send(command).whenComplete((answer, failure) -> answered(sent, answer, failure));
        }

        @GuardedBy("this")
        private Command due() {
            if (!mustBegin) {
                return new Command.Tick(time(), terms);
            }
            long wallMillis = clock.wallTime().toEpochMilli();
            if (copy == null || nextPart == parts(copy)) {
                return new Command.Begin(time(), terms, wallMillis);
            }
            return new Command.Restore(
                    time(),
                    wallMillis,
                    copy.id(),
                    nextPart,
                    parts(copy),
                    copy.part(nextPart * CopyControl.PART_BYTES, CopyControl.PART_BYTES));
        }

        private static int parts(DirectoryCopy copy) {
            return Math.max(1, (copy.length() + CopyControl.PART_BYTES - 1) / CopyControl.PART_BYTES);
        }

        private void answered(long sent, @Nullable Answer answer, @Nullable Throwable failure) {
            synchronized (this) {
                underWay = false;
                if (over) {
                    return;
                }
                if (answer instanceof Answer.Began began) {
                    timeAtAnchor = began.time();
                    anchor = clock.nanoTime();
                    nextTick = timeAtAnchor + terms.shorter();
                    mustBegin = false;
                } else if (answer instanceof Answer.Ticked ticked) {
                    // What is granted from now on is not due before its whole term is over.
                    nextTick = Math.min(ticked.nextEnd(), time() + terms.shorter());
                    noticePause("the log stood still", clock.nanoTime() - sent);
                } else if (answer instanceof Answer.Restoring restoring) {
                    nextPart = restoring.next();
                } else if (answer instanceof Answer.Denied) {
                    over = true;
                } else {
                    // The next beat tries again; if this peer has lost its leadership, it hears of that by itself.
                    LOG.warn("naming could not let time pass: {}", String.valueOf(failure));
                    mustBegin = true;
                }
            }
            if (answer instanceof Answer.Began) {
                open.complete(null);
            } else if (answer instanceof Answer.Restoring) {
                scheduler.schedule(Duration.ZERO, () -> step(clock.nanoTime()));
            } else if (answer instanceof Answer.Denied) {
                unfounded.completeExceptionally(new IllegalStateException("this naming has begun without the copy that"
                        + " it was to be restored from (expected: --restore at each server of a new one, on empty"
                        + " directories)"));
            }
        }

        /** Holders renew well before a third of their term has passed twice; a pause shorter than that costs nobody a lease. */
        @GuardedBy("this")
        private void noticePause(String what, long nanos) {
            if (nanos > terms.shorter() * 1_000_000 / 3 && !mustBegin) {
                LOG.warn("{} for {} ms; every lease gets a full term", what, nanos / 1_000_000);
                mustBegin = true;
            }
        }

        private void end(Optional<PeerId> leader) {
            synchronized (this) {
                over = true;
            }
            open.completeExceptionally(new NotLeaderException(self, leader));
        }
    }
}
