package io.limpid.runtime.completion;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableSet;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * What a host knows of the clients whose calls it runs exactly once: whose each client id is, what the client has acknowledged, and how
 * much is held for it in which objects. There is room for so much and no more; where it is used up further calls are refused, and
 * nothing is forgotten to make room. Thread-safe.
 */
public final class ClientLedgers implements CompletionRecords.Tally {
    /** Clients come and go, so that those that are over lie beside one another. */
    private static final int MOST_RANGES = 100_000;

    private final Limits limits;
    private final ConcurrentMap<Long, Ledger> ledgers = new ConcurrentHashMap<>();
    private final NumberRanges over = new NumberRanges(MOST_RANGES);

    @GuardedBy("this")
    private long lastAskedAbout;

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
    }

    /** Begins without clients. */
    public ClientLedgers(Limits limits) {
        this.limits = limits;
    }

    /**
     * Finds the ledger of a client, or opens it.
     *
     * @param principal who asks
     * @return null if there is no room for a further client
     */
    public @Nullable Ledger of(long clientId, String principal) {
        Ledger known = ledgers.get(clientId);
        if (known != null) {
            known.called = true;
            return known;
        }
        return ledgers.size() >= limits.clients()
                ? null
                : ledgers.computeIfAbsent(clientId, key -> new Ledger(key, principal));
    }

    /** Takes note that a client has the answers of all its calls with sequences below the prefix; nothing if it is not the client who says so. */
    public void acknowledged(long clientId, String principal, long prefix) {
        Ledger ledger = ledgers.get(clientId);
        if (ledger != null && ledger.belongsTo(principal)) {
            ledger.acknowledge(prefix);
        }
    }

    @Override
    public void changed(long clientId, int moreCalls, long moreBytes) {
        calls.addAndGet(moreCalls);
        bytes.addAndGet(moreBytes);
        Ledger ledger = ledgers.get(clientId);
        if (ledger != null) {
            ledger.calls.addAndGet(moreCalls);
            ledger.bytes.addAndGet(moreBytes);
        }
    }

    /**
     * Takes note that naming has said that a client's lease is over: all of it is dropped, and nothing of it runs here any more. Where too
     * many scattered clients are over already to remember another, it is kept instead.
     */
    public void end(long clientId) {
        if (over.add(clientId)) {
            Ledger ledger = ledgers.remove(clientId);
            if (ledger != null) {
                ledger.objects.forEach(records -> records.forget(clientId));
            }
        }
    }

    /** Tells whether a client's lease is known to be over. */
    public boolean isOver(long clientId) {
        return over.contains(clientId);
    }

    /** Some clients that did not call since this was asked last, at most so many; those who were left out come first the next time. */
    public synchronized List<Long> silent(int most) {
        NavigableSet<Long> silent = new TreeSet<>();
        for (Ledger ledger : ledgers.values()) {
            if (ledger.wasSilent()) {
                silent.add(ledger.clientId);
            }
        }
        List<Long> found = new ArrayList<>(silent.tailSet(lastAskedAbout, false));
        found.addAll(silent.headSet(lastAskedAbout, true));
        List<Long> first = List.copyOf(found.subList(0, Math.min(most, found.size())));
        lastAskedAbout = first.isEmpty() ? lastAskedAbout : first.get(first.size() - 1);
        return first;
    }

    /** How many calls are held for all clients. */
    public int calls() {
        return calls.get();
    }

    /** What is known of one client. Thread-safe. */
    public final class Ledger {
        private final long clientId;
        private final String principal;
        private final AtomicLong prefix = new AtomicLong();
        private final AtomicInteger calls = new AtomicInteger();
        private final AtomicLong bytes = new AtomicLong();

        /** Where anything of this client may be remembered. */
        private final Set<CompletionRecords<?, ?>> objects = ConcurrentHashMap.newKeySet();

        /** Whether it called since {@link #silent} was asked last. */
        private volatile boolean called = true;

        private Ledger(long clientId, String principal) {
            this.clientId = clientId;
            this.principal = principal;
        }

        /** Tells whether the client id is this one's; it is whose it was at the first contact. */
        public boolean belongsTo(String someone) {
            return principal.equals(someone);
        }

        private boolean wasSilent() {
            boolean silent = !called;
            called = false;
            return silent;
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
                if (!records.acknowledge(clientId, below)) {
                    objects.remove(records);
                    // A call may have entered between the two.
                    if (records.knows(clientId)) {
                        objects.add(records);
                    }
                }
            }
        }
    }
}
