package io.limpid.naming.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.limpid.runtime.Client;
import io.limpid.runtime.Host;
import io.limpid.runtime.check.Trials;
import io.limpid.runtime.identity.ObjectName;
import io.limpid.runtime.location.Naming;
import io.limpid.runtime.processes.JavaProcess;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** A host process that stands still for longer than its lease, while another is given what it held, begins nothing afterwards. */
@Timeout(600)
@DisabledOnOs(OS.WINDOWS)
final class PausedHostTest {
    private static final int ROUNDS = Trials.of(2, 20);
    private static final int CALLS = 100;
    private static final Duration TERM = Duration.ofSeconds(1);
    private static final ObjectName NAME = new ObjectName("diary");

    @TempDir
    Path directory;

    @Test
    void whatAnotherWasGivenMeanwhileIsNotServedByTheOneThatWakes() throws Exception {
        for (int round = 0; round < ROUNDS; round++) {
            pause(directory.resolve("diary-" + round));
        }
    }

    private void pause(Path file) throws Exception {
        Taken taken = new Taken();
        try (NamingServer naming = NamingServer.start(NamingSettings.inMemory().terms(TERM, Duration.ofSeconds(60)));
                Asking asking = new Asking(naming.address());
                Client client = Client.connect(naming.address());
                Client silent = Client.connect(naming.address());
                Host other =
                        Host.builder().naming(naming.address()).name("other").open();
                JavaProcess paused = start(naming, file)) {
            paused.said("at ");
            Diary diary = client.withTimeout(client.lookup(Diary.class, NAME.path()), Duration.ofSeconds(30));
            Diary remembered = silent.withTimeout(silent.lookup(Diary.class, NAME.path()), Duration.ofSeconds(30));
            written(diary.write(-1));
            written(remembered.write(-2));

            paused.signal("STOP");
            List<CompletionStage<Integer>> sent = new ArrayList<>();
            for (int number = 0; number < CALLS; number++) {
                sent.add(diary.write(number));
            }
            Naming view = asking.naming(Duration.ofSeconds(30));
            await().atMost(TERM.multipliedBy(10)).until(() -> isSuspect(view));
            other.export(NAME.path(), Diary.class, taken);
            paused.signal("CONT");
            await().atMost(TERM.multipliedBy(10)).until(() -> isBack(view));
            for (int number = CALLS; number < 2 * CALLS; number++) {
                written(remembered.write(number));
            }
            for (CompletionStage<Integer> call : sent) {
                written(call);
            }
        }

        assertThat(Files.readAllLines(file)).as("what the paused host ran").containsExactlyInAnyOrder("-1", "-2");
        assertThat(taken.numbers).hasSize(2 * CALLS).doesNotHaveDuplicates();
    }

    private static JavaProcess start(NamingServer naming, Path file) throws Exception {
        return JavaProcess.start(
                JavaProcess.thisJdk(),
                JavaProcess.classPath(),
                DiaryHost.class.getName(),
                naming.address(),
                "0",
                file.toString());
    }

    private static boolean isSuspect(Naming view) throws Exception {
        return view.resolve(NAME)
                .toCompletableFuture()
                .get()
                .map(Naming.Entry::suspect)
                .orElse(false);
    }

    private static boolean isBack(Naming view) {
        return view.hosts().toCompletableFuture().join().stream()
                .anyMatch(place -> place.name().equals("diary-host"));
    }

    private static void written(CompletionStage<Integer> call) throws Exception {
        call.toCompletableFuture().get(40, TimeUnit.SECONDS);
    }

    /** What the other host was given. */
    private static final class Taken implements Diary {
        private final Queue<Integer> numbers = new ConcurrentLinkedQueue<>();

        @Override
        public CompletionStage<Integer> write(int number) {
            numbers.add(number);
            return CompletableFuture.completedFuture(number);
        }
    }
}
