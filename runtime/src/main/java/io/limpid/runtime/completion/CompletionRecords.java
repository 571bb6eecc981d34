package io.limpid.runtime.completion;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * What one object knows of the calls that are to run on it exactly once: those that run, and the answers of those that have run, until
 * their client has them. The host's half of RIFL (Lee et al., SOSP'15); the rule for a call that arrives is the paper's, in its order.
 *
 * <p>Nothing is forgotten but on the client's word that it has the answer, or on naming's that the client is over. Thread-safe.
 *
 * @param <R> who runs a call
 * @param <A> an answer
 */
public final class CompletionRecords<R, A> {
    /** The calls of one client from its first unanswered one on. */
    static final int WINDOW = Session.WINDOW;

    private final ToLongFunction<A> weigher;
    private final Tally tally;

    @GuardedBy("this")
    private final Map<ClientKey, ClientCalls<R, A>> clients = new HashMap<>();

    /** Whether the records are on their way elsewhere, so that nothing may be written down here which is not there. */
    @GuardedBy("this")
    private boolean sealed;

    /**
     * Makes one that remembers nothing.
     *
     * @param weigher how many bytes an answer takes
     * @param tally is told what is held for whom
     */
    public CompletionRecords(ToLongFunction<A> weigher, Tally tally) {
        this.weigher = weigher;
        this.tally = tally;
    }

    /** Counts what all objects of a host hold. Called under the records' lock. */
    @FunctionalInterface
    public interface Tally {
        /** So many calls, and bytes of answers, more or less are held for a client. */
        void changed(ClientKey client, int calls, long bytes);
    }

    /**
     * What a call meets.
     *
     * @param <R> who runs a call
     * @param <A> an answer
     */
    public sealed interface Admission<R, A> {
        /**
         * Nothing: it is new, and this runs it.
         *
         * @param run as it was made
         */
        record Begun<R, A>(R run) implements Admission<R, A> {}

        /**
         * Itself, still running: it gets the same answer.
         *
         * @param run what runs it
         */
        record Running<R, A>(R run) implements Admission<R, A> {}

        /**
         * Itself, answered.
         *
         * @param answer as it was the first time
         */
        record Answered<R, A>(A answer) implements Admission<R, A> {}

        /** Its client's word that it has the answer. It must not run; whether it did is not known any more. */
        record Stale<R, A>() implements Admission<R, A> {}

        /** Too many calls of its client without an acknowledged answer. */
        record Full<R, A>() implements Admission<R, A> {}
    }

    /** Makes what a call is recorded with first: its run, or its answer. */
    @FunctionalInterface
    public interface Beginning<R> {
        /** Makes it; null if there is no room for the record. Called under the records' lock. */
        @Nullable
        R begin();
    }

    /**
     * Takes a call.
     *
     * @param acknowledged the client has the answers of all its calls of this object with sequences below; at most the call's own
     * @param clientPrefix the same for all objects, as the client has told it otherwise
     */
    public synchronized Admission<R, A> admit(
            RecordKey id, long acknowledged, long clientPrefix, Beginning<R> beginning) {
        ClientCalls<R, A> calls = clients.get(id.client());
        long prefix = Math.max(clientPrefix, calls == null ? 0 : calls.prefix);
        if (id.sequence() < prefix) {
            return new Admission.Stale<>();
        }
        if (calls == null) {
            calls = new ClientCalls<>();
            clients.put(id.client(), calls);
        }
        Entry<R, A> known = calls.entries.get(id.sequence());
        // Only now: what this call acknowledges must not make itself stale.
        acknowledge(id.client(), calls, acknowledged);
        if (known != null) {
            return known.met();
        }
        R run = calls.entries.size() >= WINDOW ? null : beginning.begin();
        if (run == null) {
            return new Admission.Full<>();
        }
        calls.entries.put(id.sequence(), new Entry<>(run, null));
        tally.changed(id.client(), 1, 0);
        return new Admission.Begun<>(run);
    }

    /**
     * Takes the question what became of a call. One that has not come yet is answered here and now: should it come, it does not run.
     *
     * @param clientPrefix the client has the answers of all its calls with sequences below
     * @param refusing makes the answer of a call that never runs
     * @return anything but {@link Admission.Begun}
     */
    public synchronized Admission<R, A> settle(RecordKey id, long clientPrefix, Beginning<A> refusing) {
        ClientCalls<R, A> calls = clients.get(id.client());
        if (id.sequence() < Math.max(clientPrefix, calls == null ? 0 : calls.prefix)) {
            return new Admission.Stale<>();
        }
        if (calls == null) {
            calls = new ClientCalls<>();
            clients.put(id.client(), calls);
        }
        Entry<R, A> known = calls.entries.get(id.sequence());
        if (known != null) {
            return known.met();
        }
        A refusal = sealed || calls.entries.size() >= WINDOW ? null : refusing.begin();
        if (refusal == null) {
            return new Admission.Full<>();
        }
        calls.entries.put(id.sequence(), new Entry<>(null, refusal));
        tally.changed(id.client(), 1, weigher.applyAsLong(refusal));
        return new Admission.Answered<>(refusal);
    }

    /** Writes down how a call has ended, in one step with its end; nothing if its client no longer wants to know. */
    public synchronized void complete(RecordKey id, A answer) {
        ClientCalls<R, A> calls = clients.get(id.client());
        Entry<R, A> entry = calls == null ? null : calls.entries.get(id.sequence());
        if (calls == null || entry == null) {
            return;
        }
        if (id.sequence() < calls.prefix) {
            drop(id.client(), calls, id.sequence());
            return;
        }
        entry.answer = answer;
        entry.run = null;
        tally.changed(id.client(), 0, weigher.applyAsLong(answer));
    }

