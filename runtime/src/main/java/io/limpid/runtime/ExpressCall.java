package io.limpid.runtime;

import io.limpid.InvocationId;
import io.limpid.runtime.completion.Ticket;
import io.limpid.runtime.identity.Binding;
import io.limpid.runtime.identity.Endpoint;
import io.limpid.runtime.identity.ObjectName;
import io.limpid.runtime.identity.Standing;
import io.limpid.runtime.invocation.Acknowledged;
import io.limpid.runtime.invocation.CallObserver;
import io.limpid.runtime.invocation.Cancellation;
import io.limpid.runtime.invocation.Deadline;
import io.limpid.runtime.invocation.EarlyAttempt;
import io.limpid.runtime.invocation.Express;
import io.limpid.runtime.invocation.Invocation;
import io.limpid.runtime.invocation.Journal;
import io.limpid.runtime.invocation.MethodDescriptor;
import io.limpid.runtime.invocation.Outcome;
import io.limpid.runtime.invocation.Pending;
import io.limpid.runtime.transport.Lane;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReferenceFieldUpdater;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One call that passes the layers by, until its result has come or it joins them. Thread-safe. */
final class ExpressCall implements Lane.Attempt, Express.Ride {
    private static final AtomicReferenceFieldUpdater<ExpressCall, @Nullable Pending> ATTEMPT =
            AtomicReferenceFieldUpdater.newUpdater(ExpressCall.class, Pending.class, "attempt");
    private static final Logger LOG = LoggerFactory.getLogger(ExpressCall.class);
    private static final Pending OVER = new Pending();

    private final ExpressWay way;
    private final Express.Call call;
    private final InvocationId id;

    /** Null where the call may run more than once. */
    private final @Nullable Ticket ticket;

    private final Binding binding;
    private final Endpoint endpoint;
    private volatile Lane.@Nullable Sent sent;

    /** How its attempt will end, for the layers, once it is theirs; {@link #OVER} if its result came before; null until one of the two. */
    private volatile @Nullable Pending attempt;

    ExpressCall(
            ExpressWay way,
            Express.Call call,
            InvocationId id,
            @Nullable Ticket ticket,
            Binding binding,
            Endpoint endpoint) {
        this.way = way;
        this.call = call;
        this.id = id;
        this.ticket = ticket;
        this.binding = binding;
        this.endpoint = endpoint;
    }

    @Override
    public ObjectName object() {
        return call.object();
    }

    @Override
    public MethodDescriptor<?> method() {
        return call.method();
    }

    @Override
    public Standing standing() {
        return binding.standing();
    }

    @Override
    public InvocationId id() {
        return id;
    }

    @Override
    public Acknowledged acknowledged() {
        return ticket == null ? Acknowledged.NOTHING : ticket;
    }

    @Override
    public Deadline deadline() {
        return call.deadline();
    }

    @Override
    public long startNanos() {
        return call.startNanos();
    }

    @Override
    public void goes(Lane.Sent given) {
        sent = given;
    }

    @Override
    public void tarries() {
        leave();
    }

    @Override
    public void leave() {
        Pending unused = join();
    }

    @Override
    public void ended(Outcome outcome) {
        if (outcome instanceof Outcome.Returned result && ATTEMPT.compareAndSet(this, null, OVER)) {
            way.trust().answered(endpoint);
            if (ticket != null) {
                ticket.close();
            }
            if (way.observer() != CallObserver.NONE) {
                tell(result);
            }
            call.returned(result);
        } else {
            join().end(outcome);
        }
    }

    /** Sending it has failed, which is a bug; perhaps it was sent. */
    void failed(Throwable bug) {
        join().fail(bug);
    }

    /** Goes over to the layers, unless it has, and gives what the layers wait for; {@link #OVER} if that is too late. */
    private Pending join() {
        Pending first = new Pending();
        if (!ATTEMPT.compareAndSet(this, null, first)) {
            return Objects.requireNonNull(attempt);
        }
        EarlyAttempt early = new EarlyAttempt(binding, first);
        Invocation invocation = invocation(Journal.after(call.startNanos(), early, endpoint));
        Lane.Sent underWay = sent;
        if (underWay != null) {
            Cancellation.Registration unused = invocation.cancellation().onCancel(underWay::cancel);
        }
        call.joins(invocation, way.pipeline().invoke(invocation));
        return first;
    }

    private Invocation invocation(Journal journal) {
        Invocation unidentified = new Invocation(
                call.object(),
                call.method(),
                call.arguments(),
                Invocation.UNIDENTIFIED,
                Invocation.UNIDENTIFIED,
                call.deadline(),
                new Cancellation(),
                journal);
        return ticket == null ? unidentified.identifiedAs(id) : unidentified.identifiedAs(id, ticket);
    }

    private void tell(Outcome.Returned result) {
        Journal journal = new Journal(call.startNanos());
        String unused = journal.begin(endpoint, binding.standing());
        journal.end(result);
        try {
            way.observer().ended(invocation(journal), result);
        } catch (RuntimeException | Error e) {
            LOG.error("the observer of {} failed", call.method(), e);
        }
    }
}
