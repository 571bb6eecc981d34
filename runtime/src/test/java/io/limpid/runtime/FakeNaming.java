package io.limpid.runtime;

import io.limpid.Concurrent;
import io.limpid.NotExecutedException.Reason;
import io.limpid.runtime.hosting.RefusedException;
import io.limpid.runtime.identity.Binding;
import io.limpid.runtime.identity.Endpoint;
import io.limpid.runtime.identity.InterfaceId;
import io.limpid.runtime.identity.ObjectName;
import io.limpid.runtime.identity.Replica;
import io.limpid.runtime.identity.Seat;
import io.limpid.runtime.invocation.Outcome.NotExecuted;
import io.limpid.runtime.location.MoveConsent;
import io.limpid.runtime.location.Naming;
import io.limpid.runtime.location.ProcessMark;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/** A naming in memory, reached as the real one is, which the test can make forget. */
@Concurrent
final class FakeNaming implements Naming {

    private final Map<String, Member> hosts = new HashMap<>();
    private final Map<ObjectName, Binding> bindings = new HashMap<>();

    /** The epochs that the last moves have replaced, by which their repetition is known. */
    private final Map<ObjectName, Long> movedFrom = new HashMap<>();

    private long clients = 100;

    /** Of hosts' leases. */
    volatile long termMillis = 400;

    private long revision;

    /** Is told of a move before the host that asked for it is answered. */
    volatile Consumer<Binding> onMoved = moved -> {};

    /** Hosts that have not been heard of. */
    final Set<String> suspects = ConcurrentHashMap.newKeySet();

    /** Is told of a name that is asked for, before it is looked up. */
    volatile Consumer<ObjectName> onResolve = name -> {};

    /** How often names were asked for. */
    volatile int resolved;

    /** Is told that somebody asks who lives, before that is looked up. */
    volatile Runnable onAskedWhoLives = () -> {};

    /** How often somebody asked who lives. */
    final AtomicInteger askedWhoLives = new AtomicInteger();

    /** Clients whose leases are over. */
    final Set<Long> ended = ConcurrentHashMap.newKeySet();

    /** Whose the clients are, of whom that is known. */
    final Map<Long, String> owners = new ConcurrentHashMap<>();

    /** Why no client's lease is renewed; null if they are. */
    volatile RuntimeException renewals;

    /** Whether hosts ask in vain. */
    volatile boolean away;

    /** Where a host seems to listen. */
    volatile UnaryOperator<Endpoint> seenFrom = UnaryOperator.identity();

    /** Is told of a binding that callers can see already, before the host that asked for it is answered. */
    volatile Consumer<ObjectName> onBound = name -> {};

    private record Member(UUID instance, Endpoint endpoint) {}

    synchronized boolean knows(String host) {
        return hosts.containsKey(host);
    }

    synchronized Binding binding(String name) {
        return bindings.get(new ObjectName(name));
    }

    /** Ends a host's lease. */
    synchronized void forget(String host) {
        hosts.remove(host);
    }

    /** Gives a name to somebody else. */
    synchronized void give(String name, String host, Endpoint endpoint) {
        bindings.computeIfPresent(new ObjectName(name), (key, old) -> bound(key, old.type(), host, endpoint));
    }

    private Binding bound(ObjectName name, InterfaceId type, String host, Endpoint endpoint) {
        revision++;
        return new Binding(name, type, revision, revision, List.of(new Replica(host, endpoint, Replica.Role.PRIMARY)));
    }

    @Override
    public synchronized CompletionStage<Lease> openClient(String description) {
        return CompletableFuture.completedFuture(new Lease(++clients, 60_000));
    }

    @Override
    public CompletionStage<Lease> renewClient(long clientId) {
        return renewals == null
                ? CompletableFuture.completedFuture(new Lease(clientId, 60_000))
                : CompletableFuture.failedFuture(renewals);
    }

    @Override
    public CompletionStage<Void> closeClient(long clientId) {
        ended.add(clientId);
        return CompletableFuture.completedFuture(null);
    }

