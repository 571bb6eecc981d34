package io.limpid.runtime.completion;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a host knows of the clients whose calls it runs exactly once: whose each client id is, what the client has acknowledged, and how
 * much is held for it in which objects. There is room for so much and no more; where it is used up further calls are refused, and
 * nothing is forgotten to make room.
 *
 * <p>Whoever comes with an id that is new here claims it, and is served; that naming is asked holds nobody up. Several may claim one id,
 * and nothing of the one meets anything of the other. Once naming has said whose it is, that one owns it, and all others are refused.
 * Where nobody can be asked, the first owns it. See "Whose a client id is" in DESIGN.md. Thread-safe.
 */
public final class ClientLedgers implements CompletionRecords.Tally {
    /** Clients come and go, so that those that are over lie beside one another. */
    private static final int MOST_RANGES = 100_000;

    private final Limits limits;

    /** By client id, of whoever it belongs to. Changed under the lock. */
    private final ConcurrentMap<Long, Ledger> owned = new ConcurrentHashMap<>();

    /** Of ids that belong to nobody yet. Changed under the lock; what goes from here to {@link #owned} is there first. */
    private final ConcurrentMap<ClientKey, Ledger> claimed = new ConcurrentHashMap<>();

    /** Claimed ids that naming was not asked about, the oldest claim first. */
    @GuardedBy("this")
    private final Set<Long> unasked = new LinkedHashSet<>();

    /** Is told that there is something to ask; null where nobody can be asked. */
    private volatile @Nullable Runnable asker;

    private final NumberRanges over = new NumberRanges(MOST_RANGES);

    /** How many ledgers each principal has; nothing for none. */
    @GuardedBy("this")
    private final Map<String, Integer> ledgersOf = new HashMap<>();

    private final AtomicInteger calls = new AtomicInteger();
    private final AtomicLong bytes = new AtomicLong();

    /**
     * How much is held.
     *
     * @param clients for how many clients at most
     * @param callsPerClient how many running or unacknowledged calls of one client
     * @param bytesPerClient how many bytes of their answers
     * @param calls the same for all clients together
     * @param bytes the same for all clients together
     */
    public record Limits(int clients, int callsPerClient, long bytesPerClient, int calls, long bytes) {
        /** A million clients, 16,384 calls and 64 MiB of answers for each, a million calls and 256 MiB for all. */
        public static final Limits DEFAULT = new Limits(1_000_000, 16_384, 64L << 20, 1_000_000, 256L << 20);

        /** @throws IllegalArgumentException if a number is less than one */
        public Limits {
            check("clients", clients);
            check("records per client", callsPerClient);
            check("bytes of records per client", bytesPerClient);
            check("records", calls);
            check("bytes of records", bytes);
        }

        private static void check(String what, long value) {
            if (value < 1) {
                throw new IllegalArgumentException(what + ": " + value + " (expected: at least 1)");
            }
        }

        /** The same with other numbers for one client. */
        public Limits perClient(int mostCalls, long mostBytes) {
            return new Limits(clients, mostCalls, mostBytes, calls, bytes);
        }

        /** The same with other numbers for all clients together. */
        public Limits inAll(int mostClients, int mostCalls, long mostBytes) {
            return new Limits(mostClients, callsPerClient, bytesPerClient, mostCalls, mostBytes);
        }
    }

    /** Begins without clients. */
    public ClientLedgers(Limits limits) {
        this.limits = limits;
    }

    /** From now on naming can be asked whose an id is; the task is run, and must return at once, when there is one to ask about. */
    public void askBy(Runnable task) {
        asker = task;
    }

    /**
     * Finds the ledger of a client, or opens it.
     *
     * @return that of another principal where the id is known to be another's; null if there is no room for a further client
     */
    public @Nullable Ledger of(ClientKey client) {
        Ledger known = find(client);
        if (known == null) {
            return open(client);
        }
        known.called = true;
        return known;
    }

    /** Has a client found out once it is over; it did not call. */
    public void attend(ClientKey client) {
        if (find(client) == null) {
            var unused = open(client);
        }
    }

    private @Nullable Ledger find(ClientKey client) {
        Ledger owner = owned.get(client.clientId());
        return owner != null ? owner : claimed.get(client);
    }

    private synchronized @Nullable Ledger open(ClientKey client) {
        // What went from one map to the other meanwhile was in neither for whoever looked.
        Ledger known = find(client);
        if (known != null || !hasRoomFor(client)) {
            return known;
        }
        Ledger made = opened(client);
        Runnable task = asker;
        if (task == null) {
            owned.put(client.clientId(), made);
        } else {
            claimed.put(client, made);
            unasked.add(client.clientId());
            task.run();
        }
        return made;
    }

    /** One who makes ids up must not leave the others without room. Those who show no certificate cannot be told apart. */
    @GuardedBy("this")
    private boolean hasRoomFor(ClientKey client) {
        boolean hasItsShare = client.principal().isEmpty()
                || ledgersOf.getOrDefault(client.principal(), 0) < (limits.clients() + 1) / 2;
        return hasItsShare && clients() < limits.clients();
    }

    @GuardedBy("this")
    private Ledger opened(ClientKey client) {
        ledgersOf.merge(client.principal(), 1, Integer::sum);
        return new Ledger(client);
    }

    @GuardedBy("this")
    private void drop(Ledger ledger) {
        ledgersOf.computeIfPresent(ledger.client.principal(), (key, many) -> many == 1 ? null : many - 1);
        ledger.drop();
    }

    /** Some claimed ids that naming is to be asked about, at most so many. */
    public synchronized List<Long> unasked(int most) {
        return unasked.stream().limit(most).toList();
    }

