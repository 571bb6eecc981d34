package io.limpid.runtime.migration;

import io.limpid.MoveRefusedException;
import io.limpid.MoveRefusedException.Reason;
import io.limpid.NotExecutedException;
import io.limpid.runtime.hosting.Departure;
import io.limpid.runtime.hosting.Failpoints.Point;
import io.limpid.runtime.identity.Binding;
import io.limpid.runtime.identity.ObjectName;
import io.limpid.runtime.location.MoveConsent;
import io.limpid.runtime.location.Naming.Entry;
import io.limpid.runtime.location.Naming.EpochConflictException;
import io.limpid.runtime.location.Naming.LeaseEndedException;
import io.limpid.runtime.location.Naming.NameTakenException;
import io.limpid.runtime.migration.HostControl.Arrived;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds out whose an object is after a commit that was not answered, or was refused. The name's epoch decides. This host tries to raise it to
 * itself: if it can, the target's attempt must fail. If it can not, the target has raised it, and says whether it has let calls in; then the
 * object is the target's for good, because nobody here can know what has been acknowledged there. A target that has not takes no part any
 * more, and this host raises the epoch from the target's. If it is not there to be asked, its lease tells: once that has ended what is
 * sealed here goes on as a new incarnation, rather than be lost. A naming that was lost, and restored or begun anew meanwhile, has forgotten
 * who raised it: then the target's word alone tells, for as long as it may take it to come back. For one thread, which waits as long as naming is away, because nobody else
 * may decide.
 */
final class Settlement {
    private static final Duration BETWEEN_QUESTIONS = Duration.ofMillis(250);

    private static final Logger LOG = LoggerFactory.getLogger(Settlement.class);

    private final Place place;
    private final Departure departure;
    private final Target target;
    private final UUID move;
    private final ObjectName name;

    /** In which tenure of this host naming is being asked. */
    private int asked;

    /** In which tenure the commit was in doubt first. */
    private final int begun;

    /** For how long the object had stood still when the target could first not be asked about what naming has forgotten; -1 as long as it can. */
    private long silentSince = -1;

    /** Whether naming certainly has this host for the name as before, as far as this host knows. */
    private boolean untouched = true;

    /** What the target itself has said instead of committing; null if it has said nothing. */
    private @Nullable MoveRefusedException refused;

    /**
     * Who was to have it.
     *
     * @param process the one that was sent the state; another may answer in its place by now
     */
    record Target(String host, UUID process, HostControl control) {}

    Settlement(Place place, Departure departure, Target target, UUID move) {
        this.place = place;
        this.departure = departure;
        this.target = target;
        this.move = move;
        this.name = departure.export().name();
        this.begun = place.tenure().number();
    }

    /**
     * Asks until it is known.
     *
     * @param refusal what the target itself has said instead of committing; null if it has said nothing
     * @return where the object is
     * @throws MoveRefusedException if it is here, or lost to somebody else
     */
    Binding settle(@Nullable MoveRefusedException refusal) {
        refused = refusal;
        while (true) {
            try {
                place.reached(Point.MOVE_IN_DOUBT);
                Binding decided = decide();
                if (decided != null) {
                    return decided;
                }
            } catch (MoveRefusedException e) {
                throw e;
            } catch (RuntimeException | Error e) {
                // Whatever fails here: nobody else would open the object again.
                LOG.debug("naming could not be asked about {} yet", name, e);
                if (place.objects().hosting().isClosed()) {
                    throw refusal(Reason.TARGET_UNREACHABLE, "this host closes, and naming knows whether it has moved");
                }
                if (refusal != null && isItsWordEnough(refusal) && departure.staysAsItWas()) {
                    throw refusal;
                }
            }
            pause();
        }
    }

    /** While naming is away, the target's word that it never will have it is enough. */
    private boolean isItsWordEnough(MoveRefusedException refusal) {
        return untouched && refusal.reason() == Reason.TARGET_REFUSED;
    }

    /** Null if it cannot be told yet. */
    private @Nullable Binding decide() {
        asked = place.tenure().number();
        try {
            return stays(raise());
        } catch (EpochConflictException e) {
            return decideAgainst();
        } catch (LeaseEndedException e) {
            // The membership joins again by itself.
            return null;
        }
    }

    /** Raises the epoch from the one that is known here. */
    private Binding raise() throws EpochConflictException, LeaseEndedException {
        boolean before = untouched;
        untouched = false;
        long epoch = departure.standing().epoch();
        UUID consent = MoveConsent.of(
                place.self().instance(), name, epoch, place.self().host());
        try {
            return rebindFrom(epoch, consent);
        } catch (NotExecutedException e) {
            untouched = before;
            throw e;
        }
    }

    private Binding rebindFrom(long epoch, UUID consent) throws EpochConflictException, LeaseEndedException {
        return place.naming()
                .rebind(name, epoch, place.self().host(), place.self().instance(), consent);
    }

