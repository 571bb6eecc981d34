package io.limpid.runtime.completion;

import io.limpid.InvocationId;
import io.limpid.runtime.invocation.Acknowledged;
import io.limpid.runtime.invocation.Invocation;
import io.limpid.runtime.invocation.Invoker;
import io.limpid.runtime.invocation.Scheduler;
import org.jspecify.annotations.Nullable;

/** One call that is to run exactly once, from its id to its answer; also its place among all that have none. Thread-safe. */
public final class Ticket extends Row.Place<Ticket> implements Acknowledged {
    final Session.Line line;

    /** The how-manieth of its object it is. */
    final long number;

    /** Its place among those of its object. */
    final Row.Place<Ticket> inLine = new Row.Place<>() {
        @Override
        Ticket owner() {
            return Ticket.this;
        }
    };

    /** Closes it when it has been kept for long enough; null before it is kept. Guarded by the session. */
    Scheduler.@Nullable Task forgetting;

    /** Whether it has both places. Guarded by the session. */
    boolean outstanding = true;

    private final Session session;
    private final InvocationId id;

    /** Null as long as the call passes the layers by. */
    private volatile @Nullable InLayers inLayers;

    /** Why nothing more is sent; null as long as it may be. Written before {@link #inLayers} is read, and read after that is written. */
    private volatile @Nullable String forbiddenBecause;

    /**
     * What a call is in the layers.
     *
     * @param call as it was before it had its id
     * @param below the way that it took, which the question takes, too, what became of it
     */
    record InLayers(Invocation call, Invoker below) {
        void forbid(String because) {
            boolean unused = call.journal().close(because);
        }
    }

    Ticket(Session session, Session.Line line, long number, InvocationId id) {
        this.session = session;
        this.line = line;
        this.number = number;
        this.id = id;
    }

    /** Takes note that the call is in the layers, and as what. */
    Ticket of(Invocation call, Invoker below) {
        InLayers known = new InLayers(call, below);
        inLayers = known;
        String forbidden = forbiddenBecause;
        if (forbidden != null) {
            known.forbid(forbidden);
        }
        return this;
    }

    /** Nothing more is sent for this call. */
    void forbid(String because) {
        forbiddenBecause = because;
        InLayers known = inLayers;
        if (known != null) {
            known.forbid(because);
        }
    }

    /** The call's identity. */
    public InvocationId id() {
        return id;
    }

    @Override
    Ticket owner() {
        return this;
    }

    /** What the call is in the layers; null as long as it passes them by. */
    @Nullable
    InLayers inLayers() {
        return inLayers;
    }

    /** The caller has its outcome, and will not ask again. */
    public void close() {
        session.close(this);
    }

    /** The caller was told "unknown", and may ask: the host is to remember it for as long as there is room. */
    void keep(Scheduler scheduler) {
        session.keep(this, scheduler);
    }

    @Override
    public long ofObject() {
        return session.firstOf(line, id.sequence());
    }

    @Override
    public long ofClient() {
        return session.first();
    }
}
