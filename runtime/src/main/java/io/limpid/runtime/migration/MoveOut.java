package io.limpid.runtime.migration;

import io.limpid.MoveRefusedException;
import io.limpid.MoveRefusedException.Reason;
import io.limpid.NotExecutedException;
import io.limpid.OutcomeUnknownException;
import io.limpid.RemoteFailureException;
import io.limpid.runtime.hosting.Departure;
import io.limpid.runtime.identity.Binding;
import io.limpid.runtime.identity.ObjectName;
import io.limpid.runtime.location.Naming.Entry;
import io.limpid.runtime.location.Naming.EpochConflictException;
import io.limpid.runtime.location.Naming.LeaseEndedException;
import io.limpid.runtime.location.Naming.NameTakenException;
import io.limpid.runtime.migration.HostControl.Moved;
import io.limpid.runtime.migration.HostControl.Offer;
import io.limpid.runtime.stub.StateType;
import io.limpid.runtime.stub.Stub;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An object that goes. It is OFFERED while it is called as ever; SEALED while its state is sent; COMMITTING once the target was told to bind the
 * name. Until then whatever fails leaves it here. If the answer to the commit is lost, the name's epoch decides: this host tries to raise it to
 * itself, and either it can, so that the target's attempt must fail, or the target has raised it. A target that has and died with it is
 * known to naming by its lease: then what is sealed here goes on as a new incarnation, rather than be lost. See "Moves" in DESIGN.md.
 */
final class MoveOut {
    static final int ONE_ROUND = 1;
    static final int TWO_ROUNDS = 2;

    /** How long a method may keep the object before the move is given up. */
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private static final Duration BETWEEN_QUESTIONS = Duration.ofMillis(250);

    private static final Logger LOG = LoggerFactory.getLogger(MoveOut.class);

    private final Place place;
    private final ObjectName name;
    private final String targetHost;
    private final HostControl target;
    private final Departure departure;
    private final UUID move;

    MoveOut(Place place, Departure departure, String targetHost, HostControl target) {
        this.place = place;
        this.departure = departure;
        this.name = departure.export().name();
        this.targetHost = targetHost;
        this.target = target;
        this.move = place.work().ids().get();
    }

    /** Moves it; waits. */
    Moved run() {
        try {
            Object object = departure.object();
            sendAs(object, typeOf(object));
        } catch (RuntimeException | Error e) {
            // The user's code runs here; whatever it throws, the object must not remain sealed.
            departure.stay(null);
            abandon();
            throw asRefusal(e);
        }
        Binding binding = commit();
        departure.leave(binding, place.work().remembered());
        Moved moved = new Moved(binding, departure.stillNanos());
        LOG.info(
                "{} has moved to {} at epoch {}; it stood still for {} us",
                name,
                targetHost,
                binding.epoch(),
                moved.stillNanos() / 1_000);
        return moved;
    }

    private StateType<Object> typeOf(Object object) {
        if (object instanceof Stub) {
            throw refusal(Reason.NOT_MOVABLE, "it is a stub, and what it stands for is elsewhere");
        }
        if (departure.export().seat() != null) {
            throw refusal(
                    Reason.NOT_MOVABLE,
                    "it is a replica of a group (export another at the target, then unexport this one)");
        }
        if (departure.names() > 1) {
            throw refusal(
                    Reason.NOT_MOVABLE,
                    "it has " + departure.names() + " names here, and would be torn apart (free all but one)");
        }
        try {
            return place.objects().states().of(object);
        } catch (IllegalArgumentException e) {
            throw refusal(Reason.NOT_MOVABLE, String.valueOf(e.getMessage()));
        }
    }

    private void sendAs(Object object, StateType<Object> type) {
        target.offer(new Offer(
                move,
                name,
                departure.export().type(),
                departure.standing().epoch(),
                StateLayout.of(type),
                place.objects().code().offers().offerOf(object.getClass())));
        StateStream<Object> stream = new StateStream<>(type, StateLimits.DEFAULT);
        try (ChunkOutput out = new ChunkOutput((index, bytes) -> target.chunk(move, index, bytes))) {
            if (stream.isPreCopied()) {
                out.write(TWO_ROUNDS);
                stream.captureEarly(object, place.objects().references(), out);
                seal();
                stream.captureChanges(object, place.objects().references(), out);
            } else {
                seal();
                out.write(ONE_ROUND);
                stream.capture(object, place.objects().references(), out);
            }
            RecordsForm.write(departure.records(), out);
            out.close();
            target.complete(move).toCompletableFuture().join();
        } catch (IOException e) {
            throw refusal(Reason.TARGET_REFUSED, String.valueOf(e.getMessage()));
        }
    }

    private void seal() {
        if (!departure.seal(PATIENCE).join()) {
            throw refusal(
                    Reason.BUSY, "a method keeps it for more than " + PATIENCE + ", or too many calls wait for it");
        }
    }

