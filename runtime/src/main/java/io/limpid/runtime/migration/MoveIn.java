package io.limpid.runtime.migration;

import io.limpid.MoveRefusedException;
import io.limpid.MoveRefusedException.Reason;
import io.limpid.NotExecutedException;
import io.limpid.runtime.completion.CompletionRecords.ClientRecord;
import io.limpid.runtime.hosting.Arrival;
import io.limpid.runtime.hosting.Failpoints.Point;
import io.limpid.runtime.identity.Binding;
import io.limpid.runtime.identity.ObjectName;
import io.limpid.runtime.location.Naming.EpochConflictException;
import io.limpid.runtime.location.Naming.LeaseEndedException;
import io.limpid.runtime.migration.HostControl.Offer;
import io.limpid.runtime.stub.RemoteType;
import io.limpid.runtime.stub.StateType;
import io.limpid.runtime.transport.Answer;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * An object that comes. One thread makes it from the state while that arrives; whoever commits waits for that thread, binds the name to this
 * host, and lets calls in. Thread-safe as far as its source keeps the order: the state, then the commit.
 */
final class MoveIn {
    private final Place place;
    private final Offer offer;
    private final StateType<?> state;
    private final RemoteType<?> type;
    private final ChunkInput chunks;
    private final AtomicLong takenBytes = new AtomicLong();
    private final CompletableFuture<@Nullable Made> made = new CompletableFuture<>();
    private volatile boolean open;

    /** The object, and what is known of its calls. */
    private record Made(Object object, List<ClientRecord<Answer>> records) {}

    MoveIn(Place place, Offer offer, StateType<?> state, RemoteType<?> type) {
        this.place = place;
        this.offer = offer;
        this.state = state;
        this.type = type;
        this.chunks = new ChunkInput(place.work().waits());
    }

    /** Makes the object as its state arrives; waits. */
    void make() {
        try {
            Made ready = read(new StateStream<>(state, StateLimits.DEFAULT), chunks);
            place.reached(Point.MOVE_MADE);
            made.complete(ready);
        } catch (IOException | RuntimeException | Error e) {
            // The user's code runs here; whatever it throws, the object stays where it is.
            made.completeExceptionally(e);
            chunks.fail(new IOException("the state cannot be taken: " + e, e));
        }
    }

    private <T> Made read(StateStream<T> stream, InputStream in) throws IOException {
        int rounds = in.read();
        T object =
                stream.restore(in, place.objects().references(), place.objects().resources());
        if (rounds == MoveOut.TWO_ROUNDS) {
            stream.restoreChanges(object, in, place.objects().references());
        }
        return new Made(object, RecordsForm.read(in));
    }

    CompletionStage<?> take(int index, byte[] bytes) {
        takenBytes.addAndGet(bytes.length);
        return chunks.take(index, bytes);
    }

    /** Completes when that part of the state, which has come, is turned to. */
    CompletionStage<?> turnTo(int index) {
        return chunks.turnTo(index);
    }

    /** How long its state is, as far as it has come. */
    long takenBytes() {
        return takenBytes.get();
    }

    /** Its name. */
    ObjectName name() {
        return offer.name();
    }

    /** Its class. */
    Class<?> javaType() {
        return state.javaType();
    }

    void abandon() {
        chunks.fail(new IOException("the object stays where it is"));
    }

    /** Completes once the object is made. */
    CompletionStage<Void> complete(int count) {
        chunks.end(count);
        return made.handle((ready, failure) -> {
            if (failure != null) {
                throw refusal("its state cannot be taken: " + failure);
            }
            return null;
        });
    }

    Binding commit(UUID consent) {
        Made ready = made.getNow(null);
        if (ready == null) {
            throw refusal("its state has not come yet");
        }
        Arrival arrival = announce(ready);
        arrival.wasCalled(offer.callsPerSecond());
        int asked = place.tenure().number();
        try {
            Binding binding = rebind(consent);
            if (!place.tenure().opens(asked, () -> open(arrival, binding))) {
                throw new IllegalStateException("the lease of host "
                        + place.self().host() + " had ended when it heard that " + offer.name() + " is its own");
            }
            place.reached(Point.MOVE_OPENED);
            return binding;
        } finally {
            if (!open) {
                // Whether naming has it here may not be known; the source finds out. It is not served here.
                arrival.turnBack();
            }
        }
    }

    private Binding rebind(UUID consent) {
        try {
            place.reached(Point.MOVE_ANNOUNCED);
            Binding binding = place.naming()
                    .rebind(
                            offer.name(),
                            offer.epoch(),
                            place.self().host(),
                            place.self().instance(),
                            consent);
            place.reached(Point.MOVE_REBOUND);
            return binding;
        } catch (EpochConflictException e) {
            throw new MoveRefusedException(Reason.CONFLICT, String.valueOf(e.getMessage()));
        } catch (LeaseEndedException e) {
            // Not its word that it never has it: naming may have heard it before the lease ended, and the answer was
            // lost.
            throw new MoveRefusedException(Reason.TARGET_UNREACHABLE, String.valueOf(e.getMessage()));
        } catch (NotExecutedException e) {
            throw refusal("naming does not let it: " + e.getMessage());
        }
    }

    private void open(Arrival arrival, Binding as) {
        // First: from the first call that is let in, it is here, whatever fails after that.
        open = true;
        arrival.open(as);
    }

    /** Whether calls have been let in; then it has come, however the commit has ended. */
    boolean isOpen() {
        return open;
    }

    private Arrival announce(Made ready) {
        try {
            return Arrival.announce(place.objects().hosting(), offer.name(), type, ready.object(), ready.records());
        } catch (IllegalArgumentException | IllegalStateException e) {
            throw refusal(String.valueOf(e.getMessage()));
        }
    }

    private MoveRefusedException refusal(String why) {
        return Arrivals.refused(place, offer, why);
    }
}
