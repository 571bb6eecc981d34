package io.limpid.runtime.transport;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.limpid.NotExecutedException.Reason;
import io.limpid.runtime.identity.Endpoint;
import io.limpid.runtime.identity.Standing;
import io.limpid.runtime.invocation.Cancellation;
import io.limpid.runtime.invocation.Invocation;
import io.limpid.runtime.invocation.Outcome;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;

/**
 * The connections to one endpoint. One attempt to connect is under way at a time, and calls wait for it; after one that failed,
 * calls fail at once until the next is due. Nor do they wait where the endpoint has fallen silent: its machine may take
 * connections for a process that stands still, and who calls may have others to turn to. Thread-safe.
 */
final class Peer {
    /** For how long it is known of an endpoint that it fell silent; longer than an attempt to connect takes, which renews it. */
    private static final Duration SILENCE_KNOWN = Duration.ofSeconds(10);

    /** When to look again whether one that fell silent has greeted meanwhile, for those who have nobody else; it costs nothing. */
    private static final Duration LOOK_AGAIN = Duration.ofMillis(50);

    private static final double BACKOFF_GROWTH = 1.6;
    private static final double JITTER = 0.2;

    private final Endpoint endpoint;
    private final Wiring wiring;
    private final Dialer dialer;
    private final Transport.HintListener hints;

    /** Replaced whole, under the lock. */
    private volatile List<NettyConnection> connections = List.of();

    @GuardedBy("this")
    private final List<Waiting> waiting = new ArrayList<>();

    @GuardedBy("this")
    private boolean dialling;

    @GuardedBy("this")
    private @Nullable String closedBecause;

    /** Consecutive failures; 0 after a success. */
    @GuardedBy("this")
    private int failures;

    /** No attempt before this point of the clock, where there were failures. */
    @GuardedBy("this")
    private long nextAttempt;

    @GuardedBy("this")
    private Outcome.@Nullable NotExecuted lastFailure;

    /** When it was last found to be silent; null where it has spoken since. */
    @GuardedBy("this")
    private @Nullable Long silentAt;

    Peer(Endpoint endpoint, Wiring wiring, Dialer dialer, Transport.HintListener hints) {
        this.endpoint = endpoint;
        this.wiring = wiring;
        this.dialer = dialer;
        this.hints = hints;
    }

    private record Waiting(Invocation invocation, Standing standing, CompletableFuture<Outcome> future) {}

    CompletableFuture<Outcome> invoke(Invocation invocation, Standing standing) {
        NettyConnection chosen = choose();
        if (chosen == null) {
            return waitForConnection(invocation, standing);
        }
        if (chosen.load() >= chosen.capacity()
                && connections.size() < wiring.settings().sharing().connectionsPerEndpoint()) {
            addConnection();
        }
        return chosen.invoke(invocation, standing);
    }

    /** Gives an open connection with room; null where there is none, and where another is to be opened. */
    @Nullable
    Lane lane() {
        NettyConnection chosen = choose();
        return chosen == null || chosen.load() >= chosen.capacity() ? null : chosen;
    }

    private @Nullable NettyConnection choose() {
        List<NettyConnection> all = connections;
        NettyConnection best = null;
        for (int i = 0; i < all.size(); i++) {
            NettyConnection candidate = all.get(i);
            if (candidate.isUsable() && (best == null || candidate.load() < best.load())) {
                best = candidate;
            }
        }
        return best;
    }

    private CompletableFuture<Outcome> waitForConnection(Invocation invocation, Standing standing) {
        Waiting call = new Waiting(invocation, standing, new CompletableFuture<>());
        boolean isFirst;
        synchronized (this) {
            if (closedBecause != null) {
                return done(Payloads.notExecuted(Reason.CLOSED, closedBecause, null));
            }
            if (waiting.size() >= wiring.settings().sharing().queuedCalls()) {
                return done(Payloads.notExecuted(Reason.OVERLOADED, "too many calls wait for " + endpoint, null));
            }
            long untilNext = nextAttempt - wiring.surroundings().clock().nanoTime();
            if (!dialling && lastFailure != null && untilNext > 0) {
                return done(later(lastFailure, untilNext));
            }
            isFirst = !dialling;
            dialling = true;
            if (isSilent()) {
                call.future.complete(stillSilent());
            } else {
                waiting.add(call);
            }
        }
        listenForCancel(call);
        if (isFirst) {
            dial();
        }
        return call.future;
    }

    @GuardedBy("this")
    private boolean isSilent() {
        Long since = silentAt;
        return since != null && wiring.surroundings().clock().nanoTime() - since < SILENCE_KNOWN.toNanos();
    }

    private Outcome stillSilent() {
        return new Outcome.NotExecuted(
                Reason.UNREACHABLE,
                "no connection with " + endpoint + ": it has fallen silent, and has not greeted since",
                LOOK_AGAIN,
                null,
                null);
    }