    /** Takes back that a call was begun: it was turned away before its method ran, and may come again. */
    public synchronized void withdraw(RecordKey id) {
        ClientCalls<R, A> calls = clients.get(id.client());
        Entry<R, A> entry = calls == null ? null : calls.entries.get(id.sequence());
        // An answer stays: it may have come with the object, from where the call ran.
        if (calls != null && entry != null && entry.answer == null) {
            drop(id.client(), calls, id.sequence());
        }
    }

    /**
     * Forgets what a client has the answers of.
     *
     * @param clientPrefix the client has the answers of all its calls with sequences below
     * @return whether anything of this client is left to remember
     */
    public synchronized boolean acknowledge(ClientKey client, long clientPrefix) {
        ClientCalls<R, A> calls = clients.get(client);
        if (calls == null) {
            return false;
        }
        acknowledge(client, calls, clientPrefix);
        // Below its prefix a call is stale; that may only be forgotten where whoever keeps the client's prefix knows as
        // much.
        if (calls.entries.isEmpty() && calls.prefix <= clientPrefix) {
            clients.remove(client);
            return false;
        }
        return true;
    }

    @GuardedBy("this")
    private void acknowledge(ClientKey client, ClientCalls<R, A> calls, long below) {
        if (below <= calls.prefix) {
            return;
        }
        calls.prefix = below;
        // What runs although its client has given it up is dropped when it ends.
        for (int i = 0; i < calls.entries.size() && calls.entries.numberAt(i) < below; ) {
            if (calls.entries.valueAt(i).answer != null) {
                dropAt(client, calls, i);
            } else {
                i++;
            }
        }
    }

    @GuardedBy("this")
    private void dropAt(ClientKey client, ClientCalls<R, A> calls, int rank) {
        dropped(client, calls.entries.removeAt(rank));
    }

    @GuardedBy("this")
    private void drop(ClientKey client, ClientCalls<R, A> calls, long sequence) {
        Entry<R, A> entry = calls.entries.remove(sequence);
        if (entry != null) {
            dropped(client, entry);
        }
    }

    @GuardedBy("this")
    private void dropped(ClientKey client, Entry<R, A> entry) {
        A answer = entry.answer;
        tally.changed(client, -1, answer == null ? 0 : -weigher.applyAsLong(answer));
    }

    /**
     * What is known of one client's calls of the object.
     *
     * @param acknowledged the client has the answers of all its calls of this object with sequences below
     * @param answers by sequence
     * @param <A> an answer
     */
    public record ClientRecord<A>(ClientKey client, long acknowledged, Map<Long, A> answers) {}

    /**
     * Gives everything for the object's next place. Nothing may run in the object, and until {@link #unseal} nothing is written down here
     * any more. Calls that have not begun are not among it: they may come again, there.
     */
    public synchronized List<ClientRecord<A>> seal() {
        sealed = true;
        List<ClientRecord<A>> all = new ArrayList<>();
        clients.forEach((client, calls) -> {
            Map<Long, A> answers = new TreeMap<>();
            for (int i = 0; i < calls.entries.size(); i++) {
                A answer = calls.entries.valueAt(i).answer;
                if (answer != null) {
                    answers.put(calls.entries.numberAt(i), answer);
                }
            }
            all.add(new ClientRecord<>(client, calls.prefix, answers));
        });
        return all;
    }

    /** The object stays after all. */
    public synchronized void unseal() {
        sealed = false;
    }

    /** Takes what another place has sealed, before any call comes. */
    public synchronized void adopt(ClientRecord<A> record) {
        ClientCalls<R, A> calls = clients.computeIfAbsent(record.client(), key -> new ClientCalls<>());
        calls.prefix = Math.max(calls.prefix, record.acknowledged());
        record.answers().forEach((sequence, answer) -> {
            calls.entries.put(sequence, new Entry<>(null, answer));
            tally.changed(record.client(), 1, weigher.applyAsLong(answer));
        });
    }

    /** Forgets a client that is over. Answers of calls that still run are dropped when they come. */
    public synchronized void forget(ClientKey client) {
        ClientCalls<R, A> calls = clients.get(client);
        if (calls != null) {
            while (!calls.entries.isEmpty()) {
                dropAt(client, calls, calls.entries.size() - 1);
            }
            clients.remove(client);
        }
    }

    /** Forgets everything: the object is gone. */
    public synchronized void close() {
        // Who asks from now on must not be told that a call never ran, only because its record is gone.
        sealed = true;
        List.copyOf(clients.keySet()).forEach(this::forget);
    }

    /** Of which clients it remembers anything. */
    public synchronized List<ClientKey> clients() {
        return List.copyOf(clients.keySet());
    }

    /** Tells whether it remembers anything of a client. */
    public synchronized boolean knows(ClientKey client) {
        return clients.containsKey(client);
    }

    /** How many answers and running calls it holds. */
    public synchronized int size() {
        return clients.values().stream().mapToInt(calls -> calls.entries.size()).sum();
    }

    private static final class ClientCalls<R, A> {
        private final BySequence<Entry<R, A>> entries = new BySequence<>();
        private long prefix;
    }

    /** One call: it runs, or it has an answer. */
    private static final class Entry<R, A> {
        private @Nullable R run;
        private @Nullable A answer;

        Entry(@Nullable R run, @Nullable A answer) {
            this.run = run;
            this.answer = answer;
        }

        Admission<R, A> met() {
            A ended = answer;
            if (ended != null) {
                return new Admission.Answered<>(ended);
            }
            R running = run;
            if (running == null) {
                throw new IllegalStateException("a call that neither runs nor has run");
            }
            return new Admission.Running<>(running);
        }
    }
}
