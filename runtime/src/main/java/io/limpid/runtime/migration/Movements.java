package io.limpid.runtime.migration;

import io.limpid.Concurrent;
import io.limpid.MoveRefusedException;
import io.limpid.MoveRefusedException.Reason;
import io.limpid.runtime.hosting.Departure;
import io.limpid.runtime.hosting.Export;
import io.limpid.runtime.identity.Binding;
import io.limpid.runtime.identity.Endpoint;
import io.limpid.runtime.identity.ObjectName;
import io.limpid.runtime.invocation.CurrentCall;
import io.limpid.runtime.migration.placement.HostLoad;
import io.limpid.runtime.migration.placement.ObjectLoad;
import io.limpid.runtime.migration.placement.SeenObject;
import io.limpid.runtime.migration.placement.Sight;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.function.Consumer;

/** The objects that leave a host and that come to it. Thread-safe. */
@Concurrent
public final class Movements implements HostControl {
    /** For how long nothing is taken after whoever empties this host has asked last. */
    private static final Duration PAUSE = Duration.ofMinutes(1);

    private final Place place;
    private final StateLengths lengths = new StateLengths();
    private final Arrivals arrivals;
    private final RequestedMoves requested;
    private volatile Emptier emptier = (drain, atOnce, known) -> {
        throw new IllegalStateException("this host has not begun yet");
    };

    /** Gives the objects of this host to others. */
    @FunctionalInterface
    public interface Emptier {
        /** As {@link HostControl#empty}; must not wait. */
        Emptying empty(UUID drain, int atOnce, int known);
    }

    /** Makes one. */
    public Movements(Place place) {
        this.place = place;
        this.arrivals = new Arrivals(place, lengths);
        this.requested = new RequestedMoves(place.work().scheduler());
    }

    @Override
    public Optional<Moved> migrate(UUID request, ObjectName name, String host, Endpoint at) {
        CompletableFuture<Moved> move = requested.ask(request, () -> move(name, host, at));
        return awaited(name, place.work().soon(move.thenApply(Optional::of), Optional.empty()));
    }

    /**
     * Moves an object from here to another host; does not wait.
     *
     * @return completes when it is there, or exceptionally with the {@link MoveRefusedException} that says why it is not; cancelled, it stays
     *     unless that is too late
     */
    public CompletableFuture<Moved> move(ObjectName name, String host, Endpoint at) {
        if (host.equals(place.self().host())) {
            return refused(Reason.CONFLICT, name, host, "it is there");
        }
        Departure departure = Departure.of(place.objects().hosting(), name);
        if (departure == null) {
            return place.objects().hosting().find(name) == null
                    ? refused(
                            Reason.NOT_HERE,
                            name,
                            host,
                            "it is not at host " + place.self().host())
                    : refused(
                            Reason.CONFLICT,
                            name,
                            host,
                            "it is at host " + place.self().host()
                                    + ", and somebody moves it already, or it is not bound yet");
        }
        MoveOut out = new MoveOut(place, departure, host, place.controls().apply(at));
        CompletableFuture<Moved> moved = out.begin();
        var unused = moved.thenRun(() -> lengths.moved(departure.export().javaType(), out.sentBytes()));
        return moved;
    }

    private static CompletableFuture<Moved> refused(Reason reason, ObjectName name, String host, String why) {
        return CompletableFuture.failedFuture(
                new MoveRefusedException(reason, name + " does not move to " + host + ": " + why));
    }

    private Optional<Moved> awaited(ObjectName name, CompletableFuture<Optional<Moved>> answer) {
        try {
            return place.work().waits().get(CurrentCall.out(answer));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("the call was cancelled before " + name + " had moved", e);
        } catch (ExecutionException e) {
            Throwable cause =
                    e.getCause() instanceof CompletionException ? e.getCause().getCause() : e.getCause();
            if (cause instanceof MoveRefusedException refused) {
                throw refused;
            }
            throw new IllegalStateException("the move of " + name + " failed; this is a bug", cause);
        }
    }

    @Override
    public CompletionStage<Optional<UUID>> offer(Offer offer) {
        return arrivals.offer(offer);
    }

    @Override
    public CompletionStage<Boolean> chunk(UUID move, int index, byte[] bytes) {
        return arrivals.chunk(move, index, bytes);
    }

    @Override
    public CompletionStage<Boolean> isTurnedTo(UUID move, int index) {
        return arrivals.isTurnedTo(move, index);
    }

    @Override
    public CompletionStage<Boolean> complete(UUID move, int chunks) {
        return arrivals.complete(move, chunks);
    }

    @Override
    public Binding commit(UUID move, UUID process, UUID consent) {
        return arrivals.commit(move, process, consent);
    }

    @Override
    public void abandon(UUID move) {
        arrivals.abandon(move);
    }

    @Override
    public Arrived whatBecameOf(UUID move, UUID process) {
        return arrivals.whatBecameOf(move, process);
    }

    @Override
    public UUID giveBack(UUID move, UUID process, ObjectName name, long epoch, String toHost) {
        return arrivals.giveBack(move, process, name, epoch, toHost);
    }

    @Override
    public Emptying empty(UUID drain, int atOnce, int known) {
        if (atOnce < 1 || atOnce > MOST_AT_ONCE || known < 0) {
            throw new IllegalArgumentException("moves at once: " + atOnce + ", known: " + known + " (expected: 1 to "
                    + MOST_AT_ONCE + ", not negative)");
        }
        arrivals.takeNothingFor(PAUSE);
        return emptier.empty(drain, atOnce, known);
    }

    /** From now on this empties the host for whoever asks from outside; before that nobody may ask. */
    public void emptiedBy(Emptier how) {
        emptier = how;
    }

    /** From now on this is told of every object that has come; must not wait. */
    public void tellArrivals(Consumer<ObjectName> watcher) {
        arrivals.tell(watcher);
    }

    /** From now on nothing comes here any more, and others are told so: what is on its way stays where it is, unless it commits already. */
    public void takeNothingMore() {
        arrivals.takeNothingMore();
    }

    /** Whether nothing is taken at present. */
    public boolean isLeaving() {
        return arrivals.isLeaving();
    }

    /** Completes when nothing is taken any more, and all that came is here. */
    public CompletableFuture<Void> nothingComes() {
        return arrivals.nothingComes();
    }

    @Override
    public CompletionStage<Load> load() {
        List<Export> named = place.objects().hosting().named();
        double calls = named.stream().mapToDouble(Export::callsPerSecond).sum();
        return CompletableFuture.completedFuture(
                new Load(calls, named.size(), place.self().clientId().getAsLong(), arrivals.isLeaving()));
    }

    /** What a rule of placement goes by. */
    public Sight sight(List<HostLoad> others) {
        List<Export> named = place.objects().hosting().named();
        return new Sight(
                named.stream().mapToDouble(Export::callsPerSecond).sum(),
                named.stream().filter(this::canMove).map(this::seen).toList(),
                others);
    }

    /** What callers did long ago counts less from now on. */
    public void forgetHalfOfLeads() {
        place.objects().hosting().named().forEach(Export::forgetHalf);
    }

    private boolean canMove(Export export) {
        return export.isSettledAlone() && place.objects().states().saysMovable(export.javaType());
    }

    private SeenObject seen(Export export) {
        long bytes = lengths.of(export.javaType());
        return new SeenObject(
                new ObjectLoad(export.name(), export.callsPerSecond(), bytes), export.caller(), export.lead());
    }
}
