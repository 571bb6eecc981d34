package io.limpid.runtime.migration;

import io.limpid.MoveRefusedException;
import io.limpid.MoveRefusedException.Reason;
import io.limpid.runtime.hosting.Failpoints.Point;
import io.limpid.runtime.identity.Binding;
import io.limpid.runtime.identity.ObjectName;
import io.limpid.runtime.invocation.Scheduler;
import io.limpid.runtime.location.MoveConsent;
import io.limpid.runtime.migration.HostControl.Arrived;
import io.limpid.runtime.migration.HostControl.Offer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The objects that come to a host: offered, sent, and committed here, or given up. Thread-safe. */
final class Arrivals {
    /** How many objects may be on their way here at once; each holds a thread and the state that has come. */
    private static final int MOST_COMING = 64;

    /** How long a source may be silent before what it sent is dropped. */
    private static final Duration SILENCE = Duration.ofSeconds(90);

    /** Of how many moves it is remembered how they ended; of more than end while one is in doubt. */
    private static final int MOST_REMEMBERED = 10_000;

    private final Place place;
    private final Acceptance acceptance;
    private final StateLengths lengths;
    private final Leftovers leftovers;
    private final ConcurrentMap<UUID, Coming> coming = new ConcurrentHashMap<>();

    /** How the latest moves have ended: HERE or GONE, whatever has become of the name since. */
    private final Map<UUID, Arrived> ended = Collections.synchronizedMap(new LinkedHashMap<UUID, Arrived>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<UUID, Arrived> eldest) {
            return size() > MOST_REMEMBERED;
        }
    });

    /** Is told of every object that has come. */
    private volatile Consumer<ObjectName> watcher = name -> {};

    private final CompletableFuture<Void> nothingComes = new CompletableFuture<>();

    private volatile boolean leaving;

    /** The last word that nothing be taken for a while; null when that is over. */
    private final AtomicReference<@Nullable Object> pause = new AtomicReference<>();

    /** Makes one. */
    Arrivals(Place place, StateLengths lengths) {
        this.place = place;
        this.acceptance = new Acceptance(place);
        this.lengths = lengths;
        this.leftovers = new Leftovers(place);
    }

    void tell(Consumer<ObjectName> told) {
        watcher = told;
    }

    /**
     * An object that was offered.
     *
     * @param taken completes when it is decided that it may come, or that it may not
     * @param timeout drops it when its source is silent; replaced with each sign of life; null once it commits, and is not dropped any more
     */
    private record Coming(CompletableFuture<MoveIn> taken, Scheduler.@Nullable Task timeout) {
        boolean isTaken() {
            return taken.isDone() && !taken.isCompletedExceptionally();
        }

        /** It does not come. */
        void drop() {
            stopTimeout();
            taken.completeExceptionally(
                    new MoveRefusedException(Reason.TARGET_REFUSED, "it was given up before it was decided"));
            if (isTaken()) {
                taken.join().abandon();
            }
        }

        void stopTimeout() {
            if (timeout != null) {
                timeout.cancel();
            }
        }
    }

    CompletionStage<Optional<UUID>> offer(Offer offer) {
        Coming offered = heardOf(offer.move(), false);
        CompletableFuture<MoveIn> taken = offered == null ? begin(offer) : offered.taken();
        CompletableFuture<Optional<UUID>> process =
                taken.thenApply(move -> Optional.of(place.self().pseudonym()));
        return place.work().soon(process, Optional.empty()).whenComplete((answer, refusal) -> {
            if (refusal != null) {
                // It is told, and not asked again.
                abandon(offer.move());
            }
        });
    }

    private CompletableFuture<MoveIn> begin(Offer offer) {
        if (!offer.to().equals(place.self().host())) {
            throw refused(place, offer, "it was meant for host " + offer.to());
        }
        if (isLeaving()) {
            throw refused(place, offer, "its own objects leave it");
        }
        if (place.objects().hosting().find(offer.name()) != null) {
            throw refused(place, offer, "it has something of that name");
        }
        if (coming.size() >= MOST_COMING) {
            throw refused(place, offer, MOST_COMING + " objects are on their way to it already");
        }
        CompletableFuture<MoveIn> taken = new CompletableFuture<>();
        coming.put(offer.move(), new Coming(taken, silenceOf(offer.move())));
        if (leaving) {
            // It may have been missed by whoever lets go what comes.
            abandon(offer.move());
        }
        try {
            place.work().tasks().execute(() -> take(offer, taken));
        } catch (RejectedExecutionException e) {
            abandon(offer.move());
            throw refused(place, offer, "it has too much on its way, or closes");
        }
        return taken;
    }

    /** Waits: for the code, and then for the state. */
    private void take(Offer offer, CompletableFuture<MoveIn> taken) {
        MoveIn move;
        try {
            move = acceptance.accept(offer);
            place.reached(Point.MOVE_TAKEN);
        } catch (RuntimeException | Error e) {
            // Also what comes of code that came along: the source must hear something.
            taken.completeExceptionally(e);
            return;
        }
        if (taken.complete(move)) {
            move.make();
        }
    }

    CompletionStage<Boolean> chunk(UUID move, int index, byte[] bytes) {
        return place.work().soon(known(move, false).take(index, bytes).thenApply(turnedTo -> true), false);
    }

    CompletionStage<Boolean> isTurnedTo(UUID move, int index) {
        return place.work().soon(known(move, false).turnTo(index).thenApply(turnedTo -> true), false);
    }

    CompletionStage<Boolean> complete(UUID move, int chunks) {
        return place.work().soon(known(move, false).complete(chunks).thenApply(made -> true), false);
    }

    Binding commit(UUID move, UUID process, UUID consent) {
        if (!process.equals(place.self().pseudonym())) {
            throw new IllegalStateException("host " + place.self().host()
                    + " is another process by now than the one that was to take the object");
        }
        // From now on it is not dropped, or it would seem gone while it may yet open.
        MoveIn committing = known(move, true);
        try {
            Binding binding = committing.commit(consent);
            lengths.moved(committing.javaType(), committing.takenBytes());
            watcher.accept(committing.name());
            return binding;
        } finally {
            if (!committing.isOpen()) {
                // Before its source can ask.
                leftovers.turnedAway(committing.name(), move);
            }
            ended.put(move, committing.isOpen() ? Arrived.HERE : Arrived.GONE);
            coming.remove(move);
            tellIfNothingComes();
        }
    }

    void abandon(UUID move) {
        List<Coming> dropped = new ArrayList<>(1);
        coming.computeIfPresent(move, (key, present) -> {
            if (present.timeout() == null) {
                return present;
            }
            ended.put(move, Arrived.GONE);
            dropped.add(present);
            return null;
        });
        dropped.forEach(Coming::drop);
        tellIfNothingComes();
    }

    private void tellIfNothingComes() {
        if (leaving && coming.isEmpty()) {
            nothingComes.complete(null);
        }
    }

    /** From now on nothing comes here any more; what is on its way stays where it is, unless it commits already. */
    void takeNothingMore() {
        leaving = true;
        coming.keySet().forEach(this::abandon);
        tellIfNothingComes();
    }

    /** Nothing is taken for so long, from now on; what is on its way comes. */
    void takeNothingFor(Duration span) {
        Object word = new Object();
        pause.set(word);
        place.work().scheduler().schedule(span, () -> pause.compareAndSet(word, null));
    }

    boolean isLeaving() {
        return leaving || pause.get() != null;
    }

    /** Completes when nothing is taken any more, and all that came is here. */
    CompletableFuture<Void> nothingComes() {
        return nothingComes;
    }

    Arrived whatBecameOf(UUID move, UUID process) {
        if (!process.equals(place.self().pseudonym())) {
            return Arrived.NOT_KNOWN;
        }
        leftovers.heardOf(move);
        // In this order: how a move has ended is written down before it is under way no more.
        return coming.containsKey(move) ? Arrived.UNDER_WAY : ended.getOrDefault(move, Arrived.NOT_KNOWN);
    }

    UUID giveBack(UUID move, UUID process, ObjectName name, long epoch, String toHost) {
        if (whatBecameOf(move, process) != Arrived.GONE) {
            throw new IllegalStateException("host " + place.self().host() + " does not give " + name
                    + " back: it has it, or did not take part");
        }
        return MoveConsent.of(place.self().instance(), name, epoch, toHost);
    }

    /** What is known of a move whose source has given a sign of life; null if nothing is. */
    private @Nullable Coming heardOf(UUID move, boolean commits) {
        return coming.computeIfPresent(move, (key, before) -> {
            before.stopTimeout();
            return new Coming(before.taken(), commits || before.timeout() == null ? null : silenceOf(move));
        });
    }

    private MoveIn known(UUID move, boolean commits) {
        Coming present = heardOf(move, commits);
        if (present == null || !present.isTaken()) {
            throw new MoveRefusedException(
                    Reason.TARGET_REFUSED,
                    "host " + place.self().host() + " does not know move " + move + " (any more)");
        }
        return present.taken().join();
    }

    private Scheduler.Task silenceOf(UUID move) {
        return place.work().scheduler().schedule(SILENCE, () -> abandon(move));
    }

    static MoveRefusedException refused(Place place, Offer offer, @Nullable String why) {
        return new MoveRefusedException(
                Reason.TARGET_REFUSED,
                offer.name() + " is not taken by host " + place.self().host() + ": " + why);
    }
}
