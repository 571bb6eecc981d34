package io.limpid.runtime.hosting;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.limpid.runtime.completion.ClientLedgers;
import io.limpid.runtime.completion.CompletionRecords;
import io.limpid.runtime.identity.Binding;
import io.limpid.runtime.identity.InterfaceId;
import io.limpid.runtime.identity.ObjectName;
import io.limpid.runtime.identity.Seat;
import io.limpid.runtime.identity.Standing;
import io.limpid.runtime.invocation.Outcome.NotExecuted;
import io.limpid.runtime.transport.Answer;
import io.limpid.runtime.transport.Connection;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One name under which an object can be called here. It begins as announced: calls that arrive wait, because naming may tell
 * callers of it before this process knows. It becomes current at an epoch, and current again at later ones, and at last withdrawn.
 * Thread-safe.
 */
public final class Export extends CallFigures {
    private final ObjectName name;
    private final InterfaceId type;
    private final LocalObject object;

    /** Runs its calls, if several hosts have it together; null for an object of this host. */
    private final @Nullable Sequencer sequencer;

    /** Calls that wait for the first standing; null once there is one. */
    @GuardedBy("this")
    private @Nullable List<HostedCall> early = new ArrayList<>(0);

    /**
     * What is known of the calls by this name that are to run exactly once; null before the first. Not shared with the object's other names:
     * what a call acknowledges, its client has counted by name.
     */
    @GuardedBy("this")
    private @Nullable CompletionRecords<HostedCall, Answer> records;

    /** Null while it is announced. */
    private volatile @Nullable Standing standing;

    private volatile boolean withdrawn;

    /** What naming says of it; null while it is announced, and under a name that naming does not know. */
    private volatile @Nullable Binding binding;

    private final AtomicReference<Phase> phase = new AtomicReference<>(Phase.SETTLED);

    /** Its place in a group; null where this host has the name for itself. */
    private volatile @Nullable Seat seat;

    /** Why somebody may not call it, by the name of his certificate; null where everybody may. */
    private volatile @Nullable Function<String, @Nullable NotExecuted> bar;

    /** Over which connections it can be called; null for any. */
    private volatile @Nullable Set<Connection> audience;

    /** Who decides what becomes of it. */
    private enum Phase {
        /** Whoever comes. Leads to FREEING or DEPARTING. */
        SETTLED,
        /** Whoever frees its name. Leads to SETTLED, or it is withdrawn. */
        FREEING,
        /** Whoever moves it away; it is this host's. Leads to COMMITTING or SETTLED. */
        DEPARTING,
        /** Whoever moves it away; it may be another host's. Leads to SETTLED or PASSED_OVER, or it is withdrawn. */
        COMMITTING,
        /** The same; what else is here was bound anew meanwhile. Leads to SETTLED once naming says that it is here, or it is withdrawn. */
        PASSED_OVER
    }

    Export(
            ObjectName name,
            InterfaceId type,
            LocalObject object,
            @Nullable CompletionRecords<HostedCall, Answer> records) {
        this.records = records;
        this.name = name;
        this.type = type;
        this.object = object;
        this.sequencer = object.object() instanceof Sequencer shared ? shared : null;
    }

    /** Under which name. */
    public ObjectName name() {
        return name;
    }

    /** By which interface it is known to naming. */
    public InterfaceId type() {
        return type;
    }

    LocalObject object() {
        return object;
    }

    /** Runs its calls, if several hosts have it together; null for an object of this host. */
    @Nullable
    Sequencer sequencer() {
        return sequencer;
    }

    /** At which epoch; 0 while it is announced, and under a name that naming does not know. */
    public long epoch() {
        return standing().epoch();
    }

    /** What is known here of calls that are to run exactly once. */
    synchronized CompletionRecords<HostedCall, Answer> records(ClientLedgers ledgers) {
        CompletionRecords<HostedCall, Answer> present = records;
        if (present == null) {
            present = new CompletionRecords<>(Answer::bytes, ledgers);
            records = present;
        }
        return present;
    }

    /** The name was taken out, and nobody is inside the object any more. */
    void forgetRecords() {
        CompletionRecords<HostedCall, Answer> present;
        synchronized (this) {
            present = records;
        }
        if (present != null) {
            present.close();
        }
    }

    boolean isCurrent() {
        return standing != null && !withdrawn;
    }

    /** Whether it is here for all who can reach this host, as an object of this host alone. */
    boolean isOpenToAll() {
        return isCurrent() && sequencer == null && bar == null && audience == null;
    }

    /** As which it is here; {@link Standing#NONE} while it is announced, and under a name that naming does not know. */
    Standing standing() {
        Standing present = standing;
        return present == null ? Standing.NONE : present;
    }

