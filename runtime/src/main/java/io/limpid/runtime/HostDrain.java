package io.limpid.runtime;

import io.limpid.MoveRefusedException;
import io.limpid.MoveRefusedException.Reason;
import io.limpid.runtime.hosting.Hosting;
import io.limpid.runtime.identity.ObjectName;
import io.limpid.runtime.migration.Movements;
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
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Empties a host, by how often objects are called here, and what the others say they have to do. Thread-safe. */
final class HostDrain {
    /** How many objects move at the same time, unless somebody says otherwise: so many that calls of the other objects keep half of the processors. */
    private static final int AT_ONCE =
            Math.max(1, Math.min(4, Runtime.getRuntime().availableProcessors() / 2));

    /** Between two questions whether somebody else still moves an object: as many as it may fail take as long as a method may keep it. */
    private static final Duration BETWEEN_QUESTIONS = Duration.ofSeconds(1);

    private static final Logger LOG = LoggerFactory.getLogger(HostDrain.class);

    private final String host;
    private final Node node;
    private final Hosting hosting;
    private final Movements movements;

    HostDrain(String host, Node node, Hosting hosting, Movements movements) {
        this.host = host;
        this.node = node;
        this.hosting = hosting;
        this.movements = movements;
    }

    /** Gives what stays, and why; waits. It ends when the host closes. */
    Map<String, String> carryOut(CompletableFuture<Void> closes) {
        CompletableFuture<DrainRun.Progress> over =
                begin(AT_ONCE, enoughOnce(closes)).thenCompose(DrainRun::end);
        DrainRun.Progress end =
                HostLoads.awaited(over, node.environment().machine().waits());
        Map<String, String> left = new TreeMap<>();
        end.left().forEach((name, why) -> left.put(name.path(), why));
        LOG.info("host {} is drained: {} objects have left, {} stay", host, end.gone(), left.size());
        return left;
    }

    /** Ends a drain when the host closes, or whoever wanted it says so before. */
    static CompletableFuture<String> enoughOnce(CompletableFuture<Void> closes) {
        return closes.thenApply(closed -> "the host was closed before it had left");
    }

    /**
     * Begins; does not wait.
     *
     * @param enough ends it, whatever has not left by then, and says why
     * @return completes once it is known where objects may go; exceptionally if naming does not tell
     */
    CompletableFuture<DrainRun> begin(int atOnce, CompletableFuture<String> enough) {
        return others(enough).thenApply(others -> {
            DrainRun run = new DrainRun(
                    new Drain(host, objects(), others, atOnce), (object, target) -> move(object, target, enough));
            var unused = enough.thenAccept(run::giveUp);
            run.begin();
            return run;
        });
    }

    /** What is to leave. */
    List<ObjectLoad> objects() {
        return hosting.named().stream()
                // Of a group there are others; it leaves when this host closes.
                .filter(export -> export.seat() == null)
                .map(export -> new ObjectLoad(export.name(), export.callsPerSecond(), 0))
                .toList();
    }

    /** The living hosts that answer, and keep what they have; none if that is not wanted any more. */
    private CompletableFuture<List<HostLoad>> others(CompletableFuture<String> enough) {
        CompletableFuture<List<HostLoads.Told>> asked = node.loads().ask().toCompletableFuture();
        var unused = enough.thenRun(() -> asked.complete(List.of()));
        return asked.thenApply(answers -> answers.stream()
                .filter(told -> told.takesFrom(host))
                .map(told -> new HostLoad(
                        told.place().name(),
                        told.load().callsPerSecond() + told.load().objects()))
                .toList());
    }

    private CompletionStage<End> move(ObjectName object, String target, CompletableFuture<String> enough) {
        return node.moves()
                .living(object, target)
                .thenCompose(there -> movements.move(object, target, there))
                .thenApply(moved -> (End) new End.Moved())
                .exceptionallyCompose(failure -> whyNot(object, failure, enough));
    }

    private CompletionStage<End> whyNot(ObjectName object, Throwable thrown, CompletableFuture<String> enough) {
        if (hosting.find(object) == null) {
            return CompletableFuture.completedFuture(new End.Elsewhere());
        }
        Throwable cause = thrown.getCause();
        Throwable failure = thrown instanceof CompletionException && cause != null ? cause : thrown;
        if (failure instanceof MoveRefusedException refused) {
            String why = String.valueOf(refused.getMessage());
            if (refused.reason() == Reason.TARGET_REFUSED) {
                return CompletableFuture.completedFuture(new End.Refused(why));
            }
            if (refused.reason() == Reason.NOT_MOVABLE) {
                return CompletableFuture.completedFuture(new End.Fixed(why));
            }
            if (refused.reason() == Reason.CONFLICT) {
                return pause(enough).thenCompose(passed -> CompletableFuture.failedFuture(refused));
            }
        }
        return CompletableFuture.failedFuture(failure);
    }

    private CompletableFuture<Object> pause(CompletableFuture<String> enough) {
        return CompletableFuture.anyOf(node.environment().scheduler().after(BETWEEN_QUESTIONS), enough);
    }
}
