package io.limpid.runtime.completion;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.limpid.InvocationId;
import io.limpid.runtime.identity.ObjectName;
import io.limpid.runtime.invocation.Acknowledged;
import io.limpid.runtime.invocation.Journal;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * What a client has outstanding under one client id: which calls that are to run exactly once have no answer yet, and so up to where
 * their hosts may forget. It is the client's half of RIFL (Lee et al., "Implementing Linearizability at Large Scale and Low Latency",
 * SOSP'15), with one departure: what a call acknowledges is counted for each object by itself, so that a call which never ends holds up
 * the records, and the further calls, of its own object only.
 *
 * <p>Of one object no more calls are outstanding than {@link #WINDOW} from the first unanswered on; further ones wait here. Thread-safe.
 */
final class Session {
    /** RIFL's number. */
    static final int WINDOW = 512;

    private final long clientId;

    /** The latest sequence; also drawn from without the lock, by calls that are not followed. */
    private final AtomicLong last;

    /** All that have no answer, by sequence, in its order. */
    @GuardedBy("this")
    private final Map<Long, Ticket> outstanding = new LinkedHashMap<>();

    @GuardedBy("this")
    private final Map<ObjectName, Line> lines = new HashMap<>();

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
     * @param journal is closed when the client's lease ends
     * @return completes with its ticket once its turn comes, mostly at once; with null if the lease ends before that. Completing it from
     *     outside gives the turn up
     */
    CompletableFuture<@Nullable Ticket> open(ObjectName object, Journal journal) {
        synchronized (this) {
            if (over) {
                return CompletableFuture.completedFuture(null);
            }
            Line line = lines.computeIfAbsent(object, key -> new Line());
            if (line.hasRoom()) {
                return CompletableFuture.completedFuture(draw(object, line, journal));
            }
            Waiting waiting = new Waiting(journal);
            line.waiting.add(waiting);
            return waiting.turn;
        }
    }

    /** In one step with the registration: otherwise the prefix could pass a call that was drawn and is not registered yet. */
    @GuardedBy("this")
    private Ticket draw(ObjectName object, Line line, Journal journal) {
        Ticket ticket = new Ticket(this, new InvocationId(clientId, last.incrementAndGet()), object, journal);
        outstanding.put(ticket.id.sequence(), ticket);
        line.outstanding.put(ticket.id.sequence(), ++line.drawn);
        return ticket;
    }

    private void close(Ticket ticket) {
        Map<Waiting, Ticket> next = new LinkedHashMap<>();
        synchronized (this) {
            Line line = lines.get(ticket.object);
            if (outstanding.remove(ticket.id.sequence()) == null || line == null) {
                return;
            }
            line.outstanding.remove(ticket.id.sequence());
            while (!over && line.hasRoom()) {
                Waiting waiting = line.waiting.poll();
                if (waiting == null) {
                    break;
                }
                if (!waiting.turn.isDone()) {
                    next.put(waiting, draw(ticket.object, line, waiting.journal));
                }
            }
            if (line.outstanding.isEmpty() && line.waiting.isEmpty()) {
                lines.remove(ticket.object);
            }
        }
        next.forEach((waiting, given) -> {
            if (!waiting.turn.complete(given)) {
                given.close();
            }
        });
    }

    /** Naming has said that the lease is over: nothing more is sent under this id. */
    void end() {
        List<Ticket> tickets;
        List<Waiting> waiting = new ArrayList<>();
        synchronized (this) {
            over = true;
            tickets = List.copyOf(outstanding.values());
            lines.values().forEach(line -> {
                waiting.addAll(line.waiting);
                line.waiting.clear();
            });
        }
        tickets.forEach(ticket -> {
            boolean unused = ticket.journal.close("the lease of client " + clientId + " has ended");
        });
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
        private final Journal journal;
        private final CompletableFuture<@Nullable Ticket> turn = new CompletableFuture<>();

        Waiting(Journal journal) {
            this.journal = journal;
        }
    }

    /** One call that is to run exactly once, from its id to its answer. */
    static final class Ticket implements Acknowledged {
        private final Session session;
        private final InvocationId id;
        private final ObjectName object;
        private final Journal journal;

        private Ticket(Session session, InvocationId id, ObjectName object, Journal journal) {
            this.session = session;
            this.id = id;
            this.object = object;
            this.journal = journal;
        }

        InvocationId id() {
            return id;
        }

        /** The caller has its outcome; even if that is "unknown", it will not ask again. */
        void close() {
            session.close(this);
        }

        @Override
        public long ofObject() {
            return session.firstOf(object, id.sequence());
        }

        @Override
        public long ofClient() {
            return session.first();
        }
    }
}
