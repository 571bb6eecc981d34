package io.limpid.runtime.hosting;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.limpid.NotExecutedException.Reason;
import io.limpid.runtime.hosting.MethodThreads.Seat;
import io.limpid.runtime.hosting.ObjectGate.Entry;
import io.limpid.runtime.hosting.WaitingRoom.Place;
import io.limpid.runtime.invocation.Arguments;
import io.limpid.runtime.invocation.Cancellation;
import io.limpid.runtime.invocation.CurrentCall;
import io.limpid.runtime.invocation.MethodDescriptor;
import io.limpid.runtime.invocation.Outcome;
import io.limpid.runtime.invocation.Outcome.NotExecuted;
import io.limpid.runtime.invocation.Scheduler;
import io.limpid.runtime.stub.RemoteType;
import io.limpid.runtime.transport.Request;
import io.limpid.runtime.transport.RequestHandler.Responder;
import io.limpid.runtime.wire.PayloadException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One attempt from its arrival to its answer. It is WAITING, for the object and then for a thread, until it is refused, cancelled or
 * expired; or RUNNING, until its method has returned or, where that returned a stage, the stage is complete; then ENDED. It is
 * answered once, in the step to ENDED. Thread-safe.
 */
final class HostedCall implements ObjectGate.Waiter, MethodThreads.Candidate {
    private static final Logger LOG = LoggerFactory.getLogger(HostedCall.class);

    /** A method that takes so long on a thread that should read has broken its promise; a pause of the collector's seldom does. */
    private static final long LONG_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

    private enum Phase {
        WAITING,
        RUNNING,
        ENDED
    }

    private final Hosting hosting;
    private final Request request;
    private final Callers callers;
    private final Object client;
    private final Export export;
    private final RemoteType<?> type;
    private final MethodDescriptor<?> method;
    private final Passage passage;

    @GuardedBy("this")
    private Phase phase = Phase.WAITING;

    /** Null while WAITING. */
    @GuardedBy("this")
    private @Nullable Execution<?> execution;

    /** Refuses it at its deadline; null until it has to wait, and once it does no longer. */
    @GuardedBy("this")
    private Scheduler.@Nullable Task expiry;

    private volatile Cancellation.@Nullable Registration cancelling;

    /** Its place in the waiting room, given back when it begins or is refused; null before it has one. */
    @GuardedBy("this")
    private @Nullable Place place;

    /** Cancelled when the caller says so. That a connection is gone does not say so where the caller may come back. */
    private final Cancellation unwanted = new Cancellation();

    /** When the gate let it in. */
    private volatile long admittedNanos;

    /** Its right to the thread that it runs on; null before it has one. */
    private volatile @Nullable Seat seat;

    HostedCall(Hosting hosting, Request request, Callers callers, Callee callee) {
        this.hosting = hosting;
        this.request = request;
        this.callers = callers;
        this.client = Hosting.clientOf(request);
        this.export = callee.export();
        this.type = callee.type();
        this.method = callee.method();
        LocalObject object = export.object();
        this.passage = new Passage(object.gate(), request.chain(), isNested(), object.accessOf(method), this);
    }

    /**
     * What is called.
     *
     * @param type the interface by which it is called
     */
    record Callee(Export export, RemoteType<?> type, MethodDescriptor<?> method) {}

    /** Tells whether this call may wait for that one. */
    boolean needs(Request other) {
        return !other.chain().equals(other.id()) && request.chain().equals(other.chain());
    }

    @Override
    public boolean isNested() {
        return !request.chain().equals(request.id());
    }

    /** Takes its place in the waiting room. */
    synchronized void waitsAt(Place given) {
        place = given;
    }

    /** Another attempt of the same call has come: it gets what this one gets. */
    void join(Request attempt, Responder responder) {
        callers.join(responder);
        Cancellation.Registration unused = attempt.cancellation().onCancel(() -> cancelledBy(attempt));
    }

    /** Comes to the object: at first, and again if the object was only announced at the time. */
    void knock() {
        if (cancelling == null) {
            cancelling = request.cancellation().onCancel(() -> cancelledBy(request));
        }
        if (isEnded()) {
            // Cancelled while the listener was being added.
            close();
        } else if (export.keepsWaiting(this)) {
            expireInTime();
        } else if (!refuseIfNotHere()) {
            enter();
        }
    }

