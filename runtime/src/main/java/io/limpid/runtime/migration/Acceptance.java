package io.limpid.runtime.migration;

import io.limpid.runtime.identity.InterfaceId;
import io.limpid.runtime.migration.HostControl.Offer;
import io.limpid.runtime.migration.code.CodeRefusedException;
import io.limpid.runtime.stub.RemoteType;
import io.limpid.runtime.stub.StateType;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Decides whether a host has what an object needs that is offered to it: its class in a fitting version, and what it is bound to. Thread-safe. */
final class Acceptance {
    private final Place place;

    Acceptance(Place place) {
        this.place = place;
    }

    /**
     * Makes ready for it; waits while its code is fetched.
     *
     * @throws io.limpid.MoveRefusedException if it cannot be taken
     */
    MoveIn accept(Offer offer) {
        StateType<?> state = stateOf(offer);
        return new MoveIn(place, offer, state, remoteTypeOf(offer, state));
    }

    private StateType<?> stateOf(Offer offer) {
        String wireName = offer.layout().wireName();
        StateType<?> state = place.objects().states().named(wireName).orElseGet(() -> takenAlong(wireName, offer));
        Optional<String> unlike = StateLayout.of(state).refusal(offer.layout());
        if (unlike.isPresent()) {
            throw Arrivals.refused(
                    place,
                    offer,
                    unlike.get()
                            + " (run versions of the class of which one only adds fields at the end of the other)");
        }
        List<Class<?>> lacking = place.objects().resources().lacking(state.required());
        if (!lacking.isEmpty()) {
            String types = lacking.stream().map(Class::getName).collect(Collectors.joining(", "));
            throw Arrivals.refused(place, offer, "it provides no " + types + " (host.provide)");
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
                    .orElseThrow(() ->
                            Arrivals.refused(place, offer, "nothing was generated for " + wireName + " in its jar"));
        } catch (CodeRefusedException e) {
            throw Arrivals.refused(place, offer, e.getMessage());
        }
    }

    private RemoteType<?> remoteTypeOf(Offer offer, StateType<?> state) {
        RemoteType<?> type = find(offer.type(), state.javaType());
        if (type == null) {
            throw Arrivals.refused(
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
}
