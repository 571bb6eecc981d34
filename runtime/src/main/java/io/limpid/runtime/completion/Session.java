package io.limpid.runtime.completion;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.limpid.InvocationId;
import io.limpid.runtime.completion.Ticket.InLayers;
import io.limpid.runtime.identity.ObjectName;
import io.limpid.runtime.invocation.Invocation;
import io.limpid.runtime.invocation.Invoker;
import io.limpid.runtime.invocation.Scheduler;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * What a client has outstanding under one client id: which calls that are to run exactly once have no answer yet, and so up to where
 * their hosts may forget. It is the client's half of RIFL (Lee et al., "Implementing Linearizability at Large Scale and Low Latency",
 * SOSP'15), with one departure: what a call acknowledges is counted for each object by itself, so that a call which never ends holds up
 * the records, and the further calls, of its own object only.
 *
 * <p>Of one object no more calls are outstanding than {@link #WINDOW} from the first unanswered on; further ones wait here.
 *
 * <p>A call that ended as unknown is kept for a while as one without an answer, so that its host remembers what the caller may ask. It
 * gives way to calls that would have to wait for it. Thread-safe.
 */
final class Session {
    /** RIFL's number. */
    static final int WINDOW = 512;

    /** Of how many calls that ended as unknown the hosts are made to remember what became of them, and for how long. */
    static final int MOST_KEPT = 1_024;

    static final Duration KEPT = Duration.ofSeconds(60);

    private final long clientId;

    /** The latest sequence; also drawn from without the lock, by calls that are not followed. */
    private final AtomicLong last;

    /** All that have no answer. */
    @GuardedBy("this")
    private final Row<Ticket> outstanding = new Row<>();

    @GuardedBy("this")
    private final Map<ObjectName, Line> lines = new HashMap<>();

    /** The line that was left empty last, which stays for its object's next call; null if there is none. */
    @GuardedBy("this")
    private @Nullable Line idle;

    /** Those that ended as unknown, the oldest first. */
    @GuardedBy("this")
    private final Set<Ticket> kept = new LinkedHashSet<>();

    /** Whether naming has said that the client's lease is over. */
    @GuardedBy("this")
    private boolean over;

    Session(long clientId, long last) {
        this.clientId = clientId;
        this.last = new AtomicLong(last);
    }

    long clientId() {
        return clientId;
    }

    /** Draws the id of a call that is not followed. */
    InvocationId next() {
        return new InvocationId(clientId, last.incrementAndGet());
    }

    /**
     * Opens a call that is to run exactly once.
     *
     * @param invocation its journal is closed when the client's lease ends
     * @param below takes the call from here on, and the question what became of it
     * @return completes with its ticket once its turn comes, mostly at once; with null if the lease ends before that. Completing it from
     *     outside gives the turn up
     */
    CompletableFuture<@Nullable Ticket> open(Invocation invocation, Invoker below) {
        synchronized (this) {
            if (over) {
                return CompletableFuture.completedFuture(null);
            }
            Line line = lines.computeIfAbsent(invocation.object(), Line::new);
            if (hasRoom(line)) {
                return CompletableFuture.completedFuture(draw(line).of(invocation, below));
            }
            Waiting waiting = new Waiting(invocation, below);
            line.letWait(waiting);
            return waiting.turn;
        }
    }

    /** Opens a call that passes the layers by; null if it would have to wait for its turn, or the lease has ended. */
    synchronized @Nullable Ticket openNow(ObjectName object) {
        if (over || clientId == 0) {
            return null;
        }
        Line line = lines.computeIfAbsent(object, Line::new);
        return !line.isWaitedFor() && hasRoom(line) ? draw(line) : null;
    }

    /** In one step with the registration: otherwise the prefix could pass a call that was drawn and is not registered yet. */
    @GuardedBy("this")
    private Ticket draw(Line line) {
        Ticket ticket = new Ticket(this, line, ++line.drawn, new InvocationId(clientId, last.incrementAndGet()));
        outstanding.add(ticket);
        line.outstanding.add(ticket.inLine);
        return ticket;
    }

    void close(Ticket ticket) {
        Map<Waiting, Ticket> next;
        synchronized (this) {
            if (!ticket.outstanding) {
                return;
            }
            remove(ticket);
            next = callUp(ticket.line);
            dropIfIdle(ticket.line);
        }
        give(next);
    }

    /** Drops the line that was left empty before this one, if this one is empty: who calls one object after each answer finds its line. */
    @GuardedBy("this")
    private void dropIfIdle(Line line) {
        Line before = idle;
        if (line.isEmpty() && before != line) {
            if (before != null && before.isEmpty()) {
                lines.remove(before.object);
            }
            idle = line;
        }
    }

    void keep(Ticket ticket, Scheduler scheduler) {
        Map<Waiting, Ticket> next;
        Ticket oldest = null;
        synchronized (this) {
            if (over || !ticket.outstanding) {
                return;
            }
            kept.add(ticket);
            ticket.forgetting = scheduler.schedule(KEPT, ticket::close);
            if (kept.size() > MOST_KEPT) {
                oldest = kept.iterator().next();
            }
            next = callUp(ticket.line);
        }
        give(next);
        if (oldest != null) {
            oldest.close();
        }
    }

    @GuardedBy("this")
    private void remove(Ticket ticket) {
        ticket.outstanding = false;
        outstanding.remove(ticket);
        ticket.line.outstanding.remove(ticket.inLine);
        Scheduler.Task task = ticket.forgetting;
        if (task != null) {
            kept.remove(ticket);
            task.cancel();
        }
    }

    /** Tells whether another call of the object may begin, which calls whose callers have their outcome do not hinder. */
    @GuardedBy("this")
    private boolean hasRoom(Line line) {
        while (!line.hasRoom()) {
            Ticket first = line.outstanding.first();
            if (first == null || !kept.contains(first)) {
                return false;
            }
            remove(first);
        }
        return true;
    }

    /** Draws for those that wait, as far as there is room. */
    @GuardedBy("this")
    private Map<Waiting, Ticket> callUp(Line line) {
        if (!line.isWaitedFor()) {
            return Map.of();
        }
        Map<Waiting, Ticket> next = new LinkedHashMap<>();
        while (!over && line.isWaitedFor() && hasRoom(line)) {
            Waiting waiting = line.poll();
            if (waiting != null && !waiting.turn.isDone()) {
                next.put(waiting, draw(line).of(waiting.invocation, waiting.below));
            }
        }
        return next;
    }

    private static void give(Map<Waiting, Ticket> turns) {
        turns.forEach((waiting, given) -> {
            if (!waiting.turn.complete(given)) {
                given.close();
            }
        });
    }

    /** The call of this number if it has no answer, also one that ended as unknown; null otherwise, and for one that passes the layers by. */
    synchronized @Nullable InLayers call(long sequence) {
        for (Ticket each : outstanding.all()) {
            if (each.id().sequence() == sequence) {
                return each.inLayers();
            }
        }
        return null;
    }

    /** Naming has said that the lease is over: nothing more is sent under this id. */
    void end() {
        List<Ticket> tickets;
        List<Ticket> forgotten;
        List<Waiting> waiting = new ArrayList<>();
        synchronized (this) {
            over = true;
            tickets = outstanding.all();
            forgotten = List.copyOf(kept);
            lines.values().forEach(line -> {
                for (Waiting each = line.poll(); each != null; each = line.poll()) {
                    waiting.add(each);
                }
            });
        }
        tickets.forEach(ticket -> ticket.forbid("the lease of client " + clientId + " has ended"));
        forgotten.forEach(Ticket::close);
        waiting.forEach(each -> each.turn.complete(null));
    }

    synchronized long firstOf(Line line, long own) {
        Ticket first = line.outstanding.first();
        return first == null ? own : first.id().sequence();
    }

    synchronized long first() {
        Ticket first = outstanding.first();
        return first == null ? last.get() + 1 : first.id().sequence();
    }

    /** The calls of one object. Guarded by the session. */
    static final class Line {
        private final ObjectName object;

        /** Those without an answer. */
        final Row<Ticket> outstanding = new Row<>();

        /** Null as long as nobody has had to wait. */
        private @Nullable ArrayDeque<Waiting> waiting;

        private long drawn;

        Line(ObjectName object) {
            this.object = object;
        }

        boolean hasRoom() {
            Ticket first = outstanding.first();
            return first == null || drawn - first.number < WINDOW - 1;
        }

        boolean isEmpty() {
            return outstanding.isEmpty() && !isWaitedFor();
        }

        boolean isWaitedFor() {
            return waiting != null && !waiting.isEmpty();
        }

        void letWait(Waiting call) {
            if (waiting == null) {
                waiting = new ArrayDeque<>();
            }
            waiting.add(call);
        }

        /** Takes out whoever waits for longest; null if nobody does. */
        @Nullable
        Waiting poll() {
            return waiting == null ? null : waiting.poll();
        }
    }

    private static final class Waiting {
        private final Invocation invocation;
        private final Invoker below;
        private final CompletableFuture<@Nullable Ticket> turn = new CompletableFuture<>();

        Waiting(Invocation invocation, Invoker below) {
            this.invocation = invocation;
            this.below = below;
        }
    }
}
