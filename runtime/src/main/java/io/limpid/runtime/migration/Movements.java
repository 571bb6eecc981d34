package io.limpid.runtime.migration;

import io.limpid.Concurrent;
import io.limpid.MoveRefusedException;
import io.limpid.MoveRefusedException.Reason;
import io.limpid.runtime.hosting.Departure;
import io.limpid.runtime.hosting.Export;
import io.limpid.runtime.hosting.Failpoints.Point;
import io.limpid.runtime.identity.Binding;
import io.limpid.runtime.identity.Endpoint;
import io.limpid.runtime.identity.InterfaceId;
import io.limpid.runtime.identity.ObjectName;
import io.limpid.runtime.invocation.CurrentCall;
import io.limpid.runtime.invocation.Scheduler;
import io.limpid.runtime.location.MoveConsent;
import io.limpid.runtime.migration.code.CodeRefusedException;
import io.limpid.runtime.migration.placement.HostLoad;
import io.limpid.runtime.migration.placement.ObjectLoad;
import io.limpid.runtime.migration.placement.SeenObject;
import io.limpid.runtime.migration.placement.Sight;
import io.limpid.runtime.stub.RemoteType;
import io.limpid.runtime.stub.StateType;
import java.time.Duration;
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
import java.util.concurrent.ExecutionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The objects that leave a host and that come to it. Thread-safe. */
@Concurrent
public final class Movements implements HostControl {
    /** How many objects may be on their way here at once; each holds a thread and the state that has come. */
    private static final int MOST_COMING = 64;

    /** How long a source waits for an object to be made before it asks again. */
    private static final Duration MAKING = Duration.ofSeconds(2);

    /** How long a source may be silent before what it sent is dropped. */
    private static final Duration SILENCE = Duration.ofSeconds(90);

    /** Of how many moves it is remembered how they ended; of more than end while one is in doubt. */
    private static final int MOST_REMEMBERED = 10_000;

    private final Place place;
    private final ConcurrentMap<UUID, Coming> coming = new ConcurrentHashMap<>();

