package io.limpid.runtime.simulation;

import io.limpid.runtime.identity.Endpoint;
import io.limpid.runtime.identity.ObjectName;
import io.limpid.runtime.invocation.Invocation;
import io.limpid.runtime.invocation.Outcome;
import io.limpid.runtime.invocation.TargetInvoker;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/**
 * A simulated network on which attempts meet what a test has planned: first what is planned for the next ones, one each, then what
 * always happens at their endpoint. For one thread.
 */
public final class PlannedNetwork implements TargetInvoker {
    private final TargetInvoker network;
    private final VirtualTime time;
    private final Deque<Fault> next = new ArrayDeque<>();
    private final Map<Endpoint, Fault> always = new HashMap<>();
    private final Map<ObjectName, Integer> sent = new HashMap<>();

    /** Makes one on which nothing is planned. */
    public PlannedNetwork(TargetInvoker network, VirtualTime time) {
        this.network = network;
        this.time = time;
    }

    /** What an attempt meets. */
    @FunctionalInterface
    public interface Fault {
        /** Sends the attempt or does not, and tells its caller how it ended. */
        void meet(Attempt attempt);
    }

    /** Plans what the next attempts meet. */
    public void next(Fault... faults) {
        next.addAll(List.of(faults));
    }

    /** Plans what all other attempts at an endpoint meet. */
    public void always(Endpoint endpoint, Fault fault) {
        always.put(endpoint, fault);
    }

    /** Takes back what always happens at an endpoint. */
    public void heal(Endpoint endpoint) {
        always.remove(endpoint);
    }

    /** How many attempts to call an object there were. */
    public int sent(ObjectName name) {
        return sent.getOrDefault(name, 0);
    }

    @Override
    public CompletableFuture<Outcome> invoke(Invocation invocation, Target target) {
        sent.merge(invocation.object(), 1, Integer::sum);
        Attempt attempt = new Attempt(invocation, target);
        invocation.cancellation().onCancel(() -> attempt.tell(new Outcome.Unknown("the caller stopped waiting", null)));
        Fault fault = next.isEmpty()
                ? always.getOrDefault(
                        target.endpoint(), sending -> sending.send().thenAccept(sending::tell))
                : next.remove();
        fault.meet(attempt);
        return attempt.told;
    }

    @Override
    public String toString() {
        return "planned network";
    }

    /** One sending, in the hand of a fault. */
    public final class Attempt {
        private final Invocation invocation;
        private final Target target;
        private final CompletableFuture<Outcome> told = new CompletableFuture<>();

        Attempt(Invocation invocation, Target target) {
            this.invocation = invocation;
            this.target = target;
        }

        /** Brings it to its host, as often as this is called; gives how that ends, of which the caller is not told by itself. */
        public CompletableFuture<Outcome> send() {
            return network.invoke(invocation, target);
        }

        /** Tells the caller, who believes what it is told first. */
        public void tell(Outcome outcome) {
            told.complete(outcome);
        }

        /** Does something later. */
        public void after(Duration span, Runnable task) {
            time.schedule(span, task);
        }
    }
}
