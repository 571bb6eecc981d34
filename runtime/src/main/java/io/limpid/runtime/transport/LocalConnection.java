package io.limpid.runtime.transport;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.limpid.NotExecutedException.Reason;
import io.limpid.runtime.identity.Binding;
import io.limpid.runtime.identity.Standing;
import io.limpid.runtime.invocation.Arguments;
import io.limpid.runtime.invocation.Invocation;
import io.limpid.runtime.invocation.MethodDescriptor;
import io.limpid.runtime.invocation.Outcome;
import io.limpid.runtime.transport.Transport.Draining;
import io.limpid.runtime.wire.Greeting;
import io.limpid.runtime.wire.PayloadException;
import io.limpid.runtime.wire.PayloadReader;
import java.util.ArrayDeque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One end of a connection between two transports of the same process. What a call means is what it means over a socket: arguments and
 * results are written and read again, the other end takes only so much at once, and whatever breaks leaves the same outcomes. Only the
 * frames are missing, and the loop. Thread-safe.
 */
final class LocalConnection implements Connection, Transport.Nearby {
    private final Wiring wiring;
    private final String principal;
    private final Payloads payloads;
    private final Greeting.Capacity capacity;
    private final CloseListeners closeListeners = new CloseListeners();

    /** How many want {@link #beginWaiting()} to run; whoever is the first runs it for all. */
    private final AtomicInteger wanted = new AtomicInteger();

    /** The other end; set before anybody else sees this one. */
    private LocalConnection peer = this;

    /** Calls of this end that wait for room at the other. */
    @GuardedBy("this")
    private final ArrayDeque<LocalCall> waiting = new ArrayDeque<>();

    /** Calls of this end that the other has and has not answered. */
    @GuardedBy("this")
    private final Set<LocalCall> begun = new HashSet<>();

    @GuardedBy("this")
    private long waitingBytes;

    @GuardedBy("this")
    private long begunBytes;

    /** Completes when the other end, which wants no more calls, has answered those it has; null as long as it does want more. */
    @GuardedBy("this")
    private @Nullable CompletableFuture<Void> lastAnswer;

    private volatile boolean open = true;

    /** What has left the other end's process; set before anybody else sees this one. */
    private MovedNames.Reader moved = MovedNames.NONE.reader();

    private volatile Consumer<Binding> hints = place -> {};
    private final AtomicInteger strikes = new AtomicInteger();

    private LocalConnection(Wiring wiring, String principal) {
        this.wiring = wiring;
        this.principal = principal;
        this.payloads = new Payloads(wiring.limits(), wiring.references().over(this));
        this.capacity = wiring.capacity();
    }

    /**
     * Connects two transports, which must have the same TLS settings.
     *
     * @param principal who both are, as the certificate that they share says
     * @return the caller's end
     */
    static LocalConnection between(Wiring caller, Wiring listener, String principal) {
        LocalConnection near = new LocalConnection(caller, principal);
        LocalConnection far = new LocalConnection(listener, principal);
        near.peer = far;
        far.peer = near;
        near.moved = listener.handler().moved().reader();
        return near;
    }

    /** From now on tells where objects have gone, as the other end says. */
    void hintsTo(Consumer<Binding> listener) {
        hints = listener;
    }

    /** Takes what a socket's peer would be told before an answer; of all objects, because there is no secret within a process. */
    private void hearOfMoves() {
        if (moved.isBehind()) {
            List<Binding> places;
            synchronized (this) {
                places = moved.next(name -> true, MovedNames.KEPT);
            }
            places.forEach(hints);
        }
    }

    LocalConnection peer() {
        return peer;
    }

    Wiring wiring() {
        return wiring;
    }

    Payloads payloads() {
        return payloads;
    }

    /** The longest payload that this end takes. */
    long mostBytes() {
        return capacity.messageBytes();
    }

    @Override
    public CompletableFuture<Outcome> invoke(Invocation invocation, Standing standing) {
        byte[] arguments;
        try {
            arguments = payloads.arguments(invocation.method(), invocation.arguments(), peer.mostBytes(), peer);
        } catch (PayloadException e) {
            return refused(Reason.BAD_REQUEST, String.valueOf(e.getMessage()), e);
        }
        LocalCall call = new LocalCall(this, invocation, standing, arguments);
        TransportSettings.Sharing sharing = wiring.settings().sharing();
        synchronized (this) {
            if (!isUsable()) {
                return refused(Reason.UNREACHABLE, "the connection with " + peer + " is closed", null);
            }
            if (waiting.size() >= sharing.queuedCalls() || waitingBytes >= sharing.queuedBytes()) {
                return refused(Reason.OVERLOADED, "too many calls wait for " + peer, null);
            }
            waiting.add(call);
            waitingBytes += arguments.length;
        }
        call.cancelledBy(invocation.cancellation().onCancel(() -> cancel(call)));
        beginWaiting();
        return call.future;
    }

    @Override
    public @Nullable Outcome runHere(Invocation invocation, Class<?> type, Standing standing) {
        Outcome outcome = peer.wiring.handler().runHere(new NearCall(this, invocation, type, standing));
        if (outcome != null) {
            hearOfMoves();
        }
        return outcome;
    }