    /** How the latest moves have ended: HERE or GONE, whatever has become of the name since. */
    private final Map<UUID, Arrived> ended = Collections.synchronizedMap(new LinkedHashMap<UUID, Arrived>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<UUID, Arrived> eldest) {
            return size() > MOST_REMEMBERED;
        }
    });

    private final StateLengths lengths = new StateLengths();

    /** Is told of every object that has come. */
    private volatile Consumer<ObjectName> arrivals = name -> {};

    private final CompletableFuture<Void> nothingComes = new CompletableFuture<>();

    private volatile boolean leaving;

    /** Makes one. */
    public Movements(Place place) {
        this.place = place;
    }

    /** @param timeout drops it when its source is silent; replaced with each sign of life; null once it commits, and is not dropped any more */
    private record Coming(MoveIn move, Scheduler.@Nullable Task timeout) {
        void stopTimeout() {
            if (timeout != null) {
                timeout.cancel();
            }
        }
    }

    @Override
    public Moved migrate(ObjectName name, String host, Endpoint at) {
        return awaited(name, move(name, host, at));
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
                    : refused(Reason.CONFLICT, name, host, "it is being moved, or is not bound yet");
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

    /** A call that does not wait any more leaves the move to itself, which ends by what is decided by then. */
    private Moved awaited(ObjectName name, CompletableFuture<Moved> move) {
        try {
            return place.work().waits().get(CurrentCall.out(move));
        } catch (InterruptedException e) {
            move.cancel(false);
            Thread.currentThread().interrupt();
            throw new IllegalStateException("the call was cancelled before " + name + " had moved", e);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof MoveRefusedException refused) {
                throw refused;
            }
            throw new IllegalStateException("the move of " + name + " failed; this is a bug", e.getCause());
        }
    }

    @Override
    public UUID offer(Offer offer) {
        if (!offer.to().equals(place.self().host())) {
            throw refused(place, offer, "it was meant for host " + offer.to());
        }
        if (leaving) {
            throw refused(place, offer, "its own objects leave it");
        }
        if (place.objects().hosting().find(offer.name()) != null) {
            throw refused(place, offer, "it has something of that name");
        }
        if (coming.size() >= MOST_COMING) {
            throw refused(place, offer, MOST_COMING + " objects are on their way to it already");
        }
        StateType<?> state = stateOf(offer);
        MoveIn move = new MoveIn(place, offer, state, remoteTypeOf(offer, state));
        coming.put(offer.move(), new Coming(move, silenceOf(offer.move())));
        if (leaving) {
            // It may have been missed by whoever lets go what comes.
            abandon(offer.move());
        }
        try {
            place.work().tasks().execute(move::make);
        } catch (RejectedExecutionException e) {
            abandon(offer.move());
            throw refused(place, offer, "it has too much on its way, or closes");
        }
        place.reached(Point.MOVE_TAKEN);
        return place.self().pseudonym();
    }

    private StateType<?> stateOf(Offer offer) {
        String wireName = offer.layout().wireName();
        StateType<?> state = place.objects().states().named(wireName).orElseGet(() -> takenAlong(wireName, offer));
        Optional<String> unlike = StateLayout.of(state).refusal(offer.layout());
        if (unlike.isPresent()) {
            throw refused(place, offer, unlike.get());
        }
        List<Class<?>> lacking = place.objects().resources().lacking(state.required());
        if (!lacking.isEmpty()) {
            String types = lacking.stream().map(Class::getName).collect(Collectors.joining(", "));
            throw refused(place, offer, "it provides no " + types + " (host.provide)");
        }
        return state;
    }

    /** The class is unknown here: its code may come along. */
    private StateType<?> takenAlong(String wireName, Offer offer) {
        try {
            ClassLoader loader = place.objects().code().intake().take(wireName, offer.code());
            return place.objects()
                    .states()
                    .named(wireName, loader)
                    .orElseThrow(() -> refused(place, offer, "nothing was generated for " + wireName + " in its jar"));
        } catch (CodeRefusedException e) {
            throw refused(place, offer, e.getMessage());
        }
    }

    private RemoteType<?> remoteTypeOf(Offer offer, StateType<?> state) {
        RemoteType<?> type = find(offer.type(), state.javaType());
        if (type == null) {
            throw refused(
                    place, offer, "the class " + state.wireName() + " does not implement " + offer.type() + " there");
        }
        return type;
    }

    private @Nullable RemoteType<?> find(InterfaceId id, Class<?> javaType) {
        for (Class<?> each = javaType; each != null; each = each.getSuperclass()) {
            for (Class<?> parent : each.getInterfaces()) {
                RemoteType<?> found = isCalled(id, parent);
                found = found == null ? find(id, parent) : found;
                if (found != null) {
                    return found;
                }
            }
        }
        return null;
    }

    private @Nullable RemoteType<?> isCalled(InterfaceId id, Class<?> javaType) {
        try {
            RemoteType<?> type = place.objects().types().of(javaType);
            return type.id().equals(id) ? type : null;
        } catch (IllegalArgumentException notRemote) {
            return null;
        }
    }

    @Override
    public CompletionStage<Void> chunk(UUID move, int index, byte[] bytes) {
        return heardOf(move).take(index, bytes).thenApply(taken -> null);
    }

    @Override
    public CompletionStage<Boolean> complete(UUID move, int chunks) {
        CompletableFuture<Boolean> answer =
                heardOf(move).complete(chunks).thenApply(made -> true).toCompletableFuture();
        Scheduler.Task patience = place.work().scheduler().schedule(MAKING, () -> answer.complete(false));
        return answer.whenComplete((made, failure) -> patience.cancel());
    }

    @Override
    public Binding commit(UUID move, UUID process, UUID consent) {
        if (!process.equals(place.self().pseudonym())) {
            throw new IllegalStateException("host " + place.self().host()
                    + " is another process by now than the one that was to take the object");
        }
        // From now on it is not dropped, or it would seem gone while it may yet open.
        MoveIn committing = heardOf(move, true);
        try {
            Binding binding = committing.commit(consent);
            lengths.moved(committing.javaType(), committing.takenBytes());
            arrivals.accept(committing.name());
            return binding;
        } finally {
            ended.put(move, committing.isOpen() ? Arrived.HERE : Arrived.GONE);
            coming.remove(move);
            tellIfNothingComes();
        }
    }

    @Override
    public void abandon(UUID move) {
        coming.computeIfPresent(move, (key, present) -> {
            if (present.timeout() == null) {
                return present;
            }
            present.stopTimeout();
            present.move().abandon();
            ended.put(move, Arrived.GONE);
            return null;
        });
        tellIfNothingComes();
    }

    private void tellIfNothingComes() {
        if (leaving && coming.isEmpty()) {
            nothingComes.complete(null);
        }
    }

    @Override
    public CompletionStage<Load> load() {
        List<Export> named = place.objects().hosting().named();
        double calls = named.stream().mapToDouble(Export::callsPerSecond).sum();
        return CompletableFuture.completedFuture(
                new Load(calls, named.size(), place.self().clientId().getAsLong(), leaving));
    }

    /** From now on this is told of every object that has come; must not wait. */
    public void tellArrivals(Consumer<ObjectName> watcher) {
        arrivals = watcher;
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

    /** From now on nothing comes here any more, and others are told so: what is on its way stays where it is, unless it commits already. */
    public void takeNothingMore() {
        leaving = true;
        coming.keySet().forEach(this::abandon);
        tellIfNothingComes();
    }

    /** Completes when nothing is taken any more, and all that came is here. */
    public CompletableFuture<Void> nothingComes() {
        return nothingComes;
    }

    @Override
    public Arrived whatBecameOf(UUID move, UUID process) {
        if (!process.equals(place.self().pseudonym())) {
            return Arrived.NOT_KNOWN;
        }
        // In this order: how a move has ended is written down before it is under way no more.
        return coming.containsKey(move) ? Arrived.UNDER_WAY : ended.getOrDefault(move, Arrived.NOT_KNOWN);
    }

    @Override
    public UUID giveBack(UUID move, UUID process, ObjectName name, long epoch, String toHost) {
        if (whatBecameOf(move, process) != Arrived.GONE) {
            throw new IllegalStateException("host " + place.self().host() + " does not give " + name
                    + " back: it has it, or did not take part");
        }
        return MoveConsent.of(place.self().instance(), name, epoch, toHost);
    }

    private MoveIn heardOf(UUID move) {
        return heardOf(move, false);
    }

    private MoveIn heardOf(UUID move, boolean commits) {
        Coming present = coming.computeIfPresent(move, (key, before) -> {
            before.stopTimeout();
            return new Coming(before.move(), commits || before.timeout() == null ? null : silenceOf(move));
        });
        if (present == null) {
            throw new MoveRefusedException(
                    Reason.TARGET_REFUSED,
                    "host " + place.self().host() + " does not know move " + move + " (any more)");
        }
        return present.move();
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
