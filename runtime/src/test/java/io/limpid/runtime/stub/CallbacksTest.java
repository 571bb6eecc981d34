package io.limpid.runtime.stub;

import static org.assertj.core.api.Assertions.assertThat;

import io.limpid.runtime.invocation.SystemScheduler;
import io.limpid.runtime.invocation.SystemThreads;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What hangs on futures runs, whatever else hangs on others. */
final class CallbacksTest {
    private final ExecutorService threads = SystemThreads.forTasks("callbacks-test");
    private final SystemScheduler scheduler = new SystemScheduler("callbacks-test");

    @AfterEach
    void close() {
        scheduler.close();
        threads.shutdownNow();
    }

    @Test
    void whatEndsTogetherTakesOneThread() {
        List<Runnable> given = new ArrayList<>();
        Callbacks callbacks = new Callbacks(given::add, scheduler);
        AtomicInteger ran = new AtomicInteger();

        for (int i = 0; i < 100; i++) {
            callbacks.execute(ran::incrementAndGet);
        }
        given.get(0).run();

        assertThat(ran).hasValue(100);
        callbacks.execute(ran::incrementAndGet);
        given.get(given.size() - 1).run();
        assertThat(ran).hasValue(101);
    }

    @Test
    void aTaskThatWaitsForLaterOnesIsSlowAndNoDeadlock() throws Exception {
        Callbacks callbacks = new Callbacks(threads, scheduler);
        CountDownLatch first = new CountDownLatch(1);
        CompletableFuture<Void> last = new CompletableFuture<>();
        CompletableFuture<Void> all = new CompletableFuture<>();

        callbacks.execute(() -> {
            first.countDown();
            last.join();
            all.complete(null);
        });
        first.await();
        for (int i = 0; i < 3; i++) {
            callbacks.execute(last::join);
        }
        callbacks.execute(() -> last.complete(null));

        all.get(10, TimeUnit.SECONDS);
    }

    @Test
    void manyThreadsLoseNoTask() throws Exception {
        Callbacks callbacks = new Callbacks(threads, scheduler);
        int each = 20_000;
        CountDownLatch ran = new CountDownLatch(4 * each);

        List<Thread> givers = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            Thread giver = new Thread(() -> {
                for (int n = 0; n < each; n++) {
                    callbacks.execute(ran::countDown);
                }
            });
            giver.start();
            givers.add(giver);
        }
        for (Thread giver : givers) {
            giver.join();
        }

        assertThat(ran.await(20, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void withoutThreadsItRunsAtOnce() {
        Callbacks callbacks = new Callbacks(
                task -> {
                    throw new RejectedExecutionException();
                },
                scheduler);
        AtomicInteger ran = new AtomicInteger();

        callbacks.execute(ran::incrementAndGet);

        assertThat(ran).hasValue(1);
    }
}
