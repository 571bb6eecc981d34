package io.limpid.runtime;

import io.limpid.MoveRefusedException;
import io.limpid.MoveRefusedException.Reason;
import io.limpid.runtime.hosting.Hosting;
import io.limpid.runtime.identity.ObjectName;
import io.limpid.runtime.migration.placement.Drain;
import io.limpid.runtime.migration.placement.DrainRun;
import io.limpid.runtime.migration.placement.DrainRun.End;
import io.limpid.runtime.migration.placement.HostLoad;
import io.limpid.runtime.migration.placement.ObjectLoad;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Empties a host, by how often objects are called here, and what the others say they have to do. */
final class HostDrain {
    /** Well below how many tasks may wait at once on a Java without virtual threads. */
    private static final int MOST_AT_ONCE = 4;

    /** Between two questions whether somebody else still moves an object: as many as it may fail take as long as a method may keep it. */
    private static final Duration BETWEEN_QUESTIONS = Duration.ofSeconds(1);

    private static final Logger LOG = LoggerFactory.getLogger(HostDrain.class);

    private final String host;
    private final Node node;
    private final Hosting hosting;
    private final CompletableFuture<Void> enough;

    /** @param enough ends it, whatever has not left by then */
    HostDrain(String host, Node node, Hosting hosting, CompletableFuture<Void> enough) {
        this.host = host;
        this.node = node;
        this.hosting = hosting;
        this.enough = enough;
    }

    /** Gives what stays, and why; waits. */
    Map<String, String> run() {
        List<ObjectLoad> objects = hosting.named().stream()
                // Of a group there are others; it leaves when this host closes.
                .filter(export -> export.seat() == null)
                .map(export -> new ObjectLoad(export.name(), export.callsPerSecond(), 0))
                .toList();
        DrainRun run = new DrainRun(new Drain(host, objects, others(), MOST_AT_ONCE), this::move, progress -> {});
        var unused = enough.thenRun(() -> run.giveUp("the host was closed before it had left"));
        DrainRun.Progress end = node.environment().machine().waits().join(run.begin());
        LOG.info(
                "host {} is drained: {} objects have left, {} stay",
                host,
                end.gone(),
                end.left().size());
        Map<String, String> left = new TreeMap<>();
        end.left().forEach((name, why) -> left.put(name.path(), why));
        return left;
    }

    /** The living hosts that answer, and keep what they have; none if that is not wanted any more. */
    private List<HostLoad> others() {
        CompletableFuture<List<HostLoads.Told>> asked = node.loads().ask().toCompletableFuture();
        var unused = enough.thenRun(() -> asked.complete(List.of()));
        return HostLoads.awaited(asked, node.environment().machine().waits()).stream()
                .filter(told -> told.takesFrom(host))
                .map(told -> new HostLoad(
                        told.place().name(),
                        told.load().callsPerSecond() + told.load().objects()))
                .toList();
    }

    private CompletableFuture<End> move(ObjectName object, String target) {
        return CompletableFuture.supplyAsync(
                () -> moved(object, target), node.environment().tasks());
    }

    private End moved(ObjectName object, String target) {
        if (hosting.find(object) == null) {
            // Somebody else has moved it, and it may stay where it is.
            return new End.Moved();
        }
        try {
            node.moves().migrate(object, target);
            return new End.Moved();
        } catch (MoveRefusedException e) {
            if (hosting.find(object) == null) {
                // Somebody else has moved it, or freed its name.
                return new End.Moved();
            }
            if (e.reason() == Reason.TARGET_REFUSED) {
                return new End.Refused(String.valueOf(e.getMessage()));
            }
            if (e.reason() == Reason.CONFLICT) {
                pause();
            }
            throw e;
        }
    }

    private void pause() {
        CompletableFuture<Void> passed = new CompletableFuture<>();
        node.environment().scheduler().schedule(BETWEEN_QUESTIONS, () -> passed.complete(null));
        node.environment().machine().waits().join(CompletableFuture.anyOf(passed, enough));
    }
}
