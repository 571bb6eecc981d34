package io.limpid.runtime.completion;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.limpid.InvocationId;
import io.limpid.runtime.identity.ObjectName;
import io.limpid.runtime.invocation.Acknowledged;
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

    /** All that have no answer, by sequence, in its order. */
    @GuardedBy("this")
    private final Map<Long, Ticket> outstanding = new LinkedHashMap<>();

    @GuardedBy("this")
    private final Map<ObjectName, Line> lines = new HashMap<>();

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
            Line line = lines.computeIfAbsent(invocation.object(), key -> new Line());
            if (hasRoom(line)) {
                return CompletableFuture.completedFuture(draw(line, invocation, below));
            }
            Waiting waiting = new Waiting(invocation, below);
            line.waiting.add(waiting);
            return waiting.turn;
        }
    }

    /** In one step with the registration: otherwise the prefix could pass a call that was drawn and is not registered yet. */
    @GuardedBy("this")
    private Ticket draw(Line line, Invocation invocation, Invoker below) {
        Ticket ticket = new Ticket(this, new InvocationId(clientId, last.incrementAndGet()), invocation, below);
        outstanding.put(ticket.id.sequence(), ticket);
        line.outstanding.put(ticket.id.sequence(), ++line.drawn);
        return ticket;
    }

    private void close(Ticket ticket) {
        Map<Waiting, Ticket> next;
        synchronized (this) {
            Line line = lines.get(ticket.object());
            if (line == null || !remove(line, ticket)) {
                return;
            }
            next = callUp(line);
            if (line.outstanding.isEmpty() && line.waiting.isEmpty()) {
                lines.remove(ticket.object());
            }
        }
        give(next);
    }

    private void keep(Ticket ticket, Scheduler scheduler) {
        Map<Waiting, Ticket> next;
        Ticket oldest = null;
        synchronized (this) {
            Line line = lines.get(ticket.object());
            if (over || line == null || !outstanding.containsKey(ticket.id.sequence())) {
                return;
            }
            kept.add(ticket);
            ticket.forgetting = scheduler.schedule(KEPT, ticket::close);
            if (kept.size() > MOST_KEPT) {
                oldest = kept.iterator().next();
            }
            next = callUp(line);
        }
        give(next);
        if (oldest != null) {
            oldest.close();
        }
    }

    @GuardedBy("this")
    private boolean remove(Line line, Ticket ticket) {
        if (outstanding.remove(ticket.id.sequence()) == null) {
            return false;
        }
        line.outstanding.remove(ticket.id.sequence());
        kept.remove(ticket);
        Scheduler.Task task = ticket.forgetting;
        if (task != null) {
            task.cancel();
        }
        return true;
    }

    /** Tells whether another call of the object may begin, which calls whose callers have their outcome do not hinder. */
    @GuardedBy("this")
    private boolean hasRoom(Line line) {
        while (!line.hasRoom()) {
            Ticket first = outstanding.get(first(line.outstanding));
            if (first == null || !kept.contains(first)) {
                return false;
            }
            remove(line, first);
        }
        return true;
    }

    /** Draws for those that wait, as far as there is room. */
    @GuardedBy("this")
    private Map<Waiting, Ticket> callUp(Line line) {
        Map<Waiting, Ticket> next = new LinkedHashMap<>();
        while (!over && !line.waiting.isEmpty() && hasRoom(line)) {
            Waiting waiting = line.waiting.remove();
            if (!waiting.turn.isDone()) {
                next.put(waiting, draw(line, waiting.invocation, waiting.below));
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

    /** The call of this number if it has no answer, also one that ended as unknown; null otherwise. */
    synchronized @Nullable Ticket ticket(long sequence) {
        return outstanding.get(sequence);
    }

    /** Naming has said that the lease is over: nothing more is sent under this id. */
    void end() {
        List<Ticket> tickets;
        List<Ticket> forgotten;
        List<Waiting> waiting = new ArrayList<>();
        synchronized (this) {
            over = true;
            tickets = List.copyOf(outstanding.values());
            forgotten = List.copyOf(kept);
            lines.values().forEach(line -> {
                waiting.addAll(line.waiting);
                line.waiting.clear();
            });
        }
        tickets.forEach(ticket -> {
            boolean unused = ticket.invocation.journal().close("the lease of client " + clientId + " has ended");
        });
        forgotten.forEach(Ticket::close);
        waiting.forEach(each -> each.turn.complete(null));
    }

    private synchronized long firstOf(ObjectName object, long own) {
        Line line = lines.get(object);
        return line == null || line.outstanding.isEmpty() ? own : first(line.outstanding);
    }

    private synchronized long first() {
        return outstanding.isEmpty() ? last.get() + 1 : first(outstanding);
    }

    private static long first(Map<Long, ?> bySequence) {
        return bySequence.keySet().iterator().next();
    }

    /** The calls of one object. Guarded by the session. */
    private static final class Line {
        /** Those without an answer: the how-manieth of this object each is, by sequence, in its order. */
        private final Map<Long, Long> outstanding = new LinkedHashMap<>();

        private final ArrayDeque<Waiting> waiting = new ArrayDeque<>();
        private long drawn;

        boolean hasRoom() {
            return outstanding.isEmpty()
                    || drawn - outstanding.values().iterator().next() < WINDOW - 1;
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

    /** One call that is to run exactly once, from its id to its answer. */
    static final class Ticket implements Acknowledged {
        private final Session session;
        private final InvocationId id;
        private final Invocation invocation;
        private final Invoker below;

        /** Closes it when it has been kept for long enough; null before it is kept. Guarded by the session. */
        private Scheduler.@Nullable Task forgetting;

        private Ticket(Session session, InvocationId id, Invocation invocation, Invoker below) {
            this.session = session;
            this.id = id;
            this.invocation = invocation;
            this.below = below;
        }

        InvocationId id() {
            return id;
        }

        private ObjectName object() {
            return invocation.object();
        }

        /** The call, as it was before it had its id. */
        Invocation invocation() {
            return invocation;
        }

        /** The way that it took. */
        Invoker below() {
            return below;
        }

        /** The caller has its outcome, and will not ask again. */
        void close() {
            session.close(this);
        }

        /** The caller was told "unknown", and may ask: the host is to remember it for as long as there is room. */
        void keep(Scheduler scheduler) {
            session.keep(this, scheduler);
        }

        @Override
        public long ofObject() {
            return session.firstOf(object(), id.sequence());
        }

        @Override
        public long ofClient() {
            return session.first();
        }
    }
}
