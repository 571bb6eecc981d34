package io.limpid.runtime;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.limpid.runtime.invocation.Scheduler;
import io.limpid.runtime.migration.HostControl.Emptying;
import io.limpid.runtime.migration.Movements.Emptier;
import io.limpid.runtime.migration.placement.Drain.Ended;
import io.limpid.runtime.migration.placement.DrainRun;
import io.limpid.runtime.migration.placement.DrainRun.Progress;
import io.limpid.runtime.migration.placement.ObjectLoad;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Empties a host for somebody outside, who asks again and again how far that is; whoever does not ask any more does not want it any more. Thread-safe. */
final class RequestedDrain implements Emptier {
    /** For how long it goes on without being asked about. */
    private static final Duration SILENCE = Duration.ofSeconds(15);

    /** Of how many objects one answer tells. */
    private static final int MOST_TOLD = 1_000;

    private final Beginning beginning;
    private final Supplier<List<ObjectLoad>> objects;
    private final Scheduler scheduler;
    private final CompletableFuture<Void> closes;

    /** The last one; null before the first. */
    @GuardedBy("this")
    private @Nullable Course course;

    /** Begins to empty a host. */
    @FunctionalInterface
    interface Beginning {
        /** As {@link HostDrain#begin}. */
        CompletableFuture<DrainRun> begin(int atOnce, CompletableFuture<String> enough);
    }

    /**
     * Makes one.
     *
     * @param objects gives what is to leave
     * @param closes ends it
     */
    RequestedDrain(
            Beginning beginning,
            Supplier<List<ObjectLoad>> objects,
            Scheduler scheduler,
            CompletableFuture<Void> closes) {
        this.beginning = beginning;
        this.objects = objects;
        this.scheduler = scheduler;
        this.closes = closes;
    }

    /**
     * One drain.
     *
     * @param id what it was first asked for with
     * @param enough ends it and says why
     * @param run completes once it is known where objects may go
     */
    private record Course(UUID id, CompletableFuture<String> enough, CompletableFuture<DrainRun> run) {
        boolean isOver() {
            return run.isCompletedExceptionally()
                    || (run.isDone() && run.join().progressAfter(0).remaining() == 0);
        }
    }

    /** For how long nobody has asked. */
    @GuardedBy("this")
    private Scheduler.@Nullable Task silence;

    @Override
    public synchronized Emptying empty(UUID id, int atOnce, int known) {
        Course asked = course;
        if (asked == null || (asked.isOver() && !asked.id().equals(id))) {
            asked = begin(id, atOnce);
            course = asked;
        }
        heard(asked);
        return progress(asked, known);
    }

    private Course begin(UUID id, int atOnce) {
        CompletableFuture<String> enough = HostDrain.enoughOnce(closes);
        return new Course(id, enough, beginning.begin(atOnce, enough));
    }

    @GuardedBy("this")
    private void heard(Course asked) {
        if (silence != null) {
            silence.cancel();
        }
        silence = scheduler.schedule(
                SILENCE, () -> asked.enough().complete("whoever wanted it to leave does not ask for that any more"));
    }

    private Emptying progress(Course asked, int known) {
        if (!asked.run().isDone()) {
            return new Emptying(List.of(), objects.get().size(), false);
        }
        if (asked.run().isCompletedExceptionally()) {
            throw new IllegalStateException("naming does not tell where objects may go: "
                    + asked.run().handle((run, failure) -> failure).join());
        }
        DrainRun run = asked.run().join();
        if (!asked.enough().isDone()) {
            // What has come since, or was exported here.
            run.also(objects.get());
        }
        Progress progress = run.progressAfter(known);
        List<Ended> ended = progress.ended();
        boolean isAllTold = ended.size() <= MOST_TOLD;
        return new Emptying(
                isAllTold ? ended : ended.subList(0, MOST_TOLD),
                progress.remaining(),
                progress.remaining() == 0 && isAllTold);
    }
}
