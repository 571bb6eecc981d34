package io.limpid.runtime;

import io.limpid.MoveRefusedException;
import io.limpid.runtime.hosting.CallFigures;
import io.limpid.runtime.identity.Endpoint;
import io.limpid.runtime.identity.ObjectName;
import io.limpid.runtime.migration.Movements;
import io.limpid.runtime.migration.placement.CallerFollower;
import io.limpid.runtime.migration.placement.DrainRun.End;
import io.limpid.runtime.migration.placement.HostLoad;
import io.limpid.runtime.migration.placement.PlacementRule;
import io.limpid.runtime.migration.placement.PlacementRun;
import io.limpid.runtime.migration.placement.Rebalancer;
import io.limpid.runtime.migration.placement.SeenObject;
import io.limpid.runtime.migration.placement.Sight;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/** Gives a host's objects to others that have less to do, or call them more, as far as its owner wants that. Thread-safe. */
final class HostPlacement {
    private final String host;
    private final Node node;
    private final Movements movements;
    private final List<PlacementRun> runs = new ArrayList<>();

    /** Where the hosts listen that were seen last. */
    private volatile Map<String, Endpoint> places = Map.of();

    HostPlacement(String host, HostSettings.Placement settings, Node node, Movements movements) {
        this.host = host;
        this.node = node;
        this.movements = movements;
        Environment environment = node.environment();
        boolean follows = settings.follow().isPresent();
        settings.rebalance().ifPresent(each -> {
            Rebalancer rule = new Rebalancer(host, each, environment.clock(), environment.random());
            runs.add(run(rule, follows ? this::withoutWhatStaysWithItsCaller : UnaryOperator.identity()));
        });
        settings.follow()
                .ifPresent(each -> runs.add(
                        run(new CallerFollower(host, each, environment.clock()), this::forgettingHalfOfLeads)));
    }

    private PlacementRun run(PlacementRule rule, UnaryOperator<Sight> filter) {
        return new PlacementRun(
                rule,
                () -> sight().thenApply(filter),
                this::move,
                node.environment().scheduler());
    }

    /** What this host itself calls most has followed it, or would: given away, it would come back. */
    private Sight withoutWhatStaysWithItsCaller(Sight sight) {
        int own = CallFigures.tagOf(node.clientId());
        List<SeenObject> others =
                sight.objects().stream().filter(each -> each.caller() != own).toList();
        return new Sight(sight.callsPerSecond(), others, sight.others());
    }

    private Sight forgettingHalfOfLeads(Sight sight) {
        movements.forgetHalfOfLeads();
        return sight;
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
            List<HostLoads.Told> others =
                    told.stream().filter(each -> each.takesFrom(host)).toList();
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
