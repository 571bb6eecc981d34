package io.limpid.runtime.migration;

import io.limpid.Concurrent;
import io.limpid.MoveRefusedException;
import io.limpid.MoveRefusedException.Reason;
import io.limpid.runtime.hosting.Departure;
import io.limpid.runtime.identity.Binding;
import io.limpid.runtime.identity.Endpoint;
import io.limpid.runtime.identity.InterfaceId;
import io.limpid.runtime.identity.ObjectName;
import io.limpid.runtime.invocation.Scheduler;
import io.limpid.runtime.migration.code.CodeRefusedException;
import io.limpid.runtime.stub.RemoteType;
import io.limpid.runtime.stub.StateType;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The objects that leave a host and that come to it. Thread-safe. */
@Concurrent
public final class Movements implements HostControl {
    /** How many objects may be on their way here at once; each holds a thread and the state that has come. */
    private static final int MOST_COMING = 64;

    /** How long a source may be silent before what it sent is dropped. */
    private static final Duration SILENCE = Duration.ofSeconds(90);

    private final Place place;
    private final ConcurrentMap<UUID, Coming> coming = new ConcurrentHashMap<>();

    /** Makes one. */
    public Movements(Place place) {
        this.place = place;
    }

    /** @param timeout drops it when its source is silent; replaced with each sign of life */
    private record Coming(MoveIn move, Scheduler.Task timeout) {}

    @Override
    public Moved migrate(ObjectName name, String host, Endpoint at) {
        if (host.equals(place.self().host())) {
            throw new MoveRefusedException(Reason.CONFLICT, name + " does not move to " + host + ": it is there");
        }
        Departure departure = Departure.of(place.objects().hosting(), name);
        if (departure == null) {
            boolean here = place.objects().hosting().find(name) != null;
            throw new MoveRefusedException(
                    here ? Reason.CONFLICT : Reason.NOT_HERE,
                    name + " does not move to " + host + ": "
                            + (here
                                    ? "it is being moved, or is not bound yet"
                                    : "it is not at host " + place.self().host()));
        }
        return new MoveOut(place, departure, host, place.controls().apply(at)).run();
    }

    @Override
    public void offer(Offer offer) {
        if (place.objects().hosting().find(offer.name()) != null) {
            throw refused(place, offer, "it has something of that name");
        }
        if (coming.size() >= MOST_COMING) {
            throw refused(place, offer, MOST_COMING + " objects are on their way to it already");
        }
        StateType<?> state = stateOf(offer);
        MoveIn move = new MoveIn(place, offer, state, remoteTypeOf(offer, state));
        coming.put(offer.move(), new Coming(move, silenceOf(offer.move())));
        place.work().tasks().execute(move::make);
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
    public CompletionStage<Void> complete(UUID move) {
        return heardOf(move).complete();
    }

    @Override
    public Binding commit(UUID move) {
        MoveIn committing = heardOf(move);
        // It must not seem gone while it may yet open.
        coming.computeIfPresent(move, (key, present) -> {
            present.timeout().cancel();
            return present;
        });
        try {
            return committing.commit();
        } finally {
            forget(move);
        }
    }

    @Override
    public void abandon(UUID move) {
        Coming abandoned = forget(move);
        if (abandoned != null) {
            abandoned.move().abandon();
        }
    }

    @Override
    public double load() {
        return place.objects().hosting().named().stream()
                .mapToDouble(export -> 1 + export.callsPerSecond())
                .sum();
    }

    @Override
    public Arrived whatBecameOf(UUID move, ObjectName name) {
        // In this order: a move is forgotten when its object is here, or never will be.
        if (coming.containsKey(move)) {
            return Arrived.UNDER_WAY;
        }
        var export = place.objects().hosting().find(name);
        return export != null && export.epoch() > 0 ? Arrived.HERE : Arrived.GONE;
    }

    private MoveIn heardOf(UUID move) {
        Coming present = coming.computeIfPresent(move, (key, before) -> {
            before.timeout().cancel();
            return new Coming(before.move(), silenceOf(move));
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

    private @Nullable Coming forget(UUID move) {
        Coming gone = coming.remove(move);
        if (gone != null) {
            gone.timeout().cancel();
        }
        return gone;
    }

    static MoveRefusedException refused(Place place, Offer offer, @Nullable String why) {
        return new MoveRefusedException(
                Reason.TARGET_REFUSED,
                offer.name() + " is not taken by host " + place.self().host() + ": " + why);
    }
}