    @Override
    public CompletionStage<List<Long>> endedClients(List<Long> clientIds) {
        return away
                ? CompletableFuture.failedFuture(new IllegalStateException("away"))
                : CompletableFuture.completedFuture(
                        clientIds.stream().filter(ended::contains).toList());
    }

    @Override
    public CompletionStage<List<ClientOwner>> clientOwners(List<Long> clientIds) {
        return away
                ? CompletableFuture.failedFuture(new IllegalStateException("away"))
                : CompletableFuture.completedFuture(clientIds.stream()
                        .filter(id -> ended.contains(id) || owners.containsKey(id))
                        .map(id -> new ClientOwner(id, ended.contains(id), owners.getOrDefault(id, "")))
                        .toList());
    }

    @Override
    public synchronized Lease joinHost(String host, UUID instance, Endpoint endpoint) throws HostNameTakenException {
        Member present = hosts.get(host);
        if (present != null && !present.instance().equals(instance)) {
            throw new HostNameTakenException(host, present.endpoint());
        }
        hosts.put(host, new Member(instance, seenFrom.apply(endpoint)));
        return new Lease(0, termMillis);
    }

    @Override
    public synchronized CompletionStage<Lease> renewHost(String host, UUID instance) throws LeaseEndedException {
        if (away) {
            return CompletableFuture.failedFuture(new IllegalStateException("away"));
        }
        if (!hosts.containsKey(host)) {
            throw new LeaseEndedException("host " + host);
        }
        return CompletableFuture.completedFuture(new Lease(0, termMillis));
    }

    @Override
    public synchronized void leaveHost(String host, UUID instance) {
        hosts.remove(host);
        List.copyOf(bindings.values()).stream()
                .filter(Binding::isGroup)
                .forEach(group -> leave(group, replica -> replica.host().equals(host)));
        bindings.values()
                .removeIf(binding ->
                        !binding.isGroup() && binding.replicas().get(0).host().equals(host));
    }

    private void leave(Binding group, Predicate<Replica> who) {
        List<Replica> left = group.replicas().stream().filter(who.negate()).toList();
        revision++;
        if (left.isEmpty()) {
            bindings.remove(group.name());
        } else {
            bindings.put(group.name(), new Binding(group.name(), group.type(), revision, group.incarnation(), left));
        }
    }

    @Override
    public Binding bind(ObjectName name, InterfaceId type, String host, UUID instance)
            throws NameTakenException, LeaseEndedException {
        Binding binding;
        synchronized (this) {
            Member member = hosts.get(host);
            if (member == null) {
                throw new LeaseEndedException("host " + host);
            }
            Binding present = bindings.get(name);
            String holder = present == null ? host : present.replicas().get(0).host();
            if (suspects.contains(holder)) {
                present = null;
            } else if (present != null && !holder.equals(host)) {
                throw new NameTakenException(present);
            }
            binding = present != null ? present : bound(name, type, host, member.endpoint());
            bindings.put(name, binding);
        }
        onBound.accept(name);
        return binding;
    }

    @Override
    public synchronized Binding joinGroup(ObjectName name, InterfaceId type, Seat seat, String host, UUID instance)
            throws NameTakenException, LeaseEndedException {
        Member member = hosts.get(host);
        if (member == null) {
            throw new LeaseEndedException("host " + host);
        }
        Binding present = bindings.get(name);
        if (present != null && !present.isGroup()) {
            throw new NameTakenException(present);
        }
        List<Replica> replicas = new ArrayList<>();
        for (Replica replica : present == null ? List.<Replica>of() : present.replicas()) {
            if (replica.host().equals(host)) {
                return present;
            }
            replicas.add(replica);
        }
        revision++;
        replicas.add(new Replica(host, member.endpoint(), seat.role(), seat.zone(), revision));
        Binding joined =
                new Binding(name, type, revision, present == null ? revision : present.incarnation(), replicas);
        bindings.put(name, joined);
        return joined;
    }

