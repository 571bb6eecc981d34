package io.limpid.runtime.invocation;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.limpid.InvocationId;
import io.limpid.runtime.identity.Standing;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What is known of one call while it is under way: its id once it has one, its attempts, and whether any of them may have run.
 * The layer that sends attempts writes it; whoever gives up waiting closes it and learns, in the same step, whether it may say
 * "not executed": after {@link #close()} no attempt begins. One attempt is under way at a time; a call that makes several at once has a
 * {@link #branch} for each, which counts here. Thread-safe.
 */
public final class Journal {
    /** A call that is refused again and again keeps only its latest attempts. */
    private static final int KEPT = 4;

    private final long startNanos;

    /** The whole call's, if this is one of several attempts that it makes at once. */
    private final @Nullable Journal trunk;

    /** Tells how far that one is; null elsewhere. */
    private final @Nullable Tie tie;

    /** How many attempts are under way in branches. */
    @GuardedBy("this")
    private int open;

    @GuardedBy("this")
    private InvocationId id = Invocation.UNIDENTIFIED;

    /** At most {@link #KEPT} less one; null until there is a second attempt. */
    @GuardedBy("this")
    private @Nullable Deque<Attempt> earlier;

    /** The latest attempt's place, epoch and end; in fields, because most calls have one attempt and nobody asks about it. */
    @GuardedBy("this")
    private @Nullable Object place;

    @GuardedBy("this")
    private Standing standing = Standing.NONE;

    /** Where and as which object it may have run; null as long as it surely did not. */
    @GuardedBy("this")
    private @Nullable Object firstPlace;

    @GuardedBy("this")
    private Standing firstStanding = Standing.NONE;

    /** Why no attempt begins any more; null as long as one may. */
    @GuardedBy("this")
    private @Nullable String closedBecause;

    /** Whether its outcome is on its way to the caller. */
    @GuardedBy("this")
    private boolean ended;

    @GuardedBy("this")
    private boolean givenUp;

    /** Whether its caller was told "unknown" when it was given up. */
    @GuardedBy("this")
    private boolean leftUnknown;

    /** The attempt that was sent before the call came to the layers, until they come to where they would send one. */
    private volatile @Nullable EarlyAttempt early;

    private volatile boolean disowned;

    private volatile Acknowledged acknowledged = Acknowledged.NOTHING;

    @GuardedBy("this")
    private @Nullable Outcome end;

    @GuardedBy("this")
    private int count;

    @GuardedBy("this")
    private int redirects;

    /** Whether an attempt has ended as one that may have run; stays true. */
    @GuardedBy("this")
    private boolean mayHaveExecuted;

    /** Why the call is not at its end although attempts were refused; null while none was. */
    @GuardedBy("this")
    private Outcome.@Nullable NotExecuted refusal;

    /** Begins the journal of a call that begins at this point of {@link Clock#nanoTime()}. */
    public Journal(long startNanos) {
        this(startNanos, null, null);
    }

    /**
     * Begins the journal of a call whose first attempt has been sent past the layers.
     *
     * @param where where it went
     */
    public static Journal after(long startNanos, EarlyAttempt attempt, Object where) {
        Journal journal = new Journal(startNanos);
        String unused = journal.begin(where, attempt.binding().standing());
        journal.early = attempt;
        return journal;
    }

    private Journal(long startNanos, @Nullable Journal trunk, @Nullable Tie tie) {
        this.startNanos = startNanos;
        this.trunk = trunk;
        this.tie = tie;
    }

    /**
     * Begins the journal of one of several attempts that the call makes at once. For calls that may be repeated.
     *
     * @param asked by what to learn how far the attempt is; null where nobody asks
     */
    public Journal branch(@Nullable Tie asked) {
        Journal branch = new Journal(startNanos, this, asked);
        branch.identified(id());
        return branch;
    }

    /** Gives by what to learn how far the attempt is; null where nobody asks. */
    public @Nullable Tie tie() {
        return tie;
    }

    /** The point at which the call began. */
    public long startNanos() {
        return startNanos;
    }

    /** The attempt that was sent before the call came to the layers; null where none was, and once it has been taken. */
    public @Nullable EarlyAttempt early() {
        return early;
    }

    /** Takes it in the place of an attempt that would be sent now. */
    public @Nullable EarlyAttempt takeEarly() {
        EarlyAttempt taken = early;
        if (taken != null) {
            early = null;
        }
        return taken;
    }

    /** Notes the call's id. */
    public synchronized void identified(InvocationId given) {
        id = given;
    }

    /** Notes that the call is to run exactly once, and what tells which answers its client has. */
    void tracked(Acknowledged answered) {
        acknowledged = answered;
    }

    /** Up to where the client has its answers; {@link Acknowledged#NOTHING} for a call that may run more than once. */
    public Acknowledged acknowledged() {
        return acknowledged;
    }

    /** Tells whether the call is to run exactly once, under an id by which hosts know its attempts. */
    public boolean isTracked() {
        return acknowledged != Acknowledged.NOTHING;
    }

    /** The call's id; {@link Invocation#UNIDENTIFIED} before it has one. */
    public synchronized InvocationId id() {
        return id;
    }

    /**
     * Notes that an attempt is about to be sent; from here on it counts as one that may have run, until it ends otherwise.
     *
     * @param where where it goes; its {@code toString} is for people to read
     * @return null if it may be sent; else why it must not be
     */
    public synchronized @Nullable String begin(Object where, Standing as) {
        String forbidden = closedBecause == null && trunk != null ? trunk.beginInBranch(where, as) : closedBecause;
        if (forbidden == null) {
            note(where, as);
        }
        return forbidden;
    }

    private synchronized @Nullable String beginInBranch(Object where, Standing as) {
        if (closedBecause == null) {
            open++;
            note(where, as);
        }
        return closedBecause;
    }

    @GuardedBy("this")
    private void note(Object where, Standing as) {
        Object before = place;
        if (before != null) {
            keep(new Attempt(before, standing, end));
        }
        place = where;
        standing = as;
        end = null;
        count++;
    }

    /** Where the latest attempt went; null before the first. */
    public synchronized @Nullable Object place() {
        return place;
    }

    private synchronized void endInBranch(Object where, Outcome outcome) {
        open--;
        count(outcome);
        mayHaveExecuted |= outcome.mayHaveExecuted();
        if (end == null && where.equals(place)) {
            end = outcome;
        } else if (earlier != null) {
            earlier = earlier.stream()
                    .map(attempt -> attempt.outcome() == null && attempt.place().equals(where)
                            ? new Attempt(where, attempt.standing(), outcome)
                            : attempt)
                    .collect(Collectors.toCollection(ArrayDeque::new));
        }
    }

    /** Notes how the attempt under way ended. */
    public synchronized void end(Outcome outcome) {
        Object where = place;
        if (trunk != null && where != null) {
            trunk.endInBranch(where, outcome);
        }
        end = outcome;
        count(outcome);
        mayHaveExecuted |= outcome.mayHaveExecuted();
        if (outcome.mayHaveExecuted() && firstPlace == null) {
            firstPlace = place;
            firstStanding = standing;
        }
    }

    @GuardedBy("this")
    private void count(Outcome outcome) {
        if (outcome instanceof Outcome.NotExecuted refused && refused.redirect() != null) {
            redirects++;
        }
    }

    /** How many attempts were answered with where the object is instead. */
    public synchronized int redirects() {
        return redirects;
    }

    /** Notes a refusal after which the call goes on. */
    public synchronized void refused(Outcome.NotExecuted latest) {
        refusal = latest;
    }

    /** The latest refusal after which the call went on; null if there was none. */
    public synchronized Outcome.@Nullable NotExecuted refusal() {
        return refusal;
    }

    /** Forbids further attempts and tells whether any attempt until now may have run. */
    public synchronized boolean close() {
        return close("the call had been given up before it was sent");
    }

    /** The same, with the reason that a further attempt is told. */
    public synchronized boolean close(String because) {
        closedBecause = closedBecause == null ? because : closedBecause;
        return mayHaveExecuted();
    }

    /**
     * Notes that the call has its outcome. Who gives up afterwards lets that arrive.
     *
     * @return whether the caller gets it; false if whoever waited has given up before
     */
    public synchronized boolean ended() {
        ended = !givenUp;
        return ended;
    }

    /**
     * The same as {@link #close()}, unless the call has {@linkplain #ended its outcome}. What the caller is told then, {@link #isLeftUnknown} says.
     *
     * @return whether it is given up; false if its outcome is about to arrive
     */
    public synchronized boolean giveUp() {
        if (!ended) {
            givenUp = true;
            leftUnknown = close();
        }
        return !ended;
    }

    /** Tells whether it was given up when an attempt might have run, whatever became known since. */
    public synchronized boolean isLeftUnknown() {
        return leftUnknown;
    }

    /** Where an earlier attempt may have run; null if none may have. */
    public synchronized @Nullable Object placeOfExecution() {
        return firstPlace;
    }

    /** As which object an attempt may have run, or is running; null if none may have. */
    public synchronized @Nullable Standing standingOfExecution() {
        if (firstPlace != null) {
            return firstStanding;
        }
        return place != null && end == null ? standing : null;
    }

    /** Notes that whoever made the call has turned away from it, and so never learns its id. */
    public void disowned() {
        disowned = true;
    }

    /** Tells whether whoever made the call may ask yet what became of it. */
    public boolean isOwned() {
        return !disowned;
    }

    /** Tells whether any attempt until now may have run. */
    public synchronized boolean mayHaveExecuted() {
        return mayHaveExecuted || open > 0 || (place != null && end == null);
    }

    /** How many attempts there were. */
    public synchronized int attempts() {
        return count;
    }

    /** The latest attempts, oldest first; fewer than {@link #attempts()} where there were many. */
    public synchronized List<Attempt> latestAttempts() {
        Deque<Attempt> all = new ArrayDeque<>(KEPT);
        if (earlier != null) {
            all.addAll(earlier);
        }
        Object last = place;
        if (last != null) {
            all.add(new Attempt(last, standing, end));
        }
        return List.copyOf(all);
    }

    @GuardedBy("this")
    private void keep(Attempt attempt) {
        Deque<Attempt> kept = earlier;
        if (kept == null) {
            kept = new ArrayDeque<>(KEPT);
            earlier = kept;
        }
        if (kept.size() == KEPT - 1) {
            kept.removeFirst();
        }
        kept.addLast(attempt);
    }

    /**
     * One sending.
     *
     * @param place where it went; its {@code toString} is for people to read
     * @param standing as which the object was believed to be there
     * @param outcome how it ended; null while it is under way
     */
    public record Attempt(
            Object place, Standing standing, @Nullable Outcome outcome) {}
}
