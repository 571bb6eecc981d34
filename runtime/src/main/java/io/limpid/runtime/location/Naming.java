package io.limpid.runtime.location;

import io.limpid.Idempotent;
import io.limpid.ReadOnly;
import io.limpid.Remote;
import io.limpid.Replicated;
import io.limpid.Strategy;
import io.limpid.Timeout;
import io.limpid.runtime.identity.Binding;
import io.limpid.runtime.identity.Endpoint;
import io.limpid.runtime.identity.InterfaceId;
import io.limpid.runtime.identity.ObjectName;
import io.limpid.runtime.identity.Seat;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletionStage;

/**
 * The naming service: which object is where, which hosts and clients live. It is itself an object called through Limpid, under
 * {@link #NAME}, at the endpoints of the {@code limpid://} address.
 *
 * <p>No method is executed exactly once, because a client has no id before naming grants it one. Instead each is idempotent by
 * what it is told: a repeated request finds its own effect and answers as the first did. Every change compares and sets the
 * name's epoch. What has been answered is durable. Epochs are drawn from one count of all changes, so those of one name grow
 * for ever but have gaps; nothing may be read from the distance of two.
 *
 * <p>Leases stand still while naming is down and have a full term when it is back. If many holders of one kind fall silent
 * together, naming takes itself to be cut off and gives them up to two further terms.
 *
 * <p>What the runtime asks by itself (resolve, leases, watch) is asynchronous, so that no thread of its own ever waits for naming.
 */
@Remote
@Timeout(5_000)
public interface Naming {
    /** The name under which naming's own object is reached, in every naming server. */
    ObjectName NAME = new ObjectName("limpid/naming");

    /** How long naming holds a watch that has nothing to tell before it answers with no events, in milliseconds. */
    long WATCH_HOLD_MILLIS = 20_000;

    /** How many names one caller may watch. */
    int MOST_WATCHED_NAMES = 1_024;

    /**
     * Grants a client id that has never been granted and never will be again. A repeated request may use up a further id. The id belongs to
     * whoever asks, as the certificate of the connection says; those who show none are all one. A renewal or an end that another asks for
     * is refused as not allowed.
     *
     * @param description who asks, for people to read
     */
    @Idempotent
    CompletionStage<Lease> openClient(String description);

    /**
     * Begins a new term of a client's lease.
     *
     * @throws LeaseEndedException if the lease is over for ever
     */
    @Idempotent
    CompletionStage<Lease> renewClient(long clientId) throws LeaseEndedException;

    /** Ends a client's lease; does nothing if it is over. */
    @Idempotent
    CompletionStage<Void> closeClient(long clientId);

    /**
     * Tells which of these clients' leases are over for ever, so that nothing needs to be kept for them; linearizable. An id that
     * was never granted is not among them.
     *
     * @param clientIds at most 1,000
     */
    @ReadOnly
    CompletionStage<List<Long>> endedClients(List<Long> clientIds);

    /**
     * Tells whose these client ids are, so that hosts need not believe whoever comes first; linearizable. An id that was never granted is
     * left out.
     *
     * @param clientIds at most 1,000
     */
    @ReadOnly
    CompletionStage<List<ClientOwner>> clientOwners(List<Long> clientIds);

    /**
     * Registers a running host process.
     *
     * @param host its name, unique among living hosts
     * @param instance drawn anew at each start of the process, and known to it and naming alone
     * @param endpoint where it listens
     * @throws HostNameTakenException if another instance of that name holds a living lease, or this one at another endpoint
     */
    @Idempotent
    Lease joinHost(String host, UUID instance, Endpoint endpoint) throws HostNameTakenException;

    /**
     * Begins a new term of a host's lease.
     *
     * @throws LeaseEndedException if the lease has run out, or this instance is not registered: it must join again, which clears the
     *     suspicion of what it still holds, and bind again all that it has, because others may have bound it since
     */
    @Idempotent
    CompletionStage<Lease> renewHost(String host, UUID instance) throws LeaseEndedException;

    /** Takes a host out with every binding that it holds; does nothing if that instance is not registered. */
    @Idempotent
    void leaveHost(String host, UUID instance);

    /**
     * Binds a free name to a host, at a new epoch and a new incarnation. A name that the same instance holds already is answered
     * with its binding; one held by a host whose lease has ended, or by an earlier instance of the same host, counts as free.
     *
     * @throws NameTakenException if another living host holds it, or this one with another interface
     * @throws LeaseEndedException if the instance is not registered, or its lease has run out
     */
    @Idempotent
    Binding bind(ObjectName name, InterfaceId type, String host, UUID instance)
            throws NameTakenException, LeaseEndedException;

