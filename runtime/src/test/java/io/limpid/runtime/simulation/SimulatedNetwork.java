package io.limpid.runtime.simulation;

import io.limpid.NotExecutedException.Reason;
import io.limpid.runtime.identity.Endpoint;
import io.limpid.runtime.invocation.Cancellation;
import io.limpid.runtime.invocation.Deadline;
import io.limpid.runtime.invocation.Invocation;
import io.limpid.runtime.invocation.Outcome;
import io.limpid.runtime.invocation.TargetInvoker;
import io.limpid.runtime.transport.Request;
import io.limpid.runtime.transport.RequestHandler;
import io.limpid.runtime.wire.Limits;
import io.limpid.runtime.wire.PayloadWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;

/**
 * Carries attempts between the real calling side and real hosts, as badly as it is told to, in virtual time and by a seed. For one
 * thread.
 */
public final class SimulatedNetwork implements TargetInvoker {
    private final VirtualTime time;
    private final RandomGenerator random;
    private final Faults faults;
    private final Trace trace;
    private final Map<Endpoint, Listening> hosts = new HashMap<>();
    private final Map<Endpoint, Set<Direction>> cuts = new HashMap<>();

    /** Of hosts that are paused: what waits for them to go on. */
    private final Map<Endpoint, List<Runnable>> paused = new HashMap<>();

    private final Set<Endpoint> speechless = new HashSet<>();

    /** A host's life from its start to its crash. */
    private record Listening(RequestHandler handler, Map<String, SimulatedConnection> connections) {
        SimulatedConnection connection(String principal) {
            return connections.computeIfAbsent(principal, SimulatedConnection::new);
        }
    }

    /** Makes one on which nobody listens. */
    public SimulatedNetwork(VirtualTime time, RandomGenerator random, Faults faults, Trace trace) {
        this.time = time;
        this.random = random;
        this.faults = faults;
        this.trace = trace;
    }

    /** Lets a host be reached. */
    public void listen(Endpoint endpoint, RequestHandler handler) {
        hosts.put(endpoint, new Listening(handler, new TreeMap<>()));
    }

    /** Takes a host away: what is on its way there is lost, what it has not answered stays unanswered, and connections break. */
    public void crash(Endpoint endpoint) {
        trace.note("crash " + endpoint);
        Listening gone = hosts.remove(endpoint);
        if (gone != null) {
            gone.connections.values().forEach(SimulatedConnection::close);
        }
    }

    /** Breaks the connections to a host: what is on its way there arrives, and whoever sent it does not know. */
    public void disconnect(Endpoint endpoint) {
        trace.note("disconnect " + endpoint);
        Map<String, SimulatedConnection> broken = hosts.get(endpoint).connections();
        List.copyOf(broken.values()).forEach(SimulatedConnection::close);
        broken.clear();
    }

    /** Which way a message goes. */
    public enum Direction {
        TO_HOST,
        FROM_HOST
    }

    /** Loses everything that goes this way, and nothing that goes the other. */
    public void cut(Endpoint endpoint, Direction direction) {
        trace.note("cut " + endpoint + " " + direction);
        cuts.computeIfAbsent(endpoint, key -> EnumSet.noneOf(Direction.class)).add(direction);
    }

    /** Loses nothing there any more. */
    public void heal(Endpoint endpoint) {
        trace.note("heal " + endpoint);
        cuts.remove(endpoint);
    }

    private boolean isCut(Endpoint endpoint, Direction direction) {
        return cuts.getOrDefault(endpoint, Set.of()).contains(direction);
    }

    /** Loses the next answer of the host. */
    public void dropNextAnswer(Endpoint endpoint) {
        trace.note("drop " + endpoint);
        speechless.add(endpoint);
    }

    /** Keeps from the host whatever arrives there, and what it would do next; its own timers go on. */
    public void pause(Endpoint endpoint) {
        trace.note("pause " + endpoint);
        paused.put(endpoint, new ArrayList<>());
    }

    /** Lets a paused host go on. */
    public void resume(Endpoint endpoint) {
        trace.note("resume " + endpoint);
        List<Runnable> kept = paused.remove(endpoint);
        if (kept != null) {
            kept.forEach(task -> after(Duration.ZERO, () -> within(endpoint, task)));
        }
    }

