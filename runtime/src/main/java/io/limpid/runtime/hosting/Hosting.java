package io.limpid.runtime.hosting;

import io.limpid.NotExecutedException.Reason;
import io.limpid.runtime.completion.ClientLedgers;
import io.limpid.runtime.completion.Question;
import io.limpid.runtime.hosting.Failpoints.Point;
import io.limpid.runtime.hosting.HostedCall.Callee;
import io.limpid.runtime.hosting.WaitingRoom.Place;
import io.limpid.runtime.identity.Binding;
import io.limpid.runtime.identity.ObjectName;
import io.limpid.runtime.identity.Standing;
import io.limpid.runtime.invocation.Clock;
import io.limpid.runtime.invocation.Effect;
import io.limpid.runtime.invocation.MethodDescriptor;
import io.limpid.runtime.invocation.Outcome;
import io.limpid.runtime.invocation.Outcome.NotExecuted;
import io.limpid.runtime.invocation.Scheduler;
import io.limpid.runtime.stub.RemoteType;
import io.limpid.runtime.transport.Connection;
import io.limpid.runtime.transport.MovedNames;
import io.limpid.runtime.transport.NearCall;
import io.limpid.runtime.transport.Request;
import io.limpid.runtime.transport.RequestHandler;
import io.limpid.runtime.transport.Transport.ReferenceSource;
import io.limpid.runtime.wire.PayloadReader;
import io.limpid.runtime.wire.PayloadReaders;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Serves the calls that arrive for this process's objects. A call passes, in this order: is it let in at all; is the object here, at
 * this epoch, with this method; is there room to wait; the object's gate; a thread; and, on that thread, whether all this still
 * holds. Thread-safe.
 */
public final class Hosting implements RequestHandler {
    private static final Duration BETWEEN_SEARCHES = Duration.ofMillis(20);

    private final ObjectTable table;
    private final Ports ports;
    private final Failpoints failpoints;
    private final MethodThreads threads;
    private final HostFailures failures;
    private final Settling settling;

    /** Whose calls run here exactly once, and what is held for them. */
    private final ClientLedgers ledgers;

    private final PayloadReaders readers;
    private final Admissions admissions;
    private final Questions questions;

    /** Every call that has arrived and is not answered. */
    private final Set<HostedCall> underWay = ConcurrentHashMap.newKeySet();

    /** What runs on threads of callers in this process; not among those. */
    private final NearRuns nearRuns = new NearRuns(this);

    /** Of those under way, the ones whose method has not begun. */
    private final WaitingRoom room;

    /** When the hopeless were last looked for; see {@link #sendHopelessAway}. */
    private final AtomicLong lastSearch = new AtomicLong();

    /** Completes once {@link #drain()} was called and nothing is under way. */
    private final CompletableFuture<Void> quiet = new CompletableFuture<>();

    private volatile boolean draining;
    private volatile boolean closed;

    /**
     * What hosting stands on.
     *
     * @param threads gives each task a thread of its own at once, as many as {@link HostingSettings#mostThreads()}
     * @param references those of arguments
     * @param inDoubt whether what is held under names may be somebody else's by now
     * @param origin tells failure ids of this process from those of every other
     */
    public record Ports(
            Clock clock,
            Scheduler scheduler,
            Executor threads,
            ReferenceSource references,
            BooleanSupplier inDoubt,
            String origin) {}

    /** Makes one that serves what stands in the table. */
    public Hosting(HostingSettings settings, ObjectTable table, Ports ports) {
        this(settings, table, ports, Failpoints.NONE);
    }

    /** Makes one that tells of its steps. */
    public Hosting(HostingSettings settings, ObjectTable table, Ports ports, Failpoints failpoints) {
        this.failpoints = failpoints;
        this.readers = new PayloadReaders(settings.limits());
        this.ledgers = new ClientLedgers(settings.records());
        this.admissions = new Admissions(this);
        this.questions = new Questions(this, admissions);
        this.table = table;
        this.ports = ports;
        this.room = new WaitingRoom(settings.mostWaiting(), settings.mostWaitingBytes());
        this.settling = new Settling(ports.clock());
        this.threads =
                new MethodThreads(ports.threads(), ports.clock(), settings.mostRunning(), settings.mostThreads());
        this.lastSearch.set(ports.clock().nanoTime());
        this.failures = new HostFailures(ports.origin(), settings.detailsInFailures());
    }