    /** Takes arguments to the other end. */
    Arguments carried(Invocation invocation, Function<PayloadReader, Arguments> read) {
        return peer.payloads.read(
                payloads.arguments(invocation.method(), invocation.arguments(), peer.mostBytes(), peer), read);
    }

    /** Takes an outcome from the other end. */
    Outcome carried(MethodDescriptor<?> method, Outcome outcome) {
        Answer answer = peer.payloads.encode(method, outcome, mostBytes());
        return payloads.decode(method, answer.head(), Payload.of(answer.payload()));
    }

    private static CompletableFuture<Outcome> refused(Reason reason, String detail, @Nullable Throwable cause) {
        return CompletableFuture.completedFuture(Payloads.notExecuted(reason, detail, cause));
    }

    /** Begins what there is room for. An answer that comes at once makes room for more, in a loop instead of in depth. */
    private void beginWaiting() {
        if (wanted.getAndIncrement() != 0) {
            return;
        }
        int heard = 1;
        do {
            for (LocalCall next = next(); next != null; next = next()) {
                next.begin();
            }
            heard = wanted.addAndGet(-heard);
        } while (heard != 0);
    }

    private synchronized @Nullable LocalCall next() {
        LocalCall first = waiting.peek();
        if (first == null || !hasRoomFor(first)) {
            return null;
        }
        waiting.remove();
        waitingBytes -= first.arguments().length;
        begun.add(first);
        begunBytes += first.arguments().length;
        return first;
    }

    @GuardedBy("this")
    private boolean hasRoomFor(LocalCall call) {
        return begun.size() < peer.capacity.callsInFlight()
                && (begun.isEmpty() || begunBytes + call.arguments().length <= peer.capacity.payloadBytes());
    }

    private void cancel(LocalCall call) {
        boolean unsent;
        synchronized (this) {
            unsent = waiting.remove(call);
            waitingBytes -= unsent ? call.arguments().length : 0;
        }
        if (unsent) {
            call.end(OutboundCalls.cancelledUnsent(
                    call.invocation().deadline(), wiring.surroundings().clock()));
        } else {
            call.end(new Outcome.Unknown("the caller stopped waiting after the call was sent", null));
            call.cancelAtPeer();
        }
    }

    /** The other end has answered, and has room for another. */
    void answered(LocalCall call) {
        hearOfMoves();
        CompletableFuture<Void> last;
        synchronized (this) {
            if (begun.remove(call)) {
                begunBytes -= call.arguments().length;
            }
            last = begun.isEmpty() ? lastAnswer : null;
        }
        if (last != null) {
            last.complete(null);
        }
        acknowledge(call.invocation());
        beginWaiting();
    }

    /** There is no heartbeat to do it, and it costs little. */
    private void acknowledge(Invocation answered) {
        if (answered.journal().isTracked()) {
            long prefix = answered.journal().acknowledged().ofClient();
            peer.wiring.handler().acknowledged(peer, answered.id().clientId(), prefix);
        }
    }

    /** Tells the other end to send no more. */
    Draining drain() {
        return new Draining(CompletableFuture.completedFuture(null), peer.sendNoMore());
    }

    private CompletableFuture<Void> sendNoMore() {
        CompletableFuture<Void> last;
        List<LocalCall> unsent;
        synchronized (this) {
            last = lastAnswer == null ? new CompletableFuture<>() : lastAnswer;
            lastAnswer = last;
            unsent = takeWaiting();
            if (begun.isEmpty()) {
                last.complete(null);
            }
        }
        unsent.forEach(call -> call.end(
                Payloads.notExecuted(Reason.CLOSED, "the peer goes away: closing before the call was sent", null)));
        return last;
    }

    @GuardedBy("this")
    private List<LocalCall> takeWaiting() {
        List<LocalCall> taken = List.copyOf(waiting);
        waiting.clear();
        waitingBytes = 0;
        return taken;
    }

    /** Tells whether a call may be tried on it. */
    synchronized boolean isUsable() {
        return open && lastAnswer == null;
    }

    /** Closes both ends. */
    void close(String because) {
        closeThis(because);
        peer.closeThis(because);
    }

    private void closeThis(String because) {
        List<LocalCall> unsent;
        List<LocalCall> sent;
        CompletableFuture<Void> last;
        synchronized (this) {
            if (!open) {
                return;
            }
            open = false;
            unsent = takeWaiting();
            sent = List.copyOf(begun);
            begun.clear();
            begunBytes = 0;
            last = lastAnswer;
        }
        unsent.forEach(call ->
                call.end(Payloads.notExecuted(Reason.UNREACHABLE, because + " before the call was sent", null)));
        for (LocalCall call : sent) {
            call.end(new Outcome.Unknown(because + " after the call was sent", null));
            call.cancelAtPeer();
        }
        if (last != null) {
            last.complete(null);
        }
        closeListeners.close();
    }

    @Override
    public String principal() {
        return principal;
    }

    @Override
    public void strike(String seen) {
        if (strikes.incrementAndGet() >= STRIKES) {
            close(seen);
        }
    }

    @Override
    public boolean isOpen() {
        return open;
    }

    @Override
    public void onClose(Runnable task) {
        closeListeners.add(task);
    }

    /** What stands where a socket's address would. */
    @Override
    public String toString() {
        return "this process";
    }
}