    @Override
    public Binding rebind(ObjectName name, long expectedEpoch, String toHost, UUID toInstance, UUID consent)
            throws EpochConflictException, LeaseEndedException {
        Binding moved = moved(name, expectedEpoch, toHost, toInstance, consent);
        onMoved.accept(moved);
        return moved;
    }

    private synchronized Binding moved(
            ObjectName name, long expectedEpoch, String toHost, UUID toInstance, UUID consent)
            throws EpochConflictException, LeaseEndedException {
        Member member = hosts.get(toHost);
        if (member == null || !member.instance().equals(toInstance)) {
            throw new LeaseEndedException("host " + toHost);
        }
        Binding present = bindings.get(name);
        if (present != null
                && movedFrom.getOrDefault(name, 0L) == expectedEpoch
                && present.replicas().get(0).host().equals(toHost)) {
            return present;
        }
        if (present == null || present.epoch() != expectedEpoch) {
            throw new EpochConflictException(name, expectedEpoch, present == null ? 0 : present.epoch());
        }
        Member holder = hosts.get(present.replicas().get(0).host());
        if (holder != null && !MoveConsent.isOf(holder.instance(), name, expectedEpoch, toHost, consent)) {
            throw new RefusedException(new NotExecuted(Reason.NOT_ALLOWED, "no consent to the move of " + name));
        }
        revision++;
        Binding moved = new Binding(
                name,
                present.type(),
                revision,
                present.incarnation(),
                List.of(new Replica(toHost, member.endpoint(), Replica.Role.PRIMARY)));
        bindings.put(name, moved);
        movedFrom.put(name, expectedEpoch);
        return moved;
    }

    @Override
    public CompletionStage<List<HostPlace>> hosts() {
        onAskedWhoLives.run();
        return living();
    }

    private synchronized CompletionStage<List<HostPlace>> living() {
        askedWhoLives.incrementAndGet();
        return CompletableFuture.completedFuture(hosts.entrySet().stream()
                .filter(host -> !suspects.contains(host.getKey()))
                .map(host -> new HostPlace(
                        host.getKey(),
                        host.getValue().endpoint(),
                        ProcessMark.of(host.getValue().instance())))
                .sorted(Comparator.comparing(HostPlace::name))
                .toList());
    }

    @Override
    public synchronized void unbind(ObjectName name, long expectedEpoch, UUID consent) throws EpochConflictException {
        Binding present = bindings.get(name);
        if (present != null && present.isGroup()) {
            leave(present, replica -> replica.since() == expectedEpoch);
            return;
        }
        if (present != null && present.epoch() != expectedEpoch) {
            throw new EpochConflictException(name, expectedEpoch, present.epoch());
        }
        bindings.remove(name);
    }

    @Override
    public CompletionStage<Found> find(ObjectName name) {
        return resolve(name).thenApply(entry -> new Found(revision, entry));
    }

    @Override
    public CompletionStage<Optional<Entry>> resolve(ObjectName name) {
        onResolve.accept(name);
        return found(name);
    }

    private synchronized CompletionStage<Optional<Entry>> found(ObjectName name) {
        resolved++;
        return CompletableFuture.completedFuture(Optional.ofNullable(bindings.get(name))
                .map(binding -> new Entry(
                        binding, suspects.contains(binding.replicas().get(0).host()))));
    }

    @Override
    public List<Entry> list(String prefix, String after, int limit) {
        throw new UnsupportedOperationException();
    }

    @Override
    public CompletionStage<Changes> watch(String prefix, long afterRevision) {
        throw new UnsupportedOperationException();
    }

    @Override
    public CompletionStage<Changes> watchNames(int[] fingerprints, long afterRevision) {
        return CompletableFuture.failedFuture(
                new UnsupportedOperationException("a naming that tells nothing by itself"));
    }

    @Override
    public Status status() {
        throw new UnsupportedOperationException();
    }
}