    private Binding commit() {
        try {
            return target.commit(move);
        } catch (MoveRefusedException | NotExecutedException e) {
            departure.stay(null);
            throw asRefusal(e);
        } catch (RuntimeException e) {
            LOG.warn("whether {} has moved to {} is not known; asking naming", name, targetHost, e);
            return settle();
        }
    }

    /** Asks until it is known whose the object is; waits as long as naming is away, because nobody else may decide. */
    private Binding settle() {
        while (true) {
            try {
                Binding decided = decide();
                if (decided != null) {
                    return decided;
                }
            } catch (MoveRefusedException e) {
                throw e;
            } catch (NotExecutedException e) {
                if (e.reason() == NotExecutedException.Reason.CLOSED) {
                    throw refusal(Reason.TARGET_UNREACHABLE, "this host closes, and naming knows whether it has moved");
                }
                LOG.debug("naming could not be asked about {} yet", name, e);
            } catch (RuntimeException e) {
                LOG.debug("naming could not be asked about {} yet", name, e);
            }
            pause();
        }
    }

    /** Null if it cannot be told yet. */
    private @Nullable Binding decide() {
        try {
            Binding mine = place.naming()
                    .rebind(
                            name,
                            departure.standing().epoch(),
                            place.self().host(),
                            place.self().instance());
            return stays(mine);
        } catch (EpochConflictException e) {
            return decideAgainst();
        } catch (LeaseEndedException e) {
            // The membership joins again by itself.
            return null;
        }
    }

    /** Somebody has raised the epoch: the target, or whoever had it from the target, or this host when it asked before. */
    private @Nullable Binding decideAgainst() {
        try {
            Optional<Entry> entry =
                    place.naming().resolve(name).toCompletableFuture().join();
            return entry.isEmpty() ? gone() : decide(entry.get());
        } catch (EpochConflictException | LeaseEndedException e) {
            return null;
        }
    }

    private Binding gone() {
        departure.forget();
        throw refusal(Reason.CONFLICT, "its name was freed while it moved");
    }

    private @Nullable Binding decide(Entry entry) throws EpochConflictException, LeaseEndedException {
        String holder = entry.binding().replicas().get(0).host();
        if (holder.equals(place.self().host())) {
            return stays(entry.binding());
        }
        if (!holder.equals(targetHost)) {
            // The target had it and has sent it on.
            return entry.binding();
        }
        if (entry.suspect()) {
            return revive(entry.binding());
        }
        return switch (target.whatBecameOf(move, name)) {
            case HERE -> entry.binding();
            case UNDER_WAY -> null;
            // It has given up, or is another process by now, and opens nothing at this epoch any more.
            case GONE ->
                stays(place.naming()
                        .rebind(
                                name,
                                entry.binding().epoch(),
                                place.self().host(),
                                place.self().instance()));
        };
    }

    private Binding stays(Binding mine) {
        departure.stay(mine);
        throw refusal(Reason.TARGET_UNREACHABLE, "the target gave up, or was lost, before it had it");
    }

    private @Nullable Binding revive(Binding lost) {
        try {
            Binding anew = place.naming()
                    .bind(
                            name,
                            departure.export().type(),
                            place.self().host(),
                            place.self().instance());
            departure.stay(anew);
        } catch (NameTakenException e) {
            departure.leave(e.holder(), place.work().remembered());
            throw refusal(Reason.CONFLICT, String.valueOf(e.getMessage()));
        } catch (LeaseEndedException e) {
            return null;
        }
        throw refusal(
                Reason.TARGET_UNREACHABLE,
                "the target had it at epoch " + lost.epoch()
                        + " and was lost; it goes on here as it was when it moved");
    }

    private void pause() {
        CompletableFuture<Void> passed = new CompletableFuture<>();
        place.work().scheduler().schedule(BETWEEN_QUESTIONS, () -> passed.complete(null));
        passed.join();
    }

    /** Lets the target forget what it was sent; if it does not hear, it does so by itself. */
    private void abandon() {
        try {
            place.work().tasks().execute(() -> {
                try {
                    target.abandon(move);
                } catch (RuntimeException e) {
                    LOG.debug("{} could not be told that {} does not come", targetHost, name, e);
                }
            });
        } catch (RejectedExecutionException e) {
            LOG.debug("{} is not told that {} does not come, because this host closes", targetHost, name);
        }
    }

    private MoveRefusedException asRefusal(Throwable thrown) {
        Throwable cause = thrown.getCause();
        Throwable failure = thrown instanceof CompletionException && cause != null ? cause : thrown;
        if (failure instanceof MoveRefusedException refused) {
            return refused;
        }
        if (failure instanceof NotExecutedException
                || failure instanceof OutcomeUnknownException
                || failure instanceof RemoteFailureException) {
            return refusal(Reason.TARGET_UNREACHABLE, String.valueOf(failure.getMessage()));
        }
        LOG.warn("{} cannot be moved: its state cannot be taken", name, failure);
        return refusal(Reason.NOT_MOVABLE, "its state cannot be taken: " + failure);
    }

    private MoveRefusedException refusal(Reason reason, String why) {
        return new MoveRefusedException(reason, name + " does not move to " + targetHost + ": " + why);
    }
}