    /** Somebody has raised the epoch or freed the name: the target, or whoever had it from the target, or this host when it asked before. */
    private @Nullable Binding decideAgainst() {
        Optional<Entry> entry = place.work().waits().join(place.naming().resolve(name));
        try {
            return entry.isEmpty() ? freed() : held(entry.get());
        } catch (EpochConflictException | LeaseEndedException e) {
            return null;
        } catch (NameTakenException e) {
            return lost(e.holder());
        }
    }

    /** The target has left naming, or has let it go like any object that it had. */
    private @Nullable Binding freed() throws NameTakenException, LeaseEndedException {
        return switch (whatBecameOfIt()) {
            case HERE -> {
                departure.forget();
                throw refusal(Reason.CONFLICT, "its name was freed when it had moved");
            }
            case UNDER_WAY -> null;
            case GONE -> goesOnHere();
            // Where this host has lost its place, naming may have lost all that it knew, and the name not be free at
            // all.
            case NOT_KNOWN -> place.tenure().number() == begun || isSilentForLong() ? goesOnHere() : null;
        };
    }

    /**
     * Naming does not let the epoch be raised, and has a former one: it was restored from a copy, and whoever has the object will bind it
     * anew.
     */
    private @Nullable Binding forgotten() throws NameTakenException, LeaseEndedException {
        return switch (whatBecameOfIt()) {
            case HERE, UNDER_WAY -> null;
            case GONE -> goesOnHere();
            case NOT_KNOWN -> isSilentForLong() ? goesOnHere() : null;
        };
    }

    /** Whether the target has not been there for so long that it would have bound anew what it has, if it lived. */
    private boolean isSilentForLong() {
        long now = departure.stillNanos();
        if (silentSince < 0) {
            silentSince = now;
        }
        return now - silentSince > place.work().remembered().toNanos();
    }

    private @Nullable Binding held(Entry entry) throws EpochConflictException, LeaseEndedException, NameTakenException {
        Binding binding = entry.binding();
        if (binding.epoch() <= departure.standing().epoch()) {
            return forgotten();
        }
        String holder = binding.replicas().get(0).host();
        if (holder.equals(place.self().host())) {
            // Or another process of this name's: only naming can tell.
            return stays(bind());
        }
        if (binding.incarnation() != departure.standing().incarnation()) {
            return lost(binding);
        }
        if (!holder.equals(target.host())) {
            // The target had it and has sent it on.
            return binding;
        }
        return switch (whatBecameOfIt()) {
            case HERE -> binding;
            case UNDER_WAY -> null;
            case GONE -> stays(rebindFrom(binding.epoch(), givenBack(binding.epoch())));
            case NOT_KNOWN -> entry.suspect() ? goesOnHere() : null;
        };
    }

    private UUID givenBack(long epoch) {
        return target.control()
                .giveBack(move, target.process(), name, epoch, place.self().host());
    }

    private Arrived whatBecameOfIt() {
        try {
            return target.control().whatBecameOf(move, target.process());
        } catch (RuntimeException e) {
            LOG.debug("{} could not be asked about {}", target.host(), name, e);
            return Arrived.NOT_KNOWN;
        }
    }

    private Binding bind() throws NameTakenException, LeaseEndedException {
        return place.naming()
                .bind(
                        name,
                        departure.export().type(),
                        place.self().host(),
                        place.self().instance());
    }

    private @Nullable Binding stays(Binding mine) {
        place.reached(Point.MOVE_STAYS);
        if (!staysAs(mine)) {
            return null;
        }
        throw refused == null
                ? refusal(Reason.TARGET_UNREACHABLE, "the target gave up, or was lost, before it had it")
                : refused;
    }

    /** False if this host's lease has ended meanwhile, so that it may be somebody else's again. */
    private boolean staysAs(Binding mine) {
        return place.tenure().opens(asked, () -> departure.stay(mine));
    }

    private @Nullable Binding goesOnHere() throws NameTakenException, LeaseEndedException {
        if (!staysAs(bind())) {
            return null;
        }
        throw refusal(
                Reason.TARGET_UNREACHABLE,
                "the target may have had it, and was lost; it goes on here as it was when it moved");
    }

    /** Somebody has bound the name anew: the lease of this host, or of the target, had ended. */
    private Binding lost(Binding to) {
        departure.leave(to, place.work().remembered());
        throw refusal(
                Reason.CONFLICT,
                "host " + to.replicas().get(0).host() + " has bound its name anew, at epoch " + to.epoch());
    }

    private void pause() {
        try {
            place.work().waits().get(place.work().scheduler().after(BETWEEN_QUESTIONS));
        } catch (InterruptedException e) {
            // The host closes, and then nothing is scheduled any more; or else nobody has a reason to.
            LOG.debug("interrupted while {} is in doubt", name, e);
        } catch (ExecutionException e) {
            throw new IllegalStateException("a pause cannot fail", e);
        }
    }

    private MoveRefusedException refusal(Reason reason, String why) {
        return new MoveRefusedException(reason, name + " does not move to " + target.host() + ": " + why);
    }
}