    private synchronized void fellSilent() {
        silentAt = wiring.surroundings().clock().nanoTime();
    }

    private static CompletableFuture<Outcome> done(Outcome outcome) {
        return CompletableFuture.completedFuture(outcome);
    }

    private static Outcome later(Outcome.NotExecuted failure, long nanos) {
        return new Outcome.NotExecuted(
                failure.reason(), failure.detail(), Duration.ofNanos(nanos), failure.redirect(), failure.cause());
    }

    private void listenForCancel(Waiting call) {
        Cancellation.Registration registration = call.invocation.cancellation().onCancel(() -> {
            synchronized (this) {
                if (!waiting.remove(call)) {
                    return;
                }
            }
            call.future.complete(new Outcome.NotExecuted(
                    Reason.CANCELLED, "the caller stopped waiting before there was a connection with " + endpoint));
        });
        CompletableFuture<Outcome> unused = call.future.whenComplete((outcome, failure) -> registration.close());
    }

    private void addConnection() {
        synchronized (this) {
            boolean tooEarly =
                    failures > 0 && nextAttempt - wiring.surroundings().clock().nanoTime() > 0;
            if (dialling || tooEarly || closedBecause != null) {
                return;
            }
            dialling = true;
        }
        dial();
    }

    private void dial() {
        CompletableFuture<NettyConnection> unused = dialer.dial(endpoint).whenComplete((connection, failure) -> {
            if (connection != null) {
                onConnected(connection);
            } else {
                onFailed(failure);
            }
        });
    }

    private void onConnected(NettyConnection connection) {
        List<Waiting> ready;
        connection.hintsTo(place -> hints.hinted(endpoint, place));
        connection.onSilence(this::fellSilent);
        synchronized (this) {
            dialling = false;
            failures = 0;
            lastFailure = null;
            silentAt = null;
            ready = takeWaiting();
            if (closedBecause == null) {
                List<NettyConnection> more = new ArrayList<>(connections);
                more.add(connection);
                connections = List.copyOf(more);
            } else {
                connection.close(closedBecause);
            }
        }
        connection.onClose(() -> forget(connection));
        // Their arguments are still to be written, which is no work for the I/O thread that this is.
        Runnable go = () -> ready.forEach(call -> forward(connection, call));
        try {
            wiring.surroundings().executor().execute(go);
        } catch (RejectedExecutionException e) {
            go.run();
        }
    }

    private static void forward(NettyConnection connection, Waiting call) {
        CompletableFuture<Void> unused =
                connection.invoke(call.invocation, call.standing).thenAccept(call.future::complete);
    }

    private synchronized void forget(NettyConnection connection) {
        List<NettyConnection> fewer = new ArrayList<>(connections);
        fewer.remove(connection);
        connections = List.copyOf(fewer);
    }

    private void onFailed(Throwable failure) {
        List<Waiting> failed;
        Outcome.NotExecuted outcome;
        synchronized (this) {
            dialling = false;
            failures++;
            nextAttempt = wiring.surroundings().clock().nanoTime() + backoffNanos();
            silentAt = failure instanceof ConnectFailure late && late.isSilence()
                    ? wiring.surroundings().clock().nanoTime()
                    : null;
            boolean forbidden = failure instanceof Dialer.PlaintextRefused;
            outcome = Payloads.notExecuted(
                    forbidden ? Reason.NOT_ALLOWED : Reason.UNREACHABLE,
                    (forbidden ? "" : "no connection with " + endpoint + ": ") + failure.getMessage(),
                    failure);
            lastFailure = outcome;
            failed = takeWaiting();
        }
        failed.forEach(call -> call.future.complete(outcome));
    }

    @GuardedBy("this")
    private long backoffNanos() {
        TransportSettings.Patience patience = wiring.settings().patience();
        double longest = patience.longestBackoff().toNanos();
        double grown = patience.firstBackoff().toNanos() * Math.pow(BACKOFF_GROWTH, Math.min(failures - 1, 64));
        double jitter = 1 - JITTER + 2 * JITTER * wiring.surroundings().random().nextDouble();
        return (long) (Math.min(grown, longest) * jitter);
    }

    @GuardedBy("this")
    private List<Waiting> takeWaiting() {
        List<Waiting> taken = List.copyOf(waiting);
        waiting.clear();
        return taken;
    }

    /** The connections that are open now. */
    List<NettyConnection> connections() {
        return connections;
    }

    void close(String because) {
        List<Waiting> failed;
        synchronized (this) {
            closedBecause = because;
            failed = takeWaiting();
        }
        failed.forEach(call -> call.future.complete(Payloads.notExecuted(Reason.CLOSED, because, null)));
        connections.forEach(connection -> connection.close(because));
    }
}
