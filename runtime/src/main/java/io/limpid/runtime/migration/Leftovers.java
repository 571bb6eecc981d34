package io.limpid.runtime.migration;

import io.limpid.runtime.identity.Binding;
import io.limpid.runtime.identity.ObjectName;
import io.limpid.runtime.invocation.Scheduler;
import io.limpid.runtime.location.MoveConsent;
import io.limpid.runtime.location.Naming.Entry;
import io.limpid.runtime.location.Naming.EpochConflictException;
import io.limpid.runtime.location.Naming.LeaseEndedException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.RejectedExecutionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Names that naming may have bound to this host by moves which were turned away here. Their sources take them back, and ask often until they
 * have. A source that has not asked for longer than callers are remembered is lost: then the name is freed, by exactly the epoch that naming has it
 * at, or nobody could use it until this process ends. If that source lives after all, it goes on with what it has as a new incarnation. Thread-safe.
 */
final class Leftovers {
    private static final Logger LOG = LoggerFactory.getLogger(Leftovers.class);

    /** More than a source needs for one question that is lost, and the next; terms may be shorter. */
    private static final Duration QUESTIONS = Duration.ofSeconds(5);

    private final Place place;

    /** Of each name the latest move that was turned away. */
    private final ConcurrentMap<ObjectName, Leftover> left = new ConcurrentHashMap<>();

    /** @param silence ends with the name's being freed; replaced with each question of the source */
    private record Leftover(UUID move, Scheduler.Task silence) {}

    Leftovers(Place place) {
        this.place = place;
    }

    void turnedAway(ObjectName name, UUID move) {
        left.compute(name, (key, before) -> {
            if (before != null) {
                before.silence().cancel();
            }
            return new Leftover(move, silenceOf(name, move));
        });
    }

    /** The source of a move asks. */
    void heardOf(UUID move) {
        for (Map.Entry<ObjectName, Leftover> each : left.entrySet()) {
            if (each.getValue().move().equals(move)) {
                left.computeIfPresent(each.getKey(), (name, present) -> {
                    if (!present.move().equals(move)) {
                        return present;
                    }
                    present.silence().cancel();
                    return new Leftover(move, silenceOf(name, move));
                });
            }
        }
    }

    private Scheduler.Task silenceOf(ObjectName name, UUID move) {
        return place.work().scheduler().schedule(place.work().remembered().plus(QUESTIONS), () -> {
            try {
                place.work().tasks().execute(() -> free(name, move));
            } catch (RejectedExecutionException e) {
                // The host closes, and its names are freed with it; or else it is tried again.
                heardOf(move);
            }
        });
    }

    /** Waits. */
    private void free(ObjectName name, UUID move) {
        try {
            Optional<Entry> entry = place.work().waits().join(place.naming().resolve(name));
            if (entry.isPresent() && isLeft(entry.get().binding())) {
                // After it was found: so it was this process's, and not that of another one which has this host's name
                // by now.
                var unused = place.work()
                        .waits()
                        .join(place.naming()
                                .renewHost(place.self().host(), place.self().instance()));
                long epoch = entry.get().binding().epoch();
                place.naming()
                        .unbind(name, epoch, MoveConsent.toFree(place.self().instance(), name, epoch));
                LOG.info("{} was turned away here, and its source is lost; its name is free", name);
            }
            left.computeIfPresent(name, (key, present) -> present.move().equals(move) ? null : present);
        } catch (EpochConflictException e) {
            // Its source, or somebody else, has it.
            left.computeIfPresent(name, (key, present) -> present.move().equals(move) ? null : present);
        } catch (LeaseEndedException | RuntimeException e) {
            LOG.debug("{}, which was turned away here, cannot be freed yet", name, e);
            heardOf(move);
        }
    }

    /** Whether naming has it here by a move, and there is nothing. */
    private boolean isLeft(Binding binding) {
        return !binding.isGroup()
                && binding.replicas().get(0).host().equals(place.self().host())
                && binding.epoch() != binding.incarnation()
                && place.objects().hosting().find(binding.name()) == null;
    }
}
