package io.limpid.log.ratis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.limpid.log.CorruptStoreException;
import io.limpid.log.HistoryMachine;
import io.limpid.log.LogPosition;
import io.limpid.log.LogSettings;
import io.limpid.log.LogUnavailableException;
import io.limpid.log.StoreInUseException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** One peer on disk: its bounds, its files, and what happens to it by accident. */
@Timeout(90)
class RatisLogTest {
    @TempDir
    Path directory;

    @Test
    void aCommandThatIsTooLongIsRefusedAndTheLongestIsTaken() throws Exception {
        LogSettings settings = settings("store").withLimits(1 << 20, 16);
        try (RatisLog log = RatisLog.open(settings, new HistoryMachine())) {
            get(log.submit(new byte[1 << 20]));

            assertThatIllegalArgumentException()
                    .isThrownBy(() -> log.submit(new byte[(1 << 20) + 1]))
                    .withMessageContaining("expected: 1 to 1048576");
        }
    }

    @Test
    void aFullLogRefusesAndTakesMoreWhenThereIsRoom() throws Exception {
        CountDownLatch gate = new CountDownLatch(1);
        HistoryMachine slow = new HistoryMachine() {
            @Override
            public byte[] apply(LogPosition position, byte[] command) {
                awaitUninterruptibly(gate);
                return super.apply(position, command);
            }
        };
        try (RatisLog log = RatisLog.open(settings("store").withLimits(1 << 10, 2), slow)) {
            CompletableFuture<byte[]> first = log.submit(HistoryMachine.command(1));
            CompletableFuture<byte[]> second = log.submit(HistoryMachine.command(2));
            CompletableFuture<byte[]> third = log.submit(HistoryMachine.command(3));
            gate.countDown();

            assertThatThrownBy(() -> get(third))
                    .hasCauseInstanceOf(LogUnavailableException.class)
                    .hasMessageContaining("full");
            get(first);
            get(second);
            get(log.submit(HistoryMachine.command(4)));
            assertThat(history(log)).containsExactly(1L, 2L, 4L);
        }
    }

    @Test
    void aSecondLogOnTheSameDirectoryIsRefusedAndDisturbsNothing() throws Exception {
        try (RatisLog log = RatisLog.open(settings("store"), new HistoryMachine())) {
            get(log.submit(HistoryMachine.command(1)));

            assertThatThrownBy(() -> RatisLog.open(settings("store"), new HistoryMachine()))
                    .isInstanceOf(StoreInUseException.class)
                    .hasMessageContaining("store: in use");
            get(log.submit(HistoryMachine.command(2)));
        }
    }

    @Test
    void logsOfOneNameLiveSideBySideInDifferentDirectories() throws Exception {
        try (RatisLog one = RatisLog.open(settings("one"), new HistoryMachine());
                RatisLog two = RatisLog.open(settings("two"), new HistoryMachine())) {
            get(one.submit(HistoryMachine.command(1)));
            get(two.submit(HistoryMachine.command(2)));

            assertThat(history(one)).containsExactly(1L);
            assertThat(history(two)).containsExactly(2L);
        }
    }

    @Test
    void aDirectoryOfAnotherGroupIsRefused() throws Exception {
        RatisLog.open(settings("store"), new HistoryMachine()).close();

        assertThatThrownBy(() ->
                        RatisLog.open(LogSettings.single("other", directory.resolve("store")), new HistoryMachine()))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("belongs to another group than 'other'");
    }

    @Test
    void anInterruptedCallerHarmsNobody() throws Exception {
        try (RatisLog log = RatisLog.open(settings("store"), new HistoryMachine())) {
            Thread.currentThread().interrupt();
            List<CompletableFuture<byte[]>> answers = Stream.iterate(0L, number -> number + 1)
                    .limit(1_000)
                    .map(number -> log.submit(HistoryMachine.command(number)))
                    .toList();
            CompletableFuture<byte[]> question = log.query(new byte[0]);
            assertThat(Thread.interrupted()).isTrue();

            for (CompletableFuture<byte[]> answer : answers) {
                get(answer);
            }
            get(question);
            assertThat(history(log)).hasSize(1_000);
        }
    }

    @Test
    void anAbandonedAnswerMakesRoomAndTheCommandIsAppliedAllTheSame() throws Exception {
        try (RatisLog log = RatisLog.open(settings("store").withLimits(1 << 10, 1), new HistoryMachine())) {
            log.submit(HistoryMachine.command(1)).cancel(true);
            get(log.submit(HistoryMachine.command(2)));

            assertThat(history(log)).containsExactly(1L, 2L);
        }
    }