    @Override
    public void handle(Request request, Responder responder) {
        failpoints.reached(Point.CALL_RECEIVED);
        NotExecuted offence = admissions.offence(request);
        if (offence != null) {
            responder.refuse(offence);
            request.connection().strike(offence.detail());
            return;
        }
        Export export = table.find(request.object());
        if (export == null || !export.isReachableOver(request.connection())) {
            responder.refuse(isShutTo(request) ? HostRefusals.shut() : notFound(request.object()));
            return;
        }
        NotExecuted barred = export.refusalFor(request.connection());
        if (barred != null) {
            responder.refuse(barred);
            return;
        }
        RemoteType<?> type = export.object().typeOf(request.type());
        Sequencer sequencer = export.sequencer();
        if (sequencer != null) {
            sequence(request, responder, export, type, sequencer);
            return;
        }
        if (type != null && request.method() == Question.METHOD) {
            questions.answer(request, responder, export);
            return;
        }
        MethodDescriptor<?> method = type == null ? null : type.skeleton().method(request.method());
        if (type == null || method == null) {
            responder.refuse(HostRefusals.mismatch(request, export, type));
            return;
        }
        Callee callee = new Callee(export, type, method);
        export.called(CallFigures.tagOf(request.id().clientId()));
        if (isTracked(request, method)) {
            admissions.admit(request, responder, callee);
        } else {
            arrive(new HostedCall(this, request, Callers.of(responder, failpoints), callee), request);
        }
    }

    private void sequence(
            Request request, Responder responder, Export export, @Nullable RemoteType<?> type, Sequencer sequencer) {
        boolean asks = request.method() == Question.METHOD;
        MethodDescriptor<?> method = type == null
                ? null
                : asks ? Question.methodOf(type.id()) : type.skeleton().method(request.method());
        if (method == null) {
            responder.refuse(HostRefusals.mismatch(request, export, type));
        } else if (isShutTo(request)) {
            responder.refuse(HostRefusals.shut());
        } else if (!(asks || isTracked(request, method)) || admissions.ledgerOf(request, responder) != null) {
            export.called(CallFigures.tagOf(request.id().clientId()));
            sequencer.take(request, method, responder);
        }
    }

    private static boolean isTracked(Request request, MethodDescriptor<?> method) {
        return method.effect() == Effect.EXACTLY_ONCE && request.id().clientId() != 0;
    }

    @Override
    public @Nullable Outcome runHere(NearCall call) {
        return failpoints == Failpoints.NONE
                ? nearRuns.run(call, table.find(call.invocation().object()))
                : null;
    }

    @Override
    public MovedNames moved() {
        return table.departed();
    }

    /** Takes a call that may begin, as soon as its turn has come. */
    void arrive(HostedCall call, Request request) {
        Place place = room.enter(call.client(), request.payload().length());
        if (!place.isGranted() && sendHopelessAway()) {
            place = room.enter(call.client(), request.payload().length());
        }
        if (!place.isGranted()) {
            call.refuse(HostRefusals.overloaded(
                    place == Place.FULL
                            ? "too many invocations wait in this host"
                            : "too many invocations of this client wait in this host",
                    threads.expectedWaitNanos(call.client())));
            return;
        }
        call.waitsAt(place);
        underWay.add(call);
        // Only now, so that whoever drains sees each call in one place or the other.
        if (isShutTo(request)) {
            call.refuse(HostRefusals.shut());
        } else {
            call.knock();
        }
    }

    @Override
    public void acknowledged(Connection connection, long clientId, long prefix) {
        admissions.acknowledged(connection, clientId, prefix);
    }

    /** Refuses the calls that nobody waits for any more; now and then only, because each of many refusals must cost little. */
    private boolean sendHopelessAway() {
        long last = lastSearch.get();
        long now = ports.clock().nanoTime();
        if (now - last < BETWEEN_SEARCHES.toNanos() || !lastSearch.compareAndSet(last, now)) {
            return false;
        }
        int before = room.waiting();
        underWay.forEach(HostedCall::refuseIfHopeless);
        return room.waiting() < before;
    }

    /** Who is treated as one where calls compete: a client, or the process behind a connection where it has no client id. */
    static Object clientOf(Request request) {
        long clientId = request.id().clientId();
        return clientId == 0 ? request.connection() : clientId;
    }

    /** Lets in no further call, but those that serve a call which is under way here; these would keep each other from ending. */
    private boolean isShutTo(Request request) {
        return closed
                || (draining && underWay.stream().noneMatch(call -> call.needs(request)) && !nearRuns.need(request));
    }

