package io.limpid.runtime;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.limpid.NotExecutedException;
import io.limpid.OutcomeUnknownException;
import io.limpid.runtime.hosting.Tenure;
import io.limpid.runtime.identity.Binding;
import io.limpid.runtime.identity.Endpoint;
import io.limpid.runtime.identity.InterfaceId;
import io.limpid.runtime.identity.ObjectName;
import io.limpid.runtime.identity.Replica;
import io.limpid.runtime.identity.Seat;
import io.limpid.runtime.invocation.Scheduler;
import io.limpid.runtime.location.MoveConsent;
import io.limpid.runtime.location.Naming;
import io.limpid.runtime.location.Naming.EpochConflictException;
import io.limpid.runtime.location.Naming.GroupFullException;
import io.limpid.runtime.location.Naming.HostNameTakenException;
import io.limpid.runtime.location.Naming.Lease;
import io.limpid.runtime.location.Naming.LeaseEndedException;
import io.limpid.runtime.location.Naming.NameTakenException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A host's place in naming, kept by renewing its lease. A term is counted from the moment its request was sent, so that this side
 * never believes in a lease that naming has ended. While naming cannot be reached the host goes on: its bindings stand, and its lease
 * stands still. Once naming says that the lease has ended, the host joins again and binds anew what it holds. Thread-safe.
 *
 * <p>States: OUT, then JOINED, then LEFT. While JOINED one thing is under way or scheduled: a renewal, or coming back after the
 * lease has ended.
 *
 * <p>A host that was paused for longer than a term may have been given up meanwhile, and its names bound elsewhere. It is
 * {@linkplain #isInDoubt() in doubt} then until naming has answered, or has been asked in vain.
 */
final class Membership {
    private static final Logger LOG = LoggerFactory.getLogger(Membership.class);

    /** Of a term, after which it is renewed; the rest is for attempts that fail. */
    private static final int RENEWALS_PER_TERM = 2;

    private static final int ATTEMPTS_PER_TERM = 8;

    /** Of a term, for which one attempt waits; with the pause behind it, it stays well below a term. */
    private static final int PATIENCE_PER_TERM = 4;

    private final Naming naming;
    private final Function<Duration, Naming> within;
    private final Identity identity;
    private final Environment environment;
    private final Runnable bindAnew;

    private volatile long termNanos;

    /** When the latest request was sent that naming answered or could not be asked. */
    private volatile long heardNanos;

    /** Ends when naming says that the lease has, and before each attempt to join again, because a lease may end unheard of between two. */
    private final Tenure tenure = new Tenure();

    /** For how many of these ends all is bound anew. */
    private final AtomicInteger endsMadeGood = new AtomicInteger();

    /** Names that naming may have bound to this host, which holds nothing under them. */
    private final Set<ObjectName> unsure = ConcurrentHashMap.newKeySet();

    /** Shared by whoever binds, held alone by whoever frees what is unsure. */
    private final ReadWriteLock binding = new ReentrantReadWriteLock();

    @GuardedBy("this")
    private boolean left;

    /** What is scheduled, if anything is. */
    @GuardedBy("this")
    private Scheduler.@Nullable Task next;

    /**
     * Who joins.
     *
     * @param host unique among living hosts
     * @param instance drawn anew at each start
     * @param endpoint where it listens
     */
    record Identity(String host, UUID instance, Endpoint endpoint) {}

    /**
     * Prepares.
     *
     * @param within gives naming for calls that take at most so long
     * @param bindAnew binds what the host holds, after its lease had ended; may wait
     */
    Membership(
            Naming naming,
            Function<Duration, Naming> within,
            Identity identity,
            Environment environment,
            Runnable bindAnew) {
        this.naming = naming;
        this.within = within;
        this.identity = identity;
        this.environment = environment;
        this.bindAnew = bindAnew;
    }

    /** Joins, and from then on keeps the lease; waits. */
    void join() throws HostNameTakenException {
        long sent = environment.clock().nanoTime();
        Lease lease = naming.joinHost(identity.host(), identity.instance(), identity.endpoint());
        granted(lease, sent);
    }

    /**
     * Tells whether others may have been given what this host holds: it has not asked naming for longer than a term, as after a
     * pause of the process, or naming has given it up. As long as it asks in vain nobody was given anything.
     */
    boolean isInDoubt() {
        return isComingBack() || environment.clock().nanoTime() - heardNanos > termNanos;
    }

    private boolean isComingBack() {
        return endsMadeGood.get() < tenure.number();
    }

    /** For how long it has had its lease. */
    Tenure tenure() {
        return tenure;
    }

    /** How long callers may still come here for what is elsewhere: two terms, after which they have asked naming, or are gone. */
    Duration remembrance() {
        return Duration.ofNanos(2 * termNanos);
    }

    /**
     * Binds a name to this host, or takes a place in its group; waits. If naming does not answer, the name is freed once it does.
     *
     * @param seat the place; null to have the name alone
     * @param opening lets the object be called; must not wait
     */
    void bind(ObjectName name, InterfaceId type, @Nullable Seat seat, Consumer<Binding> opening)
            throws NameTakenException {
        Lock shared = binding.readLock();
        shared.lock();
        try {
            unsure.remove(name);
            boolean open = false;
            while (!open) {
                open = opens(name, type, seat, opening);
            }
        } catch (OutcomeUnknownException e) {
            unsure.add(name);
            throw e;
        } finally {
            shared.unlock();
        }
    }

    /** False if it is to be tried again, because the lease has ended. */
    private boolean opens(ObjectName name, InterfaceId type, @Nullable Seat seat, Consumer<Binding> opening)
            throws NameTakenException {
        int asked = tenure.number();
        try {
            Binding bound = bound(name, type, seat);
            return tenure.opens(asked, () -> opening.accept(bound));
        } catch (LeaseEndedException e) {
            // Not noticed yet, as after a long pause.
            joinBeforeAll();
            return false;
        }
    }

    private Binding bound(ObjectName name, InterfaceId type, @Nullable Seat seat)
            throws NameTakenException, LeaseEndedException {
        try {
            return seat == null
                    ? naming.bind(name, type, identity.host(), identity.instance())
                    : naming.joinGroup(name, type, seat, identity.host(), identity.instance());
        } catch (GroupFullException e) {
            throw new IllegalStateException(e.getMessage(), e);
        }
    }

    private void freeUnsure() {
        Lock alone = binding.writeLock();
        if (!alone.tryLock()) {
            // Somebody binds; the next renewal comes back to it.
            return;
        }
        try {
            for (ObjectName name : List.copyOf(unsure)) {
                Optional<Naming.Entry> entry = environment.machine().waits().join(naming.resolve(name));
                if (entry.isPresent()) {
                    free(entry.get().binding());
                }
                unsure.remove(name);
            }
        } catch (RuntimeException e) {
            LOG.debug("host {} could not free names yet", identity.host(), e);
        } finally {
            alone.unlock();
        }
    }

    /** Frees a name as far as it is this host's. */
    private void free(Binding found) {
        for (Replica replica : found.replicas()) {
            if (replica.host().equals(identity.host())) {
                freeOwn(found.name(), found.standing(replica).epoch());
            }
        }
    }

    private void freeOwn(ObjectName name, long epoch) {
        try {
            unbind(name, epoch);
        } catch (NotExecutedException e) {
            if (e.reason() != NotExecutedException.Reason.NOT_ALLOWED) {
                throw e;
            }
            LOG.debug("name {} is that of another process of host {}", name, identity.host(), e);
        }
    }

    /** Joins again without binding anew what is held, which follows. */
    private void joinBeforeAll() {
        tenure.end();
        try {
            naming.joinHost(identity.host(), identity.instance(), identity.endpoint());
        } catch (HostNameTakenException e) {
            throw new IllegalStateException(
                    "host " + identity.host() + " has lost its place in naming: " + e.getMessage(), e);
        } finally {
            // What else is held may be another's by now.
            in(0, () -> elsewhere(this::comeBack));
        }
    }

    private void granted(Lease lease, long sentNanos) {
        termNanos = Duration.ofMillis(lease.termMillis()).toNanos();
        heardNanos = sentNanos;
        long elapsed = environment.clock().nanoTime() - sentNanos;
        in(termNanos / RENEWALS_PER_TERM - elapsed, this::renew);
    }

    private void renew() {
        long sent = environment.clock().nanoTime();
        try {
            Duration patience = Duration.ofNanos(Math.max(1, termNanos / PATIENCE_PER_TERM));
            var unused = within.apply(patience)
                    .renewHost(identity.host(), identity.instance())
                    .whenComplete((lease, failure) -> renewed(lease, failure, sent));
        } catch (LeaseEndedException e) {
            renewed(null, e, sent);
        }
    }

    private void renewed(@Nullable Lease lease, @Nullable Throwable failure, long sent) {
        if (lease != null && isComingBack()) {
            in(0, () -> elsewhere(this::comeBack));
        } else if (lease != null) {
            granted(lease, sent);
            if (!unsure.isEmpty()) {
                elsewhere(this::freeUnsure);
            }
        } else if (failure != null && unwrapped(failure) instanceof LeaseEndedException) {
            LOG.warn("the lease of host {} has ended; it joins again", identity.host());
            tenure.end();
            in(0, () -> elsewhere(this::comeBack));
        } else {
            LOG.debug("the lease of host {} could not be renewed yet", identity.host(), failure);
            heardNanos = sent;
            in(termNanos / ATTEMPTS_PER_TERM, this::renew);
        }
    }

    /** Joins again and binds what is held; waits. */
    private void comeBack() {
        int upTo = tenure.end();
        try {
            join();
            bindAnew.run();
            endsMadeGood.accumulateAndGet(upTo, Math::max);
            LOG.info("host {} has joined again", identity.host());
        } catch (HostNameTakenException e) {
            LOG.error("host {} cannot join again: {}", identity.host(), e.getMessage());
            in(termNanos / RENEWALS_PER_TERM, () -> elsewhere(this::comeBack));
        } catch (RuntimeException e) {
            LOG.debug("host {} could not join again yet", identity.host(), e);
            in(termNanos / ATTEMPTS_PER_TERM, () -> elsewhere(this::comeBack));
        }
    }

    private void elsewhere(Runnable waitingTask) {
        try {
            environment.tasks().execute(waitingTask);
        } catch (RejectedExecutionException e) {
            LOG.debug("host {} is closing and does not join again", identity.host());
        }
    }

    private synchronized void in(long nanos, Runnable task) {
        if (left) {
            return;
        }
        if (next != null) {
            next.cancel();
        }
        next = environment.scheduler().schedule(Duration.ofNanos(Math.max(0, nanos)), task);
    }

    private static Throwable unwrapped(Throwable failure) {
        Throwable cause = failure.getCause();
        return failure instanceof CompletionException && cause != null ? cause : failure;
    }

    /** Frees a name, unless somebody else has bound it since; waits. */
    void unbind(ObjectName name, long epoch) {
        try {
            naming.unbind(name, epoch, MoveConsent.toFree(identity.instance(), name, epoch));
        } catch (EpochConflictException e) {
            LOG.info("name {} was bound by somebody else before it was freed: {}", name, e.getMessage());
        }
    }

    /** Lets the lease be; nothing is renewed any more. */
    synchronized void stop() {
        left = true;
        if (next != null) {
            next.cancel();
        }
    }

    /** Takes this host out of naming with all that it holds; waits, and gives up quietly, because the lease ends by itself. */
    void leave(Duration patience) {
        stop();
        try {
            within.apply(patience).leaveHost(identity.host(), identity.instance());
        } catch (RuntimeException e) {
            LOG.info("host {} could not say farewell to naming; its lease ends by itself", identity.host());
        }
    }

    @Override
    public String toString() {
        return "host " + identity.host() + " at " + identity.endpoint();
    }
}
