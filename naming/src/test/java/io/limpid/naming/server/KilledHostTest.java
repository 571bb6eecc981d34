package io.limpid.naming.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.limpid.NotExecutedException;
import io.limpid.OutcomeUnknownException;
import io.limpid.runtime.Client;
import io.limpid.runtime.LimpidAddress;
import io.limpid.runtime.check.Trials;
import io.limpid.runtime.processes.JavaProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A host process that is killed in the midst of its calls, and comes back at the same port without what it knew. */
@Timeout(900)
final class KilledHostTest {
    private static final int KILLS = Trials.of(2, 20);
    private static final int TOGETHER = 64;
    private static final int CALLS_BETWEEN_KILLS = 1_000;

    private enum End {
        RETURNED,
        NOT_EXECUTED,
        UNKNOWN
    }

    @TempDir
    Path directory;

    private final Map<Integer, End> ends = new ConcurrentHashMap<>();
    private final AtomicInteger returned = new AtomicInteger();
    private final AtomicBoolean over = new AtomicBoolean();

    @Test
    void callsInFlightAreUnknownOrNotExecutedAndNoneRunsTwice() throws Exception {
        Path file = directory.resolve("diary");
        try (NamingServer naming = NamingServer.start(
                        NamingSettings.inMemory().terms(Duration.ofSeconds(1), Duration.ofSeconds(60)));
                Client client = Client.connect(naming.address())) {
            JavaProcess host = start(naming, 0, file);
            int port = LimpidAddress.parse("limpid://" + host.said("at "))
                    .servers()
                    .get(0)
                    .port();
            CompletableFuture<Integer> caller = CompletableFuture.supplyAsync(() -> writeUntilOver(client));
            for (int kill = 0; kill < KILLS; kill++) {
                awaitFurtherAnswers();
                host.kill();
                host = start(naming, port, file);
                host.said("at ");
            }
            awaitFurtherAnswers();
            over.set(true);
            int calls = caller.get(60, TimeUnit.SECONDS);
            host.close();

            assertThat(ends).hasSize(calls);
        }

        report(runs(file));
    }

    private void report(Map<Integer, Integer> runs) {
        Map<End, Integer> counts = new TreeMap<>();
        List<String> wrong = new ArrayList<>();
        ends.forEach((number, end) -> {
            counts.merge(end, 1, Integer::sum);
            int times = runs.getOrDefault(number, 0);
            if (times > 1 || (end == End.RETURNED && times == 0) || (end == End.NOT_EXECUTED && times > 0)) {
                wrong.add(number + " is " + end + " and ran " + times + " times");
            }
        });
        int unknown = counts.getOrDefault(End.UNKNOWN, 0);
        System.out.printf(
                "%d kills of a host in full flight: %s; it ran %d, between %d and %d were told%n",
                KILLS, counts, runs.size(), counts.get(End.RETURNED), counts.get(End.RETURNED) + unknown);
        assertThat(wrong).isEmpty();
        assertThat(ends.keySet()).containsAll(runs.keySet());
        assertThat(runs.size()).isBetween(counts.get(End.RETURNED), counts.get(End.RETURNED) + unknown);
        assertThat(unknown).isBetween(1, KILLS * TOGETHER);
    }

    private static JavaProcess start(NamingServer naming, int port, Path file) throws IOException {
        return JavaProcess.start(
                JavaProcess.thisJdk(),
                JavaProcess.classPath(),
                DiaryHost.class.getName(),
                naming.address(),
                Integer.toString(port),
                file.toString());
    }

    private void awaitFurtherAnswers() {
        int before = returned.get();
        await().atMost(Duration.ofSeconds(30)).until(() -> returned.get() >= before + CALLS_BETWEEN_KILLS);
    }

    /** Keeps so many calls under way; gives how many it made. */
    private int writeUntilOver(Client client) {
        Diary diary = client.withTimeout(client.lookup(Diary.class, "diary"), Duration.ofSeconds(20));
        Semaphore underWay = new Semaphore(TOGETHER);
        int number = 0;
        while (!over.get()) {
            underWay.acquireUninterruptibly();
            int call = ++number;
            var unused = diary.write(call).whenComplete((answer, failure) -> {
                ends.put(call, end(failure));
                if (failure == null) {
                    returned.incrementAndGet();
                }
                underWay.release();
            });
        }
        underWay.acquireUninterruptibly(TOGETHER);
        return number;
    }

    private static End end(Throwable failure) {
        if (failure == null) {
            return End.RETURNED;
        }
        if (failure instanceof NotExecutedException) {
            return End.NOT_EXECUTED;
        }
        if (failure instanceof OutcomeUnknownException) {
            return End.UNKNOWN;
        }
        throw new AssertionError("neither of the ends there are", failure);
    }

    private static Map<Integer, Integer> runs(Path file) throws IOException {
        Map<Integer, Integer> runs = new HashMap<>();
        for (String line : Files.readAllLines(file)) {
            runs.merge(Integer.valueOf(line), 1, Integer::sum);
        }
        return runs;
    }
}
