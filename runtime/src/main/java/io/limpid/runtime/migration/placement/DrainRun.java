package io.limpid.runtime.migration.placement;

import static java.util.stream.Collectors.toMap;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.limpid.runtime.identity.ObjectName;
import io.limpid.runtime.migration.placement.Drain.Ended;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Carries out what a {@link Drain} decides, and logs each decision. Thread-safe. */
public final class DrainRun {
    private static final Logger LOG = LoggerFactory.getLogger(DrainRun.class);

    @GuardedBy("this")
    private final Drain drain;

    private final Mover mover;
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

        /** The object is not here any more, and not there: somebody else has moved it, or freed its name. */
        record Elsewhere() implements End {}

        /**
         * The object is here, and would be if that host were asked again.
         *
         * @param why what the host said
         */
        record Refused(String why) implements End {}

        /**
         * The object is here, and would be if any other host were asked.
         *
         * @param why it does not move
         */
        record Fixed(String why) implements End {}
    }

    /**
     * How far it is.
     *
     * @param ended of which objects no more is to be done
     * @param remaining how many are still to leave
     */
    public record Progress(List<Ended> ended, int remaining) {
        /** Copies the list. */
        public Progress {
            ended = List.copyOf(ended);
        }

        /** How many have left. */
        public int gone() {
            return (int) ended.stream().filter(Ended::isGone).count();
        }

        /** What stays, and why. */
        public Map<ObjectName, String> left() {
            return ended.stream().filter(each -> !each.isGone()).collect(toMap(Ended::object, Ended::why));
        }
    }

    /** Makes one. */
    public DrainRun(Drain drain, Mover mover) {
        this.drain = drain;
        this.mover = mover;
    }

    /** Begins; does not wait. */
    public void begin() {
        List<Move> moves;
        synchronized (this) {
            moves = drain.begin();
        }
        carryOut(moves);
    }

    /** Completes when nothing is left to do, with all that has ended by then. */
    public CompletableFuture<Progress> end() {
        return over.copy();
    }

    /** Has further objects leave, also if it is over; one that it knows does not count again. */
    public void also(List<ObjectLoad> objects) {
        List<Move> moves;
        synchronized (this) {
            moves = drain.also(objects);
        }
        carryOut(moves);
    }

    /** Ends it: nothing more is begun, and what has not left by now is told to stay, though what is on its way may yet leave. */
    public void giveUp(String why) {
        synchronized (this) {
            drain.giveUp(why);
        }
        completeIfOver();
    }

    /** How far it is at present; of what has ended only what follows so many. */
    public synchronized Progress progressAfter(int known) {
        return new Progress(drain.endedAfter(known), drain.remaining());
    }

    /** Moves are begun outside of the lock, because one may end before its beginning returns. */
    private void carryOut(List<Move> moves) {
        for (Move move : moves) {
            LOG.info("{}", move);
            var unused = begun(move).whenComplete((end, failure) -> carryOut(ended(move, end, failure)));
        }
        completeIfOver();
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
        if (end instanceof End.Fixed fixed) {
            return drain.fixed(move.object(), fixed.why());
        }
        return end instanceof End.Moved ? drain.moved(move.object()) : drain.elsewhere(move.object());
    }

    private void completeIfOver() {
        Progress end;
        synchronized (this) {
            if (!drain.isOver()) {
                return;
            }
            end = progressAfter(0);
        }
        over.complete(end);
    }
}
