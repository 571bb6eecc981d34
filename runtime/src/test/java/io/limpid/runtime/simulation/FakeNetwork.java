package io.limpid.runtime.simulation;

import io.limpid.NotExecutedException.Reason;
import io.limpid.runtime.identity.Endpoint;
import io.limpid.runtime.invocation.Invocation;
import io.limpid.runtime.invocation.Outcome;
import io.limpid.runtime.invocation.TargetInvoker;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;

/**
 * A network that the test answers for. Every attempt is kept; where an endpoint has a behaviour, the attempt is answered by it at
 * once, where it is silent, the attempt stays open until the test answers it, and nothing listens at any other endpoint.
 */
public final class FakeNetwork implements TargetInvoker {

    private final Map<Endpoint, Function<Attempt, Outcome>> behaviours = new ConcurrentHashMap<>();
    private final Map<Endpoint, Boolean> silent = new ConcurrentHashMap<>();
    private final List<Attempt> attempts = new CopyOnWriteArrayList<>();

    /** One sending. */
    public record Attempt(Invocation invocation, Target target, CompletableFuture<Outcome> answer) {}

    /** Lets an endpoint answer every attempt at once. */
    public void answer(Endpoint endpoint, Function<Attempt, Outcome> behaviour) {
        silent.remove(endpoint);
        behaviours.put(endpoint, behaviour);
    }

    /** Lets an endpoint take attempts and say nothing. */
    public void silence(Endpoint endpoint) {
        behaviours.remove(endpoint);
        silent.put(endpoint, true);
    }

    /** Lets nobody listen at an endpoint. */
    public void cut(Endpoint endpoint) {
        behaviours.remove(endpoint);
        silent.remove(endpoint);
    }

    /** Whether somebody listens at an endpoint. */
    boolean listens(Endpoint endpoint) {
        return behaviours.containsKey(endpoint) || silent.containsKey(endpoint);
    }

    /** Every attempt so far. */
    public List<Attempt> attempts() {
        return new ArrayList<>(attempts);
    }

    /** The endpoints of all attempts in their order. */
    public List<Endpoint> places() {
        return attempts.stream().map(attempt -> attempt.target().endpoint()).toList();
    }

    @Override
    public CompletableFuture<Outcome> invoke(Invocation invocation, Target target) {
        Attempt attempt = new Attempt(invocation, target, new CompletableFuture<>());
        attempts.add(attempt);
        Function<Attempt, Outcome> behaviour = behaviours.get(target.endpoint());
        if (behaviour != null) {
            attempt.answer().complete(behaviour.apply(attempt));
        } else if (!silent.containsKey(target.endpoint())) {
            attempt.answer().complete(new Outcome.NotExecuted(Reason.UNREACHABLE, "connection refused"));
        }
        return attempt.answer();
    }

    @Override
    public String toString() {
        return "network";
    }
}