    private void enter() {
        Entry entry = passage.enter();
        if (entry == Entry.FULL) {
            overloaded("too many invocations wait for " + request.object());
        } else if (entry == Entry.TOO_LATE) {
            overloaded("the invocations that wait for " + request.object()
                    + " take longer, by experience, than this one may");
        } else if (entry == Entry.ADMITTED) {
            if (method.nonBlocking() && callers.isHere()) {
                runHere();
            } else {
                admitted();
            }
        } else {
            expireInTime();
        }
        // Refused meanwhile, it may have come to the gate too late to be taken out again.
        if (isEnded()) {
            leaveGate();
        }
    }

    @Override
    public void admitted() {
        admittedNanos = hosting.clock().nanoTime();
        if (isEnded()) {
            leaveGate();
        } else if (!hosting.threads().submit(this)) {
            expireInTime();
        }
    }

    /** Only on arrival, not when others have made way: they would run one another in ever greater depth. */
    private void runHere() {
        admittedNanos = hosting.clock().nanoTime();
        boolean ran = runOn(null);
        long nanos = hosting.clock().nanoTime() - admittedNanos;
        if (ran && nanos > LONG_NANOS && export.object().isFirstLongRun()) {
            LOG.warn(
                    "{} is @NonBlocking and held up an I/O thread for {} ms; of this object, this is said once",
                    method,
                    TimeUnit.NANOSECONDS.toMillis(nanos));
        }
    }

    @Override
    public boolean isHopeless() {
        return isExpired() || unwanted.isCancelled();
    }

    private boolean isExpired() {
        return request.deadline().hasPassed(hosting.clock());
    }

    @Override
    public long remainingNanos() {
        return request.deadline().remainingNanos(hosting.clock());
    }

    @Override
    public Object client() {
        return client;
    }

    @Override
    public void refused() {
        if (isHopeless()) {
            expire();
        } else {
            overloaded("too many invocations of this client wait for " + request.object());
        }
    }

    private void overloaded(String detail) {
        refuse(HostRefusals.overloaded(detail, export.object().gate().expectedWaitNanos()));
    }

    /** Refuses it if it waits and nobody waits for it any more. */
    boolean refuseIfHopeless() {
        return isHopeless() && expire();
    }

    /** Refuses it if it waits for what is not here (any more). */
    boolean refuseIfNotHere() {
        NotExecuted refusal = hosting.whyNotHere(request.object(), request.standing(), export);
        return refusal != null && refuse(refusal);
    }

    @Override
    public void turnedAway(String reason, long waitNanos) {
        refuse(HostRefusals.overloaded(reason, waitNanos));
    }

    /**
     * Refuses it if its method has not begun.
     *
     * @return whether it was refused by this
     */
    boolean refuse(NotExecuted refusal) {
        Place held;
        synchronized (this) {
            if (phase != Phase.WAITING) {
                return false;
            }
            phase = Phase.ENDED;
            held = takePlace();
        }
        leaveGate();
        hosting.threads().forget(this);
        hosting.waitsNoLonger(client, request, held);
        callers.refuse(refusal);
        close();
        return true;
    }

    @GuardedBy("this")
    private @Nullable Place takePlace() {
        Place held = place;
        place = null;
        return held;
    }

    private boolean expire() {
        return refuse(
                isExpired()
                        ? new NotExecuted(Reason.DEADLINE_EXCEEDED, "the deadline passed before the method began")
                        : cancelled());
    }

    private static NotExecuted cancelled() {
        return new NotExecuted(Reason.CANCELLED, "cancelled before the method began");
    }

    private void expireInTime() {
        long left = request.deadline().remainingNanos(hosting.clock());
        synchronized (this) {
            if (phase == Phase.WAITING && expiry == null) {
                expiry = hosting.scheduler().schedule(Duration.ofNanos(Math.max(0, left)), this::expire);
            }
        }
    }

    /** The attempt's caller no longer wants it, or its connection is gone. */
    private void cancelledBy(Request attempt) {
        if (!callers.mayComeBack() || attempt.connection().isOpen()) {
            cancel();
        } else {
            // Whoever lost the connection comes back with the same id, if it can; but nobody waits beyond the deadline.
            cancelInTime();
        }
    }

