package io.limpid.runtime.migration.placement;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.limpid.runtime.identity.ObjectName;
import io.limpid.runtime.invocation.Scheduler;
import io.limpid.runtime.migration.placement.DrainRun.End;
import io.limpid.runtime.migration.placement.DrainRun.Mover;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Has a host look once an interval, carries out what a {@link PlacementRule} decides then, and logs each decision. The next interval begins
 * when a look is over; moves go on meanwhile. A look that fails decides nothing. Thread-safe.
 */
public final class PlacementRun {
    private static final Logger LOG = LoggerFactory.getLogger(PlacementRun.class);

    @GuardedBy("this")
    private final PlacementRule rule;

    private final Duration interval;
    private final Supplier<CompletionStage<Sight>> sights;
    private final Mover mover;
    private final Scheduler scheduler;

    /** Since the last look. */
    private final Queue<ObjectName> arrivals = new ConcurrentLinkedQueue<>();

    @GuardedBy("this")
    private boolean stopped;

    @GuardedBy("this")
    private Scheduler.@Nullable Task next;

    /**
     * Makes one.
     *
     * @param sights gives what is to be seen at present; must not wait
     */
    public PlacementRun(PlacementRule rule, Supplier<CompletionStage<Sight>> sights, Mover mover, Scheduler scheduler) {
        this.rule = rule;
        this.interval = rule.interval();
        this.sights = sights;
        this.mover = mover;
        this.scheduler = scheduler;
    }

    /**
     * Begins.
     *
     * @param share of an interval that passes before the first look: hosts that begin together are not to look together
     */
    public void begin(double share) {
        lookIn(Duration.ofNanos((long) (interval.toNanos() * share)));
    }

    /** An object has come here. Does not wait for a look, because the object may be waited for. */
    public void arrived(ObjectName object) {
        arrivals.add(object);
    }

    /** Decides nothing more. What is under way goes on. */
    public synchronized void stop() {
        stopped = true;
        if (next != null) {
            next.cancel();
        }
    }

    private synchronized void lookIn(Duration wait) {
        if (!stopped) {
            next = scheduler.schedule(wait, this::look);
        }
    }

    private void look() {
        CompletionStage<Sight> sight;
        try {
            sight = sights.get();
        } catch (RuntimeException e) {
            sight = CompletableFuture.failedFuture(e);
        }
        var unused = sight.thenAccept(seen -> decide(seen).forEach(this::carryOut))
                .whenComplete((done, failure) -> {
                    if (failure != null) {
                        LOG.debug("nothing is decided, because not enough is to be seen", failure);
                    }
                    lookIn(interval);
                });
    }

    private synchronized List<Move> decide(Sight sight) {
        for (ObjectName object = arrivals.poll(); object != null; object = arrivals.poll()) {
            rule.rests(object);
        }
        return stopped ? List.of() : rule.look(sight);
    }

    private void carryOut(Move move) {
        LOG.info("{}", move);
        CompletionStage<End> end;
        try {
            end = mover.move(move.object(), move.to());
        } catch (RuntimeException e) {
            end = CompletableFuture.failedFuture(e);
        }
        var unused = end.whenComplete((known, failure) -> ended(move, known, failure));
    }

    private synchronized void ended(Move move, @Nullable End end, @Nullable Throwable failure) {
        if (end instanceof End.Refused refused) {
            LOG.info("{} is refused by {}: {}", move.object(), move.to(), refused.why());
        } else if (end == null) {
            LOG.info("{} could not be moved to {}", move.object(), move.to(), failure);
        }
        rule.rests(move.object());
    }
}
