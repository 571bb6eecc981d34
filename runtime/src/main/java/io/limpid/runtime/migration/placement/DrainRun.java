package io.limpid.runtime.migration.placement;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.limpid.runtime.identity.ObjectName;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Carries out what a {@link Drain} decides, and logs each decision. Thread-safe. */
public final class DrainRun {
    private static final Logger LOG = LoggerFactory.getLogger(DrainRun.class);

    @GuardedBy("this")
    private final Drain drain;

    /** Whether the watcher knows that it is over; it is told nothing more. */
    @GuardedBy("this")
    private boolean toldEnd;

    private final Mover mover;
    private final Consumer<Progress> watcher;
    private final CompletableFuture<Progress> over = new CompletableFuture<>();

    /** Moves objects from the host that is drained. */
    @FunctionalInterface
    public interface Mover {
        /**
         * Begins a move; must not wait.
         *
         * @return completes with how it ended; exceptionally if it is not known why the object is still here
         */
        CompletionStage<End> move(ObjectName object, String toHost);
    }

    /** How a move ended, if it is known. */
    public sealed interface End {
        /** The object is there. */
        record Moved() implements End {}

        /**
         * The object is here, and would be if that host were asked again.
         *
         * @param why what the host said
         */
        record Refused(String why) implements End {}
    }

    /**
     * How far it is.
     *
     * @param gone how many objects have left
     * @param remaining how many are still to leave
     * @param left what stays, and why
     */
    public record Progress(int gone, int remaining, Map<ObjectName, String> left) {
        /** Copies the map. */
        public Progress {
            left = Map.copyOf(left);
        }
    }

    /**
     * Makes one.
     *
     * @param watcher is told of progress, one at a time, the end last and before the future completes; must not wait
     */
    public DrainRun(Drain drain, Mover mover, Consumer<Progress> watcher) {
        this.drain = drain;
        this.mover = mover;
        this.watcher = watcher;
    }

    /**
     * Begins.
     *
     * @return completes when nothing is left to do
     */
    public CompletableFuture<Progress> begin() {
        List<Move> moves;
        synchronized (this) {
            moves = drain.begin();
        }
        carryOut(moves);
        return over;
    }

    /** Ends it: nothing more is begun, and what has not left by now is told to stay, though what is on its way may yet leave. */
    public void giveUp(String why) {
        synchronized (this) {
            drain.giveUp(why);
        }
        tell();
    }

    /** Moves are begun outside of the lock, because one may end before its beginning returns. */
    private void carryOut(List<Move> moves) {
        for (Move move : moves) {
            LOG.info("{}", move);
            var unused = begun(move).whenComplete((end, failure) -> carryOut(ended(move, end, failure)));
        }
        tell();
    }

    private CompletionStage<End> begun(Move move) {
        try {
            return mover.move(move.object(), move.to());
        } catch (RuntimeException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    private synchronized List<Move> ended(Move move, @Nullable End end, @Nullable Throwable failure) {
        if (end instanceof End.Refused refused) {
            LOG.info("{} is refused by {}: {}", move.object(), move.to(), refused.why());
            return drain.refused(move.object(), refused.why());
        }
        if (end == null) {
            Throwable cause =
                    failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
            LOG.info("{} could not be moved to {}", move.object(), move.to(), cause);
            return drain.failed(move.object(), String.valueOf(cause));
        }
        return drain.moved(move.object());
    }

    private void tell() {
        Progress progress;
        boolean isOver;
        synchronized (this) {
            if (toldEnd) {
                // By another thread, whose move ended later than this one's.
                return;
            }
            progress = new Progress(drain.gone(), drain.remaining(), drain.left());
            isOver = drain.isOver();
            toldEnd = isOver;
            watcher.accept(progress);
        }
        if (isOver) {
            over.complete(progress);
        }
    }
}
