package io.limpid.runtime;

import io.limpid.runtime.identity.Endpoint;
import io.limpid.runtime.invocation.Waits;
import io.limpid.runtime.location.Naming;
import io.limpid.runtime.location.Naming.HostPlace;
import io.limpid.runtime.migration.HostControl;
import io.limpid.runtime.migration.HostControl.Load;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Asks the living hosts, all at once, how much they have to do. Thread-safe. */
final class HostLoads {
    private static final Logger LOG = LoggerFactory.getLogger(HostLoads.class);

    private final Naming naming;
    private final Function<Endpoint, HostControl> controls;
    private final Waits waits;

    /**
     * A host that has answered.
     *
     * @param place its name, and where it listens
     * @param load what it has to do
     */
    record Told(HostPlace place, Load load) {
        /** Whether this host may give it objects: it is another one, and keeps what it has. */
        boolean takesFrom(String host) {
            return !place.name().equals(host) && !load.isLeaving();
        }
    }

    HostLoads(Naming naming, Function<Endpoint, HostControl> controls, Waits waits) {
        this.naming = naming;
        this.controls = controls;
        this.waits = waits;
    }

    /** Completes with what those say that answer in time, in the order of their names; exceptionally if naming does not answer. */
    CompletionStage<List<Told>> ask() {
        return naming.hosts().thenCompose(places -> {
            List<CompletableFuture<@Nullable Told>> answers =
                    places.stream().map(this::ask).toList();
            return CompletableFuture.allOf(answers.toArray(CompletableFuture[]::new))
                    .thenApply(all -> answers.stream()
                            .map(CompletableFuture::join)
                            .filter(Objects::nonNull)
                            .toList());
        });
    }

    /**
     * The same; waits.
     *
     * @throws io.limpid.NotExecutedException if naming cannot be reached
     * @throws io.limpid.OutcomeUnknownException if naming does not answer
     */
    List<Told> await() {
        return awaited(ask(), waits);
    }

    /** Waits for what naming or hosts answer, and throws what it ends with. */
    static <T> T awaited(CompletionStage<T> answer, Waits waits) {
        try {
            return waits.join(answer);
        } catch (CompletionException e) {
            if (e.getCause() instanceof RuntimeException failure) {
                throw failure;
            }
            throw e;
        }
    }

    private CompletableFuture<@Nullable Told> ask(HostPlace place) {
        return controls.apply(place.endpoint())
                .load()
                .<@Nullable Told>handle((load, failure) -> {
                    if (load == null) {
                        LOG.debug("host {} does not tell what it has to do", place.name(), failure);
                        return null;
                    }
                    return new Told(place, load);
                })
                .toCompletableFuture();
    }
}
