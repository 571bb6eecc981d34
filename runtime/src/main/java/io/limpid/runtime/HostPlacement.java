package io.limpid.runtime;

import io.limpid.MoveRefusedException;
import io.limpid.runtime.hosting.CallFigures;
import io.limpid.runtime.identity.Endpoint;
import io.limpid.runtime.identity.ObjectName;
import io.limpid.runtime.migration.Movements;
import io.limpid.runtime.migration.placement.DrainRun.End;
import io.limpid.runtime.migration.placement.HostLoad;
import io.limpid.runtime.migration.placement.PlacementRule;
import io.limpid.runtime.migration.placement.PlacementRun;
import io.limpid.runtime.migration.placement.Rebalancer;
import io.limpid.runtime.migration.placement.Sight;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.stream.Collectors;

/** Gives a host's objects to others where it has too much to do, if its owner wants that. Thread-safe. */
final class HostPlacement {
    private final String host;
    private final Node node;
    private final Movements movements;
    private final List<PlacementRun> runs;

    /** Where the hosts listen that were seen last. */
    private volatile Map<String, Endpoint> places = Map.of();

    HostPlacement(String host, HostSettings.Placement settings, Node node, Movements movements) {
        this.host = host;
        this.node = node;
        this.movements = movements;
        Environment environment = node.environment();
        this.runs = settings.rebalance().stream()
                .map(each -> run(new Rebalancer(host, each, environment.clock(), environment.random())))
                .toList();
    }

    private PlacementRun run(PlacementRule rule) {
        return new PlacementRun(
                rule, this::sight, this::move, node.environment().scheduler());
    }

    void begin() {
        movements.tellArrivals(object -> runs.forEach(run -> run.arrived(object)));
        runs.forEach(run -> run.begin(node.environment().random().nextDouble()));
    }

    /** Decides nothing more. */
    void stop() {
        runs.forEach(PlacementRun::stop);
    }

    private CompletionStage<Sight> sight() {
        return node.loads().ask().thenApply(told -> {
            List<HostLoads.Told> others = told.stream()
                    .filter(each ->
                            !each.place().name().equals(host) && !each.load().isLeaving())
                    .toList();
            places = others.stream()
                    .collect(Collectors.toMap(
                            each -> each.place().name(), each -> each.place().endpoint()));
            return movements.sight(others.stream()
                    .map(each -> new HostLoad(
                            each.place().name(),
                            each.load().callsPerSecond(),
                            CallFigures.tagOf(each.load().clientId())))
                    .toList());
        });
    }

    private CompletionStage<End> move(ObjectName object, String target) {
        Endpoint there = places.get(target);
        if (there == null) {
            throw new IllegalStateException("host " + target + " is not seen any more");
        }
        return movements.move(object, target, there).handle((moved, failure) -> {
            if (failure == null) {
                return new End.Moved();
            }
            Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
            if (cause instanceof MoveRefusedException refused) {
                return new End.Refused(String.valueOf(refused.getMessage()));
            }
            throw new CompletionException(cause);
        });
    }
}