    @Test
    void twoSnapshotsAreKeptAndTheLogBackToTheOlder() throws Exception {
        LogSettings settings = settings("store").withSnapshotEvery(100);
        try (RatisLog log = RatisLog.open(settings, new HistoryMachine())) {
            for (int number = 0; number < 1_000; number++) {
                get(log.submit(HistoryMachine.command(number)));
            }
        }

        List<SnapshotFile> kept = new SnapshotStore(layout("store").snapshots(), false).list();
        assertThat(kept).hasSize(SnapshotStore.KEPT);
        damage(kept.get(0).path());
        try (RatisLog log = RatisLog.open(settings, new HistoryMachine())) {
            assertThat(history(log)).hasSize(1_000);
        }
    }

    @Test
    void withoutAnyGoodSnapshotAndTheWholeLogTheStoreIsRefusedByTheSnapshotsName() throws Exception {
        LogSettings settings = settings("store").withSnapshotEvery(1_000);
        try (RatisLog log = RatisLog.open(settings, new HistoryMachine())) {
            CompletableFuture<byte[]> last = new CompletableFuture<>();
            for (int number = 0; number < 12_000; number++) {
                last = log.submit(HistoryMachine.command(number, 400));
                if (number % 256 == 0) {
                    get(last);
                }
            }
            get(last);
        }
        List<SnapshotFile> kept = new SnapshotStore(layout("store").snapshots(), false).list();
        for (SnapshotFile file : kept) {
            damage(file.path());
        }

        assertThatThrownBy(() -> RatisLog.open(settings, new HistoryMachine()))
                .isInstanceOfSatisfying(
                        CorruptStoreException.class,
                        e -> assertThat(e.file()).isEqualTo(kept.get(0).path()))
                .hasMessageContaining("Restore the directory from a backup");
    }

    @Test
    void aSnapshotThatTheStateMachineCannotReadIsNamed() throws Exception {
        try (RatisLog log = RatisLog.open(settings("store"), new HistoryMachine())) {
            get(log.submit(HistoryMachine.command(1)));
        }
        HistoryMachine younger = new HistoryMachine() {
            @Override
            public void readSnapshot(InputStream stream) throws IOException {
                throw new IOException("version 2");
            }
        };

        assertThatThrownBy(() -> RatisLog.open(settings("store"), younger))
                .isInstanceOf(CorruptStoreException.class)
                .hasMessageContaining("cannot read")
                .hasRootCauseMessage("version 2");
    }

    @Test
    void aSnapshotThatCannotBeWrittenFailsAloneAndTheLogGoesOn() throws Exception {
        HistoryMachine machine = new HistoryMachine() {
            @Override
            public void writeSnapshot(OutputStream stream) throws IOException {
                throw new IOException("no room");
            }
        };
        try (RatisLog log = RatisLog.open(settings("store"), machine)) {
            get(log.submit(HistoryMachine.command(1)));

            assertThatThrownBy(() -> get(log.snapshot())).hasRootCauseMessage("no room");
            get(log.submit(HistoryMachine.command(2)));
        }

        try (RatisLog log = RatisLog.open(settings("store"), new HistoryMachine())) {
            assertThat(history(log)).containsExactly(1L, 2L);
        }
    }

    @Test
    void aCommandThatFailsOnReplayStopsTheStartWithItsCause() throws Exception {
        try (RatisLog log = RatisLog.open(settings("store"), new HistoryMachine())) {
            get(log.submit(HistoryMachine.command(1)));
            deleteSnapshotsAfter(log);
        }
        HistoryMachine broken = new HistoryMachine() {
            @Override
            public byte[] apply(LogPosition position, byte[] command) {
                throw new IllegalStateException("a bug");
            }
        };

        assertThatThrownBy(() -> RatisLog.open(settings("store"), broken))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("could not be replayed")
                .hasRootCauseMessage("a bug");
        RatisLog.open(settings("store"), new HistoryMachine()).close();
    }

    /** Closing leaves a snapshot, which would spare the next start the command. */
    private void deleteSnapshotsAfter(RatisLog log) throws IOException {
        log.close();
        for (SnapshotFile file : new SnapshotStore(layout("store").snapshots(), false).list()) {
            Files.delete(file.path());
        }
    }

    private LogSettings settings(String store) {
        return LogSettings.single("test", directory.resolve(store));
    }

    private StoreLayout layout(String store) {
        return StoreLayout.of(directory.resolve(store), "test");
    }

    private static void damage(Path file) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        bytes[bytes.length / 2] ^= 1;
        Files.write(file, bytes);
    }

    private static void awaitUninterruptibly(CountDownLatch gate) {
        await().until(() -> gate.getCount() == 0);
    }

    private static List<Long> history(RatisLog log) throws Exception {
        return HistoryMachine.history(get(log.query(new byte[0])));
    }

    private static <T> T get(CompletableFuture<T> future) throws Exception {
        return future.get(30, TimeUnit.SECONDS);
    }
}
