package io.limpid.runtime.migration.placement;

import static org.assertj.core.api.Assertions.assertThat;

import io.limpid.runtime.identity.ObjectName;
import io.limpid.runtime.migration.placement.DrainRun.End;
import io.limpid.runtime.migration.placement.DrainRun.Mover;
import io.limpid.runtime.migration.placement.DrainRun.Progress;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
final class DrainRunTest {
    private final Map<ObjectName, String> places = new ConcurrentHashMap<>();

    private static Drain drain(int objects, int mostAtOnce) {
        List<ObjectLoad> loads = IntStream.range(0, objects)
                .mapToObj(i -> new ObjectLoad(new ObjectName("object/" + i), i % 7, 0))
                .toList();
        return new Drain("a", loads, List.of(new HostLoad("b", 0), new HostLoad("c", 50)), mostAtOnce);
    }

    private Progress run(Drain drain, Mover mover) throws Exception {
        DrainRun run = new DrainRun(drain, mover);
        run.begin();
        return run.end().get(20, TimeUnit.SECONDS);
    }

    @Test
    void aThousandObjectsLeaveOverThreadsAndNoMoreThanAllowedAtOnce() throws Exception {
        AtomicInteger underWay = new AtomicInteger();
        AtomicInteger peak = new AtomicInteger();
        ExecutorService threads = Executors.newFixedThreadPool(8);
        Mover mover = (object, host) -> {
            peak.accumulateAndGet(underWay.incrementAndGet(), Math::max);
            return CompletableFuture.supplyAsync(
                    () -> {
                        places.put(object, host);
                        underWay.decrementAndGet();
                        return new End.Moved();
                    },
                    threads);
        };

        Progress progress = run(drain(1_000, 5), mover);
        threads.shutdown();

        assertThat(progress.remaining()).isZero();
        assertThat(progress.left()).isEmpty();
        assertThat(progress.ended())
                .hasSize(1_000)
                .allSatisfy(each -> assertThat(each.host()).isEqualTo(places.get(each.object())));
        assertThat(places).hasSize(1_000);
        assertThat(peak).hasValueLessThanOrEqualTo(5);
    }

    @Test
    void whatComesMeanwhileLeavesTooAndWhatIsKnownIsNotToldAgain() {
        List<Runnable> ends = new ArrayList<>();
        DrainRun run = new DrainRun(drain(2, 1), (object, host) -> {
            CompletableFuture<End> end = new CompletableFuture<>();
            ends.add(() -> end.complete(object.path().endsWith("1") ? new End.Fixed("it is a stub") : new End.Moved()));
            return end;
        });

        run.begin();
        ends.get(0).run();
        assertThat(run.progressAfter(0).remaining()).isEqualTo(1);
        assertThat(run.progressAfter(0).left()).containsValue("it is a stub");
        ends.get(1).run();
        run.also(List.of(
                new ObjectLoad(new ObjectName("object/0"), 0, 0), new ObjectLoad(new ObjectName("object/2"), 0, 0)));

        assertThat(run.progressAfter(2)).isEqualTo(new Progress(List.of(), 1));
        ends.get(2).run();
        assertThat(run.progressAfter(2).ended())
                .singleElement()
                .satisfies(each -> assertThat(each.object()).isEqualTo(new ObjectName("object/2")));
        assertThat(ends).hasSize(3);
    }

    @Test
    void movesThatEndAtOnceAreCarriedOutLikeOthers() throws Exception {
        Progress progress = run(drain(500, 3), (object, host) -> {
            places.put(object, host);
            return CompletableFuture.completedFuture(new End.Moved());
        });

        assertThat(progress.gone()).isEqualTo(500);
    }

    @Test
    void whatOneHostRefusesGoesToTheOtherAndWhatFailsIsTriedAgain() throws Exception {
        AtomicInteger failures = new AtomicInteger();
        Mover mover = (object, host) -> {
            if (host.equals("b")) {
                return CompletableFuture.completedFuture(new End.Refused("it provides no Printer"));
            }
            if (failures.incrementAndGet() % 3 == 0) {
                return CompletableFuture.failedFuture(new IllegalStateException("connection lost"));
            }
            if (failures.get() % 3 == 1 && object.path().endsWith("9")) {
                throw new IllegalStateException("thrown rather than told");
            }
            places.put(object, host);
            return CompletableFuture.completedFuture(new End.Moved());
        };

        Progress progress = run(drain(60, 4), mover);

        assertThat(progress.gone() + progress.left().size()).isEqualTo(60);
        assertThat(places.values()).containsOnly("c");
        assertThat(progress.gone()).isGreaterThan(50);
        assertThat(progress.left().values()).allMatch(why -> why.contains("attempts failed"));
    }

    @Test
    void aTargetThatDiesKeepsNothingFromLeaving() throws Exception {
        Progress progress = run(drain(200, 4), (object, host) -> {
            if (host.equals("b")) {
                return CompletableFuture.failedFuture(new IllegalStateException("naming knows no living host b"));
            }
            places.put(object, host);
            return CompletableFuture.completedFuture(new End.Moved());
        });

        assertThat(progress.gone()).isEqualTo(200);
        assertThat(progress.left()).isEmpty();
        assertThat(places.values()).containsOnly("c");
    }

    @Test
    void aHostWithoutObjectsIsDrainedAtOnce() throws Exception {
        assertThat(run(drain(0, 1), (object, host) -> new CompletableFuture<>()))
                .isEqualTo(new Progress(List.of(), 0));
    }
}