    /** Takes note that naming was asked about these. */
    public synchronized void asked(Collection<Long> clientIds) {
        clientIds.forEach(unasked::remove);
    }

    /** Takes note that naming has said whose these ids are: what others did under them is dropped, and nothing of theirs runs under them again. */
    public synchronized void belong(Collection<ClientKey> owners) {
        Set<Long> decided = new HashSet<>();
        for (ClientKey owner : owners) {
            if (!owned.containsKey(owner.clientId()) && !over.contains(owner.clientId())) {
                Ledger claim = claimed.get(owner);
                owned.put(owner.clientId(), claim == null ? opened(owner) : claim);
                claimed.remove(owner);
                decided.add(owner.clientId());
            }
        }
        dropClaims(decided);
    }

    @GuardedBy("this")
    private void dropClaims(Set<Long> clientIds) {
        for (Ledger claim : List.copyOf(claimed.values())) {
            if (clientIds.contains(claim.client.clientId())) {
                claimed.remove(claim.client);
                drop(claim);
            }
        }
    }

    /** Tells whether an id is known to belong to somebody else. */
    public boolean isAnothers(long clientId, String principal) {
        Ledger owner = owned.get(clientId);
        return owner != null && !owner.belongsTo(principal);
    }

    /** Takes note that a client has the answers of all its calls with sequences below the prefix; nothing if it is not the client who says so. */
    public void acknowledged(ClientKey client, long prefix) {
        Ledger ledger = find(client);
        if (ledger != null && ledger.belongsTo(client.principal())) {
            ledger.acknowledge(prefix);
        }
    }

    @Override
    public void changed(ClientKey client, int moreCalls, long moreBytes) {
        add(moreCalls, moreBytes, calls, bytes);
        Ledger ledger = find(client);
        if (ledger != null && ledger.client.equals(client)) {
            add(moreCalls, moreBytes, ledger.calls, ledger.bytes);
        }
    }

    /** Leaves alone what does not change, because several threads write it. */
    private static void add(int moreCalls, long moreBytes, AtomicInteger calls, AtomicLong bytes) {
        if (moreCalls != 0) {
            calls.addAndGet(moreCalls);
        }
        if (moreBytes != 0) {
            bytes.addAndGet(moreBytes);
        }
    }

    /**
     * Takes note that naming has said that these clients' leases are over: all of them is dropped, and nothing of them runs here any more.
     * Where too many scattered clients are over already to remember another, it is kept instead.
     */
    public synchronized void end(Collection<Long> clientIds) {
        Set<Long> ended = new HashSet<>(clientIds);
        ended.removeIf(clientId -> !over.add(clientId));
        for (long clientId : ended) {
            Ledger owner = owned.remove(clientId);
            if (owner != null) {
                drop(owner);
            }
        }
        dropClaims(ended);
        unasked.removeAll(ended);
    }

    /** Tells whether a client's lease is known to be over. */
    public boolean isOver(long clientId) {
        return over.contains(clientId);
    }

    /** The clients that did not call since this was asked last. */
    public synchronized Set<Long> silent() {
        Set<Long> silent = new TreeSet<>();
        Stream.concat(owned.values().stream(), claimed.values().stream())
                .filter(Ledger::wasSilent)
                .forEach(ledger -> silent.add(ledger.client.clientId()));
        return silent;
    }

    /** How many calls are held for all clients. */
    public int calls() {
        return calls.get();
    }

    /** How many clients something is known of, or may be. */
    public int clients() {
        return owned.size() + claimed.size();
    }

    /** What is known of one client. Thread-safe. */
    public final class Ledger {
        private final ClientKey client;
        private final AtomicLong prefix = new AtomicLong();
        private final AtomicInteger calls = new AtomicInteger();
        private final AtomicLong bytes = new AtomicLong();

        /** Where anything of this client may be remembered. */
        private final Set<CompletionRecords<?, ?>> objects = ConcurrentHashMap.newKeySet();

        /** Whether it called since {@link #silent} was asked last. */
        private volatile boolean called = true;

        /** Whether naming has said that nothing of it may run any more. Never again false. */
        private volatile boolean dropped;

        private Ledger(ClientKey client) {
            this.client = client;
        }

        /** Tells whether it is this principal's. */
        public boolean belongsTo(String someone) {
            return client.principal().equals(someone);
        }

        private boolean wasSilent() {
            boolean silent = !called;
            called = false;
            return silent;
        }

        /** Tells whether nothing of it may run any more: its lease is over, or the id is another's. */
        public boolean isDropped() {
            return dropped || isOver(client.clientId());
        }

        private void drop() {
            dropped = true;
            objects.forEach(records -> records.forget(client));
        }

        /** The client has the answers of all its calls with sequences below this. */
        public long prefix() {
            return prefix.get();
        }

        /** Takes note that an object is about to remember something of this client. */
        public void enters(CompletionRecords<?, ?> records) {
            if (!objects.contains(records)) {
                objects.add(records);
            }
        }

        /** Tells whether there is room for another call. */
        public boolean hasRoom() {
            return calls.get() < limits.callsPerClient()
                    && bytes.get() < limits.bytesPerClient()
                    && ClientLedgers.this.calls.get() < limits.calls()
                    && ClientLedgers.this.bytes.get() < limits.bytes();
        }

        private void acknowledge(long below) {
            if (prefix.getAndAccumulate(below, Math::max) >= below) {
                return;
            }
            for (CompletionRecords<?, ?> records : List.copyOf(objects)) {
                if (!records.acknowledge(client, below)) {
                    objects.remove(records);
                    // A call may have entered between the two.
                    if (records.knows(client)) {
                        objects.add(records);
                    }
                }
            }
        }
    }
}
