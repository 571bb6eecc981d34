package io.limpid.runtime.invocation;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.limpid.InvocationId;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is known of one call while it is under way: its id once it has one, its attempts, and whether any of them may have run.
 * The layer that sends attempts writes it; whoever gives up waiting closes it and learns, in the same step, whether it may say
 * "not executed": after {@link #close()} no attempt begins. One attempt is under way at a time. Thread-safe.
 */
public final class Journal {
    /** A call that is refused again and again keeps only its latest attempts. */
    private static final int KEPT = 4;

    private final long startNanos;

    @GuardedBy("this")
    private InvocationId id = Invocation.UNIDENTIFIED;

    /** At most {@link #KEPT} less one; null until there is a second attempt. */
    @GuardedBy("this")
    private @Nullable Deque<Attempt> earlier;

    /** The latest attempt's place, epoch and end; in fields, because most calls have one attempt and nobody asks about it. */
    @GuardedBy("this")
    private @Nullable Object place;

    @GuardedBy("this")
    private long epoch;

    @GuardedBy("this")
    private @Nullable Outcome end;

    @GuardedBy("this")
    private int count;

    /** Whether an attempt has ended as one that may have run; stays true. */
    @GuardedBy("this")
    private boolean mayHaveExecuted;

    /** Why the call is not at its end although attempts were refused; null while none was. */
    @GuardedBy("this")
    private Outcome.@Nullable NotExecuted refusal;

    @GuardedBy("this")
    private boolean closed;

    /** Begins the journal of a call that begins at this point of {@link Clock#nanoTime()}. */
    public Journal(long startNanos) {
        this.startNanos = startNanos;
    }

    /** The point at which the call began. */
    public long startNanos() {
        return startNanos;
    }

    /** Notes the call's id. */
    public synchronized void identified(InvocationId given) {
        id = given;
    }

    /** The call's id; {@link Invocation#UNIDENTIFIED} before it has one. */
    public synchronized InvocationId id() {
        return id;
    }

    /**
     * Notes that an attempt is about to be sent; from here on it counts as one that may have run, until it ends otherwise.
     *
     * @param where where it goes; its {@code toString} is for people to read
     * @return whether it may be sent; false once the journal is closed, and then it must not be
     */
    public synchronized boolean begin(Object where, long atEpoch) {
        if (closed) {
            return false;
        }
        Object before = place;
        if (before != null) {
            keep(new Attempt(before, epoch, end));
        }
        place = where;
        epoch = atEpoch;
        end = null;
        count++;
        return true;
    }

    /** Where the latest attempt went; null before the first. */
    public synchronized @Nullable Object place() {
        return place;
    }

    /** Notes how the attempt under way ended. */
    public synchronized void end(Outcome outcome) {
        end = outcome;
        mayHaveExecuted |= outcome.mayHaveExecuted();
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
        closed = true;
        return mayHaveExecuted();
    }

    /** Tells whether any attempt until now may have run. */
    public synchronized boolean mayHaveExecuted() {
        return mayHaveExecuted || (place != null && end == null);
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
            all.add(new Attempt(last, epoch, end));
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
     * @param epoch the epoch at which the object was believed to be there
     * @param outcome how it ended; null while it is under way
     */
    public record Attempt(
            Object place, long epoch, @Nullable Outcome outcome) {}
}