    /** Gives the reason why the call must not run here; null if there is none. */
    @Nullable
    NotExecuted whyNotHere(ObjectName name, Standing asked, Export export) {
        if (export.isWithdrawn()) {
            return notFound(name);
        }
        if (export.epoch() > 0 && ports.inDoubt().getAsBoolean()) {
            return new NotExecuted(
                    Reason.MOVED,
                    "this host has not heard of naming for too long to know whether it still holds " + name);
        }
        Standing present = export.standing();
        if (asked.incarnation() != 0 && present.epoch() != 0 && asked.incarnation() != present.incarnation()) {
            return new NotExecuted(
                    Reason.MOVED,
                    "the state of " + name + " began at " + present.incarnation() + ", not at " + asked.incarnation());
        }
        if (asked.epoch() != 0 && asked.epoch() < export.epoch()) {
            // It may have been made before the object was elsewhere, where it may have run, and been acknowledged.
            return new NotExecuted(
                    Reason.MOVED,
                    name + " is here since epoch " + export.epoch() + ", and was asked for as of epoch "
                            + asked.epoch(),
                    Duration.ZERO,
                    export.binding(),
                    null);
        }
        // Under a name that naming does not know there are no epochs: who asks for one was sent here by another such
        // object.
        boolean hasNoEpochs = export.isCurrent() && export.epoch() == 0;
        if (asked.epoch() > export.epoch() && !hasNoEpochs) {
            return new NotExecuted(
                    Reason.MOVED,
                    "this host held " + name + " until epoch " + export.epoch() + " and is asked for epoch "
                            + asked.epoch());
        }
        return null;
    }

    /** A name that moved away is answered with where it went. */
    private NotExecuted notFound(ObjectName name) {
        Binding moved = table.movedTo(name);
        if (moved != null) {
            return new NotExecuted(
                    Reason.MOVED,
                    name + " has moved to " + moved.replicas().get(0).host(),
                    Duration.ZERO,
                    moved,
                    null);
        }
        return new NotExecuted(Reason.NOT_FOUND, "this host holds no object named " + name);
    }

    /** Reads the arguments, once. */
    <T> T read(Request request, Function<PayloadReader, T> content) {
        return request.payload().read(readers, ports.references().over(request.connection()), content);
    }

    Clock clock() {
        return ports.clock();
    }

    Scheduler scheduler() {
        return ports.scheduler();
    }

    /** Is told of the steps of this host's work. */
    public Failpoints failpoints() {
        return failpoints;
    }

    MethodThreads threads() {
        return threads;
    }

    HostFailures failures() {
        return failures;
    }

    /** What is kept for clients whose calls run here exactly once. */
    public ClientLedgers ledgers() {
        return ledgers;
    }

    /** What is here under names that naming knows, with the present figures of calls. */
    public List<Export> named() {
        List<Export> named = table.exports().stream()
                .filter(export -> export.epoch() > 0 && !export.isWithdrawn())
                .toList();
        settling.settle(named);
        return named;
    }

    /** How many calls are written down, of all clients. */
    int recordedCalls() {
        return ledgers.calls();
    }

    /** How many calls have arrived whose method has not begun. */
    int waiting() {
        return room.waiting();
    }

    /** Gives a place in the waiting room back, if it had one. */
    void waitsNoLonger(Object client, Request request, @Nullable Place place) {
        if (place != null) {
            room.leave(client, request.payload().length(), place);
        }
    }

    void ended(HostedCall call) {
        underWay.remove(call);
        completeIfQuiet();
    }

    /**
     * Takes a name out whose object is elsewhere from now on: calls that wait are sent there, and for a while those that come.
     *
     * @param remembered for how long
     */
    void forward(Export export, Binding to, Duration remembered) {
        table.forward(to);
        withdraw(export);
        ports.scheduler().schedule(remembered, () -> table.stopForwarding(to));
    }

    /** Finds what has that name here; null if nothing has. */
    public @Nullable Export find(ObjectName name) {
        return table.find(name);
    }

    ObjectTable table() {
        return table;
    }

    /** Takes a name out: calls that wait are refused, those that run end as they would have. */
    public void withdraw(Export export) {
        table.withdraw(export);
        underWay.forEach(HostedCall::refuseIfNotHere);
    }

    /**
     * Lets no further call in; those under way, and what they call here in turn, go on.
     *
     * @return completes once nothing is under way
     */
    public CompletableFuture<Void> drain() {
        draining = true;
        completeIfQuiet();
        return quiet.copy();
    }

    /** Refuses what has not begun, and everything from now on. What runs is left to its connections, which end with the transport. */
    public void close() {
        closed = true;
        draining = true;
        underWay.forEach(call -> call.refuse(HostRefusals.shut()));
    }

    /** Tells whether it was closed. */
    public boolean isClosed() {
        return closed;
    }

    boolean isDraining() {
        return draining;
    }

    void completeIfQuiet() {
        if (draining && underWay.isEmpty() && nearRuns.areOver()) {
            quiet.complete(null);
        }
    }
}