    /** Does something in a host, at once or when it goes on. */
    public void within(Endpoint endpoint, Runnable task) {
        List<Runnable> kept = paused.get(endpoint);
        if (kept == null) {
            task.run();
        } else {
            kept.add(task);
        }
    }

    @Override
    public CompletableFuture<Outcome> invoke(Invocation invocation, Target target) {
        return invoke(invocation, target, "");
    }

    /** The same network for a client whose certificate says this. */
    public TargetInvoker as(String principal) {
        return principal.isEmpty() ? this : (invocation, target) -> invoke(invocation, target, principal);
    }

    private CompletableFuture<Outcome> invoke(Invocation invocation, Target target, String principal) {
        CompletableFuture<Outcome> end = new CompletableFuture<>();
        Listening there = hosts.get(target.endpoint());
        if (there == null) {
            after(latency(), () -> end.complete(new Outcome.NotExecuted(Reason.UNREACHABLE, "connection refused")));
            return end;
        }
        SimulatedConnection connection = there.connection(principal);
        PayloadWriter out = new PayloadWriter(Limits.DEFAULT, new NoReferences());
        invocation.arguments().writeTo(out);
        byte[] payload = out.toBytes();
        long acknowledged = invocation.journal().acknowledged().ofObject();
        Cancellation atHost = new Cancellation();
        invocation.cancellation().onCancel(() -> {
            end.complete(new Outcome.Unknown("the caller stopped waiting after the call was sent", null));
            if (!isCut(target.endpoint(), Direction.TO_HOST)) {
                after(latency(), atHost::cancel);
            }
        });
        connection.onClose(() -> after(latency(), () -> broke(end)));
        Runnable arrival = () -> within(target.endpoint(), () -> {
            if (hosts.get(target.endpoint()) != there) {
                return;
            }
            trace.note("arrives " + invocation.id() + " " + invocation.method().name());
            Request request = new Request(
                    invocation.object(),
                    invocation.method().type(),
                    invocation.method().id(),
                    target.standing(),
                    acknowledged,
                    invocation.id(),
                    invocation.chain(),
                    Deadline.after(
                            Duration.ofNanos(Math.max(0, invocation.deadline().remainingNanos(time))), time),
                    payload,
                    atHost,
                    connection);
            Consumer<Outcome> back = outcome -> {
                // A host that has crashed says nothing any more.
                boolean heard = hosts.get(target.endpoint()) == there
                        && !isCut(target.endpoint(), Direction.FROM_HOST)
                        && !speechless.remove(target.endpoint());
                if (heard) {
                    carry(() -> end.complete(outcome), () -> broke(end));
                } else {
                    after(Duration.ofMillis(300), () -> broke(end));
                }
            };
            try {
                there.handler.handle(request, new SimulatedAnswer(invocation.method(), back));
            } catch (RuntimeException e) {
                // As the transport does.
                back.accept(new Outcome.Unknown("the host failed while it took the call", null));
            }
        });
        if (isCut(target.endpoint(), Direction.TO_HOST)) {
            after(Duration.ofMillis(300), () -> broke(end));
        } else {
            carry(arrival, () -> broke(end));
        }
        return end;
    }

    private static void broke(CompletableFuture<Outcome> end) {
        end.complete(new Outcome.Unknown("the connection broke after the call was sent", null));
    }

    /** Brings one message over, or not. */
    private void carry(Runnable arrival, Runnable failure) {
        if (happens(faults.lost())) {
            after(Duration.ofMillis(300), failure);
            return;
        }
        if (happens(faults.lied())) {
            after(latency(), failure);
        }
        if (happens(faults.doubled())) {
            after(latency(), arrival);
        }
        after(latency(), arrival);
    }

    private Duration latency() {
        long micros = 100 + random.nextInt(2_000) + (happens(faults.late()) ? random.nextInt(500_000) : 0);
        return Duration.ofNanos(micros * 1_000);
    }

    private boolean happens(int thousandths) {
        return thousandths > 0 && random.nextInt(1_000) < thousandths;
    }

    private void after(Duration delay, Runnable task) {
        time.schedule(delay, task);
    }

    @Override
    public String toString() {
        return "simulated network";
    }
}
