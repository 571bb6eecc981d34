package io.limpid.naming.service;

import io.limpid.log.InMemoryLog;
import io.limpid.log.InMemoryStore;
import io.limpid.log.PeerId;
import io.limpid.naming.state.Terms;
import io.limpid.runtime.identity.Binding;
import io.limpid.runtime.identity.Endpoint;
import io.limpid.runtime.identity.InterfaceId;
import io.limpid.runtime.identity.ObjectName;
import io.limpid.runtime.identity.Replica;
import io.limpid.runtime.identity.Seat;
import io.limpid.runtime.invocation.Clock;
import io.limpid.runtime.location.MoveConsent;
import io.limpid.runtime.location.Naming;
import io.limpid.runtime.location.Naming.Changes;
import io.limpid.runtime.location.Naming.Entry;
import io.limpid.runtime.simulation.VirtualTime;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.stream.Stream;

/** Naming over the reference log on virtual time, that can die and come back on what it acknowledged. */
final class Simulated {
    static final Terms TERMS = new Terms(1_000, 6_000);
    static final InterfaceId TYPE = new InterfaceId("bank.Account");

    final VirtualTime time = new VirtualTime();
    /** What the wall clock is off by; the other clock is not touched by it. */
    Duration wallOffset = Duration.ZERO;

    private final Clock clock = new Clock() {
        @Override
        public long nanoTime() {
            return time.nanoTime();
        }

        @Override
        public Instant wallTime() {
            return time.wallTime().plus(wallOffset);
        }
    };
    private final InMemoryStore store = new InMemoryStore();
    private final Executor executor;
    private final Terms terms;
    private InMemoryLog log;
    private Optional<DirectoryCopy> copy = Optional.empty();
    private NamingService service;

    Simulated() {
        this(Runnable::run);
    }

    Simulated(Executor executor) {
        this(executor, TERMS);
    }

    /** One whose leases last so long. */
    Simulated(Terms terms) {
        this(Runnable::run, terms);
    }

    private Simulated(Executor executor, Terms terms) {
        this.executor = executor;
        this.terms = terms;
        start();
    }

    void start() {
        try {
            service = NamingService.open(
                    machine -> log = InMemoryLog.open(store, machine, executor),
                    new PeerId("single"),
                    new NamingService.Founding(terms, copy, Tenants.NOBODY),
                    clock,
                    time);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        passes(0);
    }

    void stop() {
        service.close();
    }

    NamingService naming() {
        return service;
    }

    InMemoryLog log() {
        return log;
    }

    void passes(long millis) {
        time.advance(Duration.ofMillis(millis));
    }

    static UUID instance(int number) {
        return new UUID(3, number);
    }

    void joins(int host) {
        try {
            service.joinHost("h" + host, instance(host), new Endpoint("127.0.0.1", 9000 + host));
        } catch (Naming.HostNameTakenException e) {
            throw new AssertionError(e);
        }
    }

    Binding binds(String name, int host) {
        try {
            return service.bind(new ObjectName(name), TYPE, "h" + host, instance(host));
        } catch (Naming.NameTakenException | Naming.LeaseEndedException e) {
            throw new AssertionError(e);
        }
    }

    /** Frees a name as whoever has it. */
    void frees(String name) {
        Binding present = entry(name).binding();
        int holder = present.replicas().get(0).endpoint().port() - 9000;
        try {
            service.unbind(
                    present.name(),
                    present.epoch(),
                    MoveConsent.toFree(instance(holder), present.name(), present.epoch()));
        } catch (Naming.EpochConflictException e) {
            throw new AssertionError(e);
        }
    }

    /** Moves a name from whoever has it to another host. */
    Binding moves(String name, int host) {
        Binding present = entry(name).binding();
        int holder = present.replicas().get(0).endpoint().port() - 9000;
        UUID consent = MoveConsent.of(instance(holder), present.name(), present.epoch(), "h" + host);
        try {
            return service.rebind(present.name(), present.epoch(), "h" + host, instance(host), consent);
        } catch (Naming.EpochConflictException | Naming.LeaseEndedException e) {
            throw new AssertionError(e);
        }
    }

    /** Makes a host a replica of a group. */
    Binding joinsGroup(String name, int host) {
        try {
            return service.joinGroup(
                    new ObjectName(name), TYPE, new Seat(Replica.Role.PRIMARY, ""), "h" + host, instance(host));
        } catch (Naming.NameTakenException | Naming.GroupFullException | Naming.LeaseEndedException e) {
            throw new AssertionError(e);
        }
    }

    void renews(int host) throws ExecutionException, InterruptedException {
        service.renewHost("h" + host, instance(host)).toCompletableFuture().get();
    }

    Entry entry(String name) {
        return service.resolve(new ObjectName(name))
                .toCompletableFuture()
                .join()
                .orElseThrow();
    }

    boolean isSuspect(String name) {
        return entry(name).suspect();
    }

    long opensClient() {
        return service.openClient("test").toCompletableFuture().join().clientId();
    }

    CompletableFuture<Changes> watches(String prefix, long after) {
        CompletableFuture<Changes> answer = service.watch(prefix, after).toCompletableFuture();
        passes(0);
        return answer;
    }

    /** Watches names; rounds that are due have been when it returns. */
    CompletableFuture<Changes> watchesNames(long after, String... names) {
        int[] fingerprints = Stream.of(names)
                .mapToInt(name -> new ObjectName(name).fingerprint())
                .sorted()
                .toArray();
        CompletableFuture<Changes> answer =
                service.watchNames(fingerprints, after).toCompletableFuture();
        passes(NameWatches.BETWEEN_ROUNDS.toMillis());
        return answer;
    }

    long revision() {
        return watches("", -1).join().revision();
    }
}
