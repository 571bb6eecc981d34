package io.limpid.runtime.migration;

import io.limpid.MoveRefusedException;
import io.limpid.MoveRefusedException.Reason;
import io.limpid.NotExecutedException;
import io.limpid.OutcomeUnknownException;
import io.limpid.RemoteFailureException;
import io.limpid.runtime.hosting.Departure;
import io.limpid.runtime.hosting.Failpoints.Point;
import io.limpid.runtime.identity.Binding;
import io.limpid.runtime.identity.ObjectName;
import io.limpid.runtime.invocation.CurrentCall;
import io.limpid.runtime.location.MoveConsent;
import io.limpid.runtime.migration.HostControl.Moved;
import io.limpid.runtime.migration.HostControl.Offer;
import io.limpid.runtime.migration.Settlement.Target;
import io.limpid.runtime.stub.StateType;
import io.limpid.runtime.stub.Stub;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.RejectedExecutionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An object that goes. It is OFFERED while it is called as ever; SEALED while its state is sent; COMMITTING once the target was told to bind the
 * name. Until then whatever fails leaves it here, and so does whoever asked for the move and does not wait any more. From then on the move is
 * carried to its end, see {@link Settlement}. So it runs on a thread of its own, and none of its calls belongs to the call that asked for
 * it. See "Moves" in DESIGN.md.
 */
final class MoveOut {
    static final int ONE_ROUND = 1;
    static final int TWO_ROUNDS = 2;

    /** How often a target is asked whether it takes the object: for a minute and a half, more than the code of its class may take. */
    private static final int MOST_QUESTIONS = 45;

    /** How long a method may keep the object before the move is given up. */
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private static final Logger LOG = LoggerFactory.getLogger(MoveOut.class);

    private final Place place;
    private final ObjectName name;
    private final String targetHost;
    private final HostControl target;
    private final Departure departure;
    private final UUID move;

    /** How long the state was; 0 until all of it is sent. */
    private volatile long sentBytes;

    /** How it ended; cancelled by whoever does not want it any more. */
    private final CompletableFuture<Moved> end = new CompletableFuture<>();

    MoveOut(Place place, Departure departure, String targetHost, HostControl target) {
        this.place = place;
        this.departure = departure;
        this.name = departure.export().name();
        this.targetHost = targetHost;
        this.target = target;
        this.move = place.work().ids().get();
    }

    /**
     * Moves it, on another thread.
     *
     * @return completes when the object is there, or exceptionally if it stays; once cancelled, it stays unless that is too late
     */
    CompletableFuture<Moved> begin() {
        try {
            place.work().tasks().execute(this::runAndTell);
        } catch (RejectedExecutionException e) {
            departure.stay(null);
            end.completeExceptionally(refusal(Reason.BUSY, "this host has too much on its way, or closes"));
        }
        return end;
    }

    /** How long its state was; 0 if not all of it was sent. */
    long sentBytes() {
        return sentBytes;
    }

    private void runAndTell() {
        try (CurrentCall.Scope own = CurrentCall.leave()) {
            end.complete(run());
        } catch (RuntimeException | Error e) {
            end.completeExceptionally(e);
        }
    }

    private Moved run() {
        UUID process;
        try {
            Object object = departure.object();
            process = sendAs(object, typeOf(object));
            checkWanted();
        } catch (RuntimeException | Error e) {
            // The user's code runs here; whatever it throws, the object must not remain sealed.
            departure.stay(null);
            abandon();
            throw asRefusal(e);
        }
        Binding binding;
        try {
            binding = commit(process);
        } catch (MoveRefusedException e) {
            // It may not have heard the order, and holds a state that nobody will ask for.
            abandon();
            throw e;
        }
        departure.leave(binding, place.work().remembered());
        place.reached(Point.MOVE_LEFT);
        Moved moved = new Moved(binding, departure.stillNanos());
        LOG.info(
                "{} has moved to {} at epoch {}; it stood still for {} us",
                name,
                targetHost,
                binding.epoch(),
                moved.stillNanos() / 1_000);
        return moved;
    }

    private void checkWanted() {
        if (end.isCancelled()) {
            throw refusal(Reason.BUSY, "whoever asked for it does not wait any more");
        }
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

    /** Gives the process that has it ready. */
    private UUID sendAs(Object object, StateType<Object> type) {
        UUID process = offer(new Offer(
                move,
                targetHost,
                name,
                departure.export().type(),
                departure.standing().epoch(),
                StateLayout.of(type),
                place.objects().code().offers().offerOf(object.getClass()),
                departure.export().callsPerSecond()));
        place.reached(Point.MOVE_OFFERED);
        StateStream<Object> stream = new StateStream<>(type, StateLimits.DEFAULT);
        try (ChunkOutput out = new ChunkOutput(
                (index, bytes) -> {
                    checkWanted();
                    return untilTurnedTo(index, target.chunk(move, index, bytes));
                },
                place.work().waits())) {
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
            int chunks = out.end();
            // Goes along with the last chunk, or that would cost a trip of its own.
            CompletionStage<Boolean> made = target.complete(move, chunks);
            out.close();
            sentBytes = out.bytes();
            place.reached(Point.MOVE_SENT);
            while (!place.work().waits().join(made)) {
                checkWanted();
                made = target.complete(move, chunks);
            }
        } catch (IOException e) {
            throw refusal(Reason.TARGET_REFUSED, String.valueOf(e.getMessage()));
        }
        return process;
    }

    /** A target may take its time with the state, as long as it lives and somebody waits for the move. */
    private CompletionStage<Boolean> untilTurnedTo(int index, CompletionStage<Boolean> answer) {
        return answer.thenCompose(turnedTo -> turnedTo || end.isCancelled()
                ? CompletableFuture.completedFuture(turnedTo)
                : untilTurnedTo(index, target.isTurnedTo(move, index)));
    }

    /** The object is called as ever meanwhile, so that a target may take its time, as long as it lives. */
    private UUID offer(Offer offer) {
        for (int asked = 0; asked < MOST_QUESTIONS; asked++) {
            Optional<UUID> process = place.work().waits().join(target.offer(offer));
            if (process.isPresent()) {
                return process.get();
            }
            checkWanted();
        }
        throw refusal(Reason.TARGET_REFUSED, "it could not decide within " + MOST_QUESTIONS + " questions");
    }

    private void seal() {
        if (!place.work().waits().join(departure.seal(PATIENCE))) {
            throw refusal(
                    Reason.BUSY, "a method keeps it for more than " + PATIENCE + ", or too many calls wait for it");
        }
        place.reached(Point.MOVE_SEALED);
    }

    private Binding commit(UUID process) {
        Settlement settlement = new Settlement(place, departure, new Target(targetHost, process, target), move);
        departure.commits();
        try {
            place.reached(Point.MOVE_COMMITTING);
            Binding binding = target.commit(
                    move,
                    process,
                    MoveConsent.of(
                            place.self().instance(), name, departure.standing().epoch(), targetHost));
            place.reached(Point.MOVE_ANSWERED);
            return binding;
        } catch (MoveRefusedException e) {
            return settlement.settle(e);
        } catch (RuntimeException | Error e) {
            LOG.warn("whether {} has moved to {} is not known; asking naming", name, targetHost, e);
            return settlement.settle(null);
        }
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
        if (failure instanceof MoveRefusedException already) {
            return already;
        }
        if (failure instanceof NotExecutedException refused
                && refused.reason() == NotExecutedException.Reason.NOT_ALLOWED) {
            return refusal(Reason.TARGET_REFUSED, String.valueOf(failure.getMessage()));
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
