package io.limpid.runtime;

import io.limpid.runtime.identity.Endpoint;
import io.limpid.runtime.invocation.Clock;
import io.limpid.runtime.invocation.Scheduler;
import io.limpid.runtime.location.Naming.HostNameTakenException;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;

/** The real lease of a simulated host, which stands still when its host does. For one thread. */
final class SimulatedLease {
    private static final String HOST = "a";

    private final SimulatedCluster cluster;
    private final Endpoint endpoint;
    private final FakeNaming naming = new FakeNaming();
    private final Membership membership;

    /** How far the host's wall clock is from the time. */
    private Duration jump = Duration.ZERO;

    SimulatedLease(SimulatedCluster cluster, int host, PlantedBug bug) {
        this.cluster = cluster;
        this.endpoint = SimulatedCluster.endpoint(host);
        Scheduler timers = (delay, task) -> cluster.time.schedule(delay, () -> cluster.network.within(endpoint, task));
        Environment environment =
                new Environment(bug.leaseClock(clock()), timers, cluster.random, Runnable::run, () -> {});
        membership = new Membership(
                naming,
                span -> naming,
                new Membership.Identity(HOST, new UUID(1, 1), endpoint),
                environment,
                () -> cluster.withdraw(host));
        cluster.doubts.put(host, membership::isInDoubt);
    }

    private Clock clock() {
        return new Clock() {
            @Override
            public long nanoTime() {
                return cluster.time.nanoTime();
            }

            @Override
            public Instant wallTime() {
                return cluster.time.wallTime().plus(jump);
            }
        };
    }

    void join() {
        try {
            membership.join();
        } catch (HostNameTakenException e) {
            throw new AssertionError(e);
        }
    }

    /** The host stands still, and its wall clock goes back. */
    void suspend(Duration back) {
        jump = jump.minus(back);
        cluster.network.pause(endpoint);
    }

    /** Naming has not heard of the host for a term. */
    void end() {
        naming.forget(HOST);
    }

    void resume() {
        cluster.network.resume(endpoint);
    }
}