    private void cancelInTime() {
        long left = request.deadline().remainingNanos(hosting.clock());
        synchronized (this) {
            if (phase == Phase.RUNNING && expiry == null) {
                expiry = hosting.scheduler().schedule(Duration.ofNanos(Math.max(0, left)), this::cancel);
            }
        }
    }

    private void cancel() {
        unwanted.cancel();
        if (refuse(cancelled())) {
            return;
        }
        Execution<?> running;
        synchronized (this) {
            running = execution;
        }
        if (running != null) {
            running.cancel();
        }
    }

    @Override
    public boolean runSoon(Runnable task) {
        return export.object().isQuick() && callers.runSoon(task);
    }

    @Override
    public boolean run(Seat given) {
        seat = given;
        return runOn(given);
    }

    /**
     * Runs the method on this thread.
     *
     * @param given its right to the thread; null where the thread brought the call, and goes on with its own work
     * @return whether it was run
     */
    private boolean runOn(@Nullable Seat given) {
        if (!begin()) {
            return false;
        }
        Arguments arguments;
        try {
            arguments = hosting.read(request, in -> type.skeleton().readArguments(method, in));
        } catch (PayloadException e) {
            end(() -> callers.refuse(HostRefusals.unreadable(method, e)));
            return false;
        } catch (RuntimeException | Error e) {
            LOG.error("the arguments of {} could not be read; this is a bug", this, e);
            end(() -> callers.refuse(HostRefusals.unreadable(method, e)));
            return false;
        }
        Excursions excursions = new Excursions(hosting.threads(), given, passage, method);
        CurrentCall call = new CurrentCall(
                request.chain(), request.connection().principal(), request.deadline(), unwanted, excursions);
        Execution<?> running =
                Execution.of(type, export.object().object(), method, call, given != null, hosting.failpoints());
        synchronized (this) {
            execution = running;
        }
        long begun = hosting.clock().nanoTime();
        running.run(arguments, this::ended);
        export.object().ran(hosting.clock().nanoTime() - begun);
        return true;
    }

    /** Crosses from "may be refused" to "may have run". Nothing that can wait stands between these tests and the method. */
    private boolean begin() {
        if (refuseIfHopeless() || refuseIfNotHere()) {
            return false;
        }
        Place held;
        synchronized (this) {
            if (phase != Phase.WAITING) {
                return false;
            }
            phase = Phase.RUNNING;
            held = takePlace();
        }
        stopExpiry();
        hosting.waitsNoLonger(client, request, held);
        if (method.effect().mayRepeat()) {
            callers.begun();
        }
        if (request.cancellation().isCancelled()) {
            // Its connection was lost while it waited.
            cancelledBy(request);
        }
        return true;
    }

    private void ended(Outcome outcome) {
        Outcome answer = outcome instanceof Outcome.Threw threw
                ? hosting.failures().outcomeOf(request, method, export.object().object(), threw.exception())
                : outcome;
        end(() -> {
            if (answer instanceof NotExecuted refusal) {
                callers.refuse(refusal);
            } else {
                callers.answer(method, answer);
            }
        });
    }

    /** Answers, then leaves: a result may be part of the object, and must not change while it is written. */
    private void end(Runnable answer) {
        synchronized (this) {
            phase = Phase.ENDED;
        }
        try {
            answer.run();
        } finally {
            hosting.threads().makeWay(seat, () -> {
                leaveGate();
                close();
            });
        }
    }

    private void leaveGate() {
        boolean unused = passage.giveUp();
        passage.leave(hosting.clock().nanoTime() - admittedNanos);
    }

    private void close() {
        stopExpiry();
        Cancellation.Registration registration = cancelling;
        if (registration != null) {
            registration.close();
        }
        hosting.ended(this);
    }

    private void stopExpiry() {
        Scheduler.Task task;
        synchronized (this) {
            task = expiry;
            expiry = null;
        }
        if (task != null) {
            task.cancel();
        }
    }

    private synchronized boolean isEnded() {
        return phase == Phase.ENDED;
    }

    /** Each is one of its own; to ask the JVM for an identity takes longer than to look at its id. */
    @Override
    public int hashCode() {
        return request.id().hashCode();
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return this == other;
    }

    @Override
    public String toString() {
        return method + " on " + request.object() + " [call " + request.id() + "]";
    }
}
