package io.limpid.runtime.migration;

import io.limpid.runtime.invocation.Scheduler;
import io.limpid.runtime.migration.HostControl.Moved;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Supplier;

/**
 * The moves that others have asked this host for, each begun once however often it is asked for. Whoever does not ask any more does not want it any
 * more: it is given up unless that is too late, and its end is forgotten. Thread-safe.
 */
final class RequestedMoves {
    /** For how long a move goes on, and its end is remembered, without being asked for. */
    private static final Duration SILENCE = Duration.ofSeconds(15);

    private final Scheduler scheduler;
    private final ConcurrentMap<UUID, Wanted> wanted = new ConcurrentHashMap<>();

    RequestedMoves(Scheduler scheduler) {
        this.scheduler = scheduler;
    }

    /** A move, and what gives it up. */
    private record Wanted(CompletableFuture<Moved> move, Scheduler.Task silence) {}

    /**
     * Begins a move, unless it was asked for before.
     *
     * @param request drawn anew for each move
     * @return completes as the move does
     */
    CompletableFuture<Moved> ask(UUID request, Supplier<CompletableFuture<Moved>> beginning) {
        CompletableFuture<Moved> fresh = new CompletableFuture<>();
        CompletableFuture<Moved> asked = wanted.compute(request, (key, present) -> {
                    if (present != null) {
                        present.silence().cancel();
                    }
                    return new Wanted(
                            present == null ? fresh : present.move(),
                            scheduler.schedule(SILENCE, () -> forget(request)));
                })
                .move();
        if (asked == fresh) {
            begin(fresh, beginning);
        }
        return asked;
    }

    /** Not under the map's lock: it may end at once. */
    private static void begin(CompletableFuture<Moved> fresh, Supplier<CompletableFuture<Moved>> beginning) {
        CompletableFuture<Moved> move = beginning.get();
        var unused = move.whenComplete((moved, failure) -> {
            if (failure == null) {
                fresh.complete(moved);
            } else {
                fresh.completeExceptionally(failure);
            }
        });
        var unusedToo = fresh.whenComplete((moved, failure) -> {
            if (fresh.isCancelled()) {
                move.cancel(false);
            }
        });
    }

    private void forget(UUID request) {
        Wanted forgotten = wanted.remove(request);
        if (forgotten != null) {
            forgotten.move().cancel(false);
        }
    }
}