    /** Makes it current as what naming says, and lets calls in that arrived too early. */
    public void becomeCurrent(Binding given) {
        Binding present = binding;
        if (present == null || present.epoch() < given.epoch()) {
            binding = given;
        }
        becomeCurrent(given.standing());
    }

    /** What naming says of it; null while it is announced, and under a name that naming does not know. */
    @Nullable
    Binding binding() {
        return binding;
    }

    /** From now on it is one of a group's replicas; to be said before it becomes current. */
    public void joins(Seat place) {
        seat = place;
    }

    /** Its place in a group; null where this host has the name for itself. */
    public @Nullable Seat seat() {
        return seat;
    }

    /** Whether it is here by this name alone, for itself, and nobody moves it away or frees its name: only then can it move. */
    public boolean isSettledAlone() {
        return isCurrent()
                && seat == null
                && phase.get() == Phase.SETTLED
                && object.exports().size() == 1;
    }

    /** The class of the object. */
    public Class<?> javaType() {
        return object.object().getClass();
    }

    /** Begins to free its name; false if somebody else does, or it is being moved away. */
    public boolean beginFreeing() {
        return phase.compareAndSet(Phase.SETTLED, Phase.FREEING);
    }

    /** Its name is not freed. */
    public void endFreeing() {
        phase.set(Phase.SETTLED);
    }

    /** Begins to move it away; false if somebody else does, or its name is being freed. */
    boolean beginDeparture() {
        return phase.compareAndSet(Phase.SETTLED, Phase.DEPARTING);
    }

    boolean isDeparting() {
        Phase present = phase.get();
        return present == Phase.DEPARTING || present == Phase.COMMITTING || present == Phase.PASSED_OVER;
    }

    void commitDeparture() {
        phase.set(Phase.COMMITTING);
    }

    /** It is here as it was. */
    void endDeparture() {
        phase.set(Phase.SETTLED);
    }

    /** Leaves it out of what is bound anew, if it may be another host's: whoever moves it finds out whose it is. */
    public boolean passOver() {
        return phase.compareAndSet(Phase.COMMITTING, Phase.PASSED_OVER) || phase.get() == Phase.PASSED_OVER;
    }

    /** It is here as it was, and not another host's; false if it was passed over. */
    boolean cancelCommit() {
        return phase.compareAndSet(Phase.COMMITTING, Phase.SETTLED);
    }

    /** Makes it current, and lets calls in that arrived too early. A lower epoch than the present one changes nothing. */
    public void becomeCurrent(Standing given) {
        List<HostedCall> waiting;
        synchronized (this) {
            Standing present = standing;
            if (present == null || present.epoch() < given.epoch()) {
                standing = given;
            }
            waiting = early == null ? List.of() : early;
            early = null;
        }
        waiting.forEach(HostedCall::knock);
    }

    /**
     * Lets only some call it.
     *
     * @param refusal gives the answer to whoever has a certificate of this name, empty for one without; null lets him in
     */
    public void onlyFor(Function<String, @Nullable NotExecuted> refusal) {
        bar = refusal;
    }

    /** Why whoever is at the other end may not call it; null if he may. */
    @Nullable
    NotExecuted refusalFor(Connection connection) {
        Function<String, @Nullable NotExecuted> present = bar;
        return present == null ? null : present.apply(connection.principal());
    }

    boolean isReachableOver(Connection connection) {
        Set<Connection> only = audience;
        return only == null || only.contains(connection);
    }

    /**
     * Lets it be called over this connection, and over no other that is not admitted.
     *
     * @return whether it was not yet
     */
    synchronized boolean admit(Connection connection) {
        Set<Connection> only = audience;
        if (only == null) {
            only = ConcurrentHashMap.newKeySet();
            audience = only;
        }
        return only.add(connection);
    }

    /**
     * Takes a connection out.
     *
     * @return whether it was the last that was admitted
     */
    boolean dismiss(Connection connection) {
        Set<Connection> only = audience;
        return only != null && only.remove(connection) && only.isEmpty();
    }

    void withdraw() {
        List<HostedCall> waiting;
        synchronized (this) {
            withdrawn = true;
            waiting = early == null ? List.of() : early;
            early = null;
        }
        waiting.forEach(HostedCall::knock);
    }

    /** Tells whether its name was taken out. */
    public boolean isWithdrawn() {
        return withdrawn;
    }

    /** Keeps a call that came too early, to knock again; false if it did not. */
    boolean keepsWaiting(HostedCall call) {
        if (standing != null) {
            return false;
        }
        synchronized (this) {
            if (early == null) {
                return false;
            }
            early.add(call);
            return true;
        }
    }
}