    /**
     * Makes a host a replica of a group, at a new epoch of its own, by which it also leaves ({@link #unbind}). The first makes the
     * group. An instance that has that place already is answered with the binding; the next process of a host takes over the place of
     * its last one. A replica that has not been heard of for two terms is taken out, as long as another lives.
     *
     * @throws NameTakenException if a living host has the name for itself, or the group has another interface
     * @throws GroupFullException if the group takes no further replica
     * @throws LeaseEndedException if the instance is not registered, or its lease has run out
     */
    @Idempotent
    Binding joinGroup(ObjectName name, InterfaceId type, Seat seat, String host, UUID instance)
            throws NameTakenException, GroupFullException, LeaseEndedException;

    /**
     * Moves a name to another host at a new epoch, keeping its incarnation. Refused as not allowed without the consent of whoever holds it.
     *
     * @param expectedEpoch the epoch that the name must have
     * @param consent {@link MoveConsent} of the process that holds the name at that epoch, which may be the target itself
     * @throws EpochConflictException if it has another, or is a group's (and the move has not been made by this very request before)
     * @throws LeaseEndedException if the target's instance is not registered, or its lease has run out
     */
    @Idempotent
    Binding rebind(ObjectName name, long expectedEpoch, String toHost, UUID toInstance, UUID consent)
            throws EpochConflictException, LeaseEndedException;

    /**
     * Frees a name; does nothing if nobody holds it. A later bind gets a higher epoch. Of a group, the replica leaves that joined at this
     * epoch; the last one frees the name. Refused as not allowed without the consent of whoever holds it, unless whoever administers naming asks.
     *
     * @param consent {@link MoveConsent#toFree} of the process that holds the name at that epoch, or is the replica
     * @throws EpochConflictException if one host has the name, at another epoch
     */
    @Idempotent
    void unbind(ObjectName name, long expectedEpoch, UUID consent) throws EpochConflictException;

    /** Gives the present entry of a name; linearizable. */
    @ReadOnly
    CompletionStage<Optional<Entry>> resolve(ObjectName name);

    /**
     * Gives the entry that a name had when the asked server heard last of a change: it asks no other, writes nothing, need not lead, and goes on while
     * the servers elect a leader. What is found may have changed meanwhile, and what is not found may be there. Refused by a server that has
     * heard of no leader for ten seconds. Whoever reaches each server for itself asks a second one if the first is slow.
     */
    @ReadOnly
    @Replicated(Strategy.HEDGED)
    @Timeout(1_000)
    CompletionStage<Found> find(ObjectName name);

    /**
     * Lists the entries at and below a prefix in the order of their names, a page at a time.
     *
     * @param prefix whole segments, or empty for all
     * @param after the last path of the page before, or empty for the first
     * @param limit 1 to 1,000
     */
    @ReadOnly
    List<Entry> list(String prefix, String after, int limit);

    /**
     * Waits for changes at and below a prefix: every change in order, none missed. Answers as soon as there is one (with at most
     * 1,000), and with none after {@link #WATCH_HOLD_MILLIS}. Go on from {@link Changes#revision()}, with the same prefix.
     *
     * @param prefix whole segments, or empty for all
     * @param afterRevision only later changes; -1 to learn the present revision at once
     */
    @ReadOnly
    @Timeout(30_000)
    CompletionStage<Changes> watch(String prefix, long afterRevision);

    /**
     * Waits until names that the caller knows are bound elsewhere, or groups have other replicas, and tells where they are by now. Answers as soon as
     * there is one, but to all who wait together and no sooner than 20 ms after it did so before; and with none after {@link #WATCH_HOLD_MILLIS}. Go on
     * from {@link Changes#revision()}. Of a name that changed several times the latest change is told; that one was freed, or its host is silent, is
     * not. These are hints and not linearizable: where one is missing, a redirect tells as well.
     *
     * @param fingerprints {@link ObjectName#fingerprint()} of each name, at most {@link #MOST_WATCHED_NAMES}, in ascending order; what is told of
     *     another name of the same number is to be passed over
     * @param afterRevision only later changes; -1 if none is known, which is answered with the present one and "resync"
     */
    @ReadOnly
    @Timeout(30_000)
    CompletionStage<Changes> watchNames(int[] fingerprints, long afterRevision);

