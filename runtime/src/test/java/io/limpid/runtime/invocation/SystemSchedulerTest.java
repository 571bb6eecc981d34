package io.limpid.runtime.invocation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class SystemSchedulerTest {
    private static final Duration LONG = Duration.ofMinutes(10);

    private final SystemScheduler scheduler = new SystemScheduler("test-timer");

    @AfterEach
    void close() {
        scheduler.close();
    }

    @Test
    void noTaskRunsBeforeItsTimeAndEachRunsAtLast() throws Exception {
        int tasks = 2_000;
        CountDownLatch ran = new CountDownLatch(tasks);
        AtomicLong earliest = new AtomicLong(Long.MAX_VALUE);

        for (int i = 0; i < tasks; i++) {
            long delay = TimeUnit.MICROSECONDS.toNanos((i * 7919L) % 50_000);
            long due = System.nanoTime() + delay;
            scheduler.schedule(Duration.ofNanos(delay), () -> {
                earliest.accumulateAndGet(System.nanoTime() - due, Math::min);
                ran.countDown();
            });
        }

        assertThat(ran.await(30, TimeUnit.SECONDS)).isTrue();
        assertThat(earliest.get()).isNotNegative();
    }

    @Test
    void aTaskThatIsDueBeforeAllOthersIsNotKeptWaitingByThem() throws Exception {
        scheduler.schedule(LONG, () -> {});
        // By now the thread rests for a long time.
        await().until(() -> Thread.getAllStackTraces().keySet().stream()
                .anyMatch(thread ->
                        thread.getName().startsWith("test-timer") && thread.getState() == Thread.State.TIMED_WAITING));

        for (int i = 0; i < 200; i++) {
            CountDownLatch ran = new CountDownLatch(1);
            scheduler.schedule(Duration.ofNanos(i), ran::countDown);
            assertThat(ran.await(10, TimeUnit.SECONDS)).isTrue();
        }
    }

    @Test
    void manyThreadsAddAndCancelAndNothingIsLostOrRunTwice() throws Exception {
        int threads = 8;
        int each = 5_000;
        ConcurrentHashMap<Integer, AtomicInteger> runs = new ConcurrentHashMap<>();
        AtomicInteger cancelled = new AtomicInteger();
        List<Thread> workers = new CopyOnWriteArrayList<>();

        for (int t = 0; t < threads; t++) {
            int base = t * each;
            Thread worker = new Thread(() -> {
                for (int i = 0; i < each; i++) {
                    int number = base + i;
                    if (i % 3 == 0) {
                        scheduler
                                .schedule(
                                        LONG,
                                        () -> runs.computeIfAbsent(number, key -> new AtomicInteger())
                                                .incrementAndGet())
                                .cancel();
                        cancelled.incrementAndGet();
                    } else {
                        scheduler.schedule(
                                Duration.ofNanos(i % 5 * 100_000L),
                                () -> runs.computeIfAbsent(number, key -> new AtomicInteger())
                                        .incrementAndGet());
                    }
                }
            });
            workers.add(worker);
            worker.start();
        }
        for (Thread worker : workers) {
            worker.join();
        }

        await().atMost(30, TimeUnit.SECONDS).until(() -> runs.size() == threads * each - cancelled.get());
        assertThat(runs.values()).allSatisfy(count -> assertThat(count).hasValue(1));
    }

    @Test
    void aTaskThatThrowsHoldsUpNoOther() throws Exception {
        CountDownLatch ran = new CountDownLatch(1);
        scheduler.schedule(Duration.ZERO, () -> {
            throw new IllegalStateException("on purpose");
        });
        scheduler.schedule(Duration.ofMillis(1), ran::countDown);

        assertThat(ran.await(10, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void onceClosedItRunsNothingMoreAndItsThreadEnds() {
        AtomicInteger ran = new AtomicInteger();
        scheduler.schedule(Duration.ofMillis(50), ran::incrementAndGet);

        scheduler.close();
        scheduler.schedule(Duration.ZERO, ran::incrementAndGet);

        await().until(() -> Thread.getAllStackTraces().keySet().stream()
                .noneMatch(thread -> thread.getName().startsWith("test-timer")));
        assertThat(ran).hasValue(0);
    }
}