    /** Lists the hosts whose leases live, in the order of their names; linearizable. */
    @ReadOnly
    CompletionStage<List<HostPlace>> hosts();

    /** Tells how naming is. */
    @ReadOnly
    Status status();

    /**
     * A right that ends by itself.
     *
     * @param clientId the client's number; 0 in a host's lease
     * @param termMillis how long it lasts from the moment the request was <em>sent</em>
     */
    record Lease(long clientId, long termMillis) {}

    /**
     * What naming knows of a client id.
     *
     * @param isOver whether its lease is over for ever; naming has forgotten whose it was then
     * @param principal to whom it was granted; empty if it is over, or was granted to somebody who showed no certificate
     */
    record ClientOwner(long clientId, boolean isOver, String principal) {}

    /**
     * A living host.
     *
     * @param name unique among living hosts
     * @param endpoint where it listens
     * @param process {@link ProcessMark} of its process
     */
    record HostPlace(String name, Endpoint endpoint, long process) {}

    /**
     * What naming knows of a name.
     *
     * @param binding where it is
     * @param suspect whether the holding host's lease has run out, or those of all of a group; the binding stands until somebody binds the
     *     name anew
     */
    record Entry(Binding binding, boolean suspect) {}

    /**
     * What one server has of a name.
     *
     * @param revision the last change that it has heard of; no epoch that it has is higher
     * @param entry the name's entry as of then
     */
    record Found(long revision, Optional<Entry> entry) {}

    /**
     * What has changed.
     *
     * @param revision all changes up to here are told
     * @param resync whether changes are missing, because they are too long ago or naming was restored from a copy; list again,
     *     then go on from {@code revision}
     * @param events the changes in order
     */
    record Changes(long revision, boolean resync, List<Change> events) {
        /** Copies the events. */
        public Changes {
            events = List.copyOf(events);
        }
    }

    /**
     * One change.
     *
     * @param revision its number; grows by at least one with every change
     * @param name the name
     * @param entry its new entry, empty where it was unbound
     */
    record Change(long revision, ObjectName name, Optional<Entry> entry) {}

    /**
     * How naming is.
     *
     * @param peer the answering peer's id
     * @param revision the last change applied
     * @param names how many are bound
     * @param hosts how many are registered
     * @param clients how many leases live
     */
    record Status(String peer, long revision, long names, long hosts, long clients) {}

    /** Another living host holds the name. */
    final class NameTakenException extends Exception {
        private static final long serialVersionUID = 1L;
        private final Binding holder;

        /** Makes one. */
        public NameTakenException(Binding holder) {
            super("name " + holder.name() + " is held by "
                    + (holder.isGroup() ? "a group of " + holder.type() + " with host " : "host ")
                    + holder.replicas().get(0).host() + " at epoch " + holder.epoch()
                    + " (unbind it there first, or choose another name)");
            this.holder = holder;
        }

        /** Who holds it. */
        public Binding holder() {
            return holder;
        }
    }

    /** The group has as many replicas as naming keeps. */
    final class GroupFullException extends Exception {
        private static final long serialVersionUID = 1L;

        /** Makes one. */
        public GroupFullException(ObjectName name, int most) {
            super("group " + name + " has " + most + " replicas, and takes no further one");
        }
    }

    /** Another instance of that host name holds a living lease. */
    final class HostNameTakenException extends Exception {
        private static final long serialVersionUID = 1L;

        /** Makes one. */
        public HostNameTakenException(String host, Endpoint endpoint) {
            super("host name " + host + " is in use by a living process at " + endpoint
                    + " (choose another name, or wait until its lease ends)");
        }
    }

    /** The name's epoch is not the expected one: somebody else changed it. */
    final class EpochConflictException extends Exception {
        private static final long serialVersionUID = 1L;
        private final long actualEpoch;

        /** Makes one. */
        public EpochConflictException(ObjectName name, long expectedEpoch, long actualEpoch) {
            super("name " + name + " is at epoch " + actualEpoch + " (expected: " + expectedEpoch + ")");
            this.actualEpoch = actualEpoch;
        }

        /** The epoch it has; 0 if nobody holds it. */
        public long actualEpoch() {
            return actualEpoch;
        }
    }

    /** The lease is over, or never was. */
    final class LeaseEndedException extends Exception {
        private static final long serialVersionUID = 1L;

        /** Makes one. */
        public LeaseEndedException(String whose) {
            super("the lease of " + whose + " has ended");
        }
    }
}
