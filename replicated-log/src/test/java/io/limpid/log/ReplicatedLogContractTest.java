package io.limpid.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What every log promises, whatever is behind it. */
@Timeout(60)
class ReplicatedLogContractTest {
    @TempDir
    Path directory;

    static List<LogFixture.Kind> kinds() {
        return LogFixture.kinds();
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void anEmptyCommandIsRefused(LogFixture.Kind kind) throws Exception {
        try (ReplicatedLog log = kind.in().apply(directory).open(new HistoryMachine())) {
            assertThatThrownBy(() -> log.submit(new byte[0])).isInstanceOf(IllegalArgumentException.class);
        }
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void aCommandIsAnsweredWithWhatTheStateMachineSaid(LogFixture.Kind kind) throws Exception {
        try (ReplicatedLog log = kind.in().apply(directory).open(new HistoryMachine())) {
            byte[] first = get(log.submit(HistoryMachine.command(7)));
            byte[] second = get(log.submit(HistoryMachine.command(8)));

            assertThat(HistoryMachine.number(first)).isZero();
            assertThat(HistoryMachine.number(second)).isOne();
            assertThat(history(log)).containsExactly(7L, 8L);
        }
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void commandsOfManyThreadsAreAppliedInOneOrderEachOnce(LogFixture.Kind kind) throws Exception {
        try (ReplicatedLog log = kind.in().apply(directory).open(new HistoryMachine())) {
            List<CompletableFuture<byte[]>> answers = LongStream.range(0, 500)
                    .parallel()
                    .mapToObj(number -> log.submit(HistoryMachine.command(number)))
                    .toList();
            List<Long> places = new ArrayList<>();
            for (CompletableFuture<byte[]> answer : answers) {
                places.add(HistoryMachine.number(get(answer)));
            }

            assertThat(places).doesNotHaveDuplicates().hasSize(500);
            List<Long> history = history(log);
            assertThat(history).hasSize(500);
            for (int number = 0; number < 500; number++) {
                assertThat(history.get(Math.toIntExact(places.get(number)))).isEqualTo(number);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void commandsOfOneThreadAreAppliedInTheOrderOfSubmission(LogFixture.Kind kind) throws Exception {
        try (ReplicatedLog log = kind.in().apply(directory).open(new HistoryMachine())) {
            CompletableFuture<byte[]> last = CompletableFuture.completedFuture(new byte[0]);
            for (long number = 0; number < 200; number++) {
                last = log.submit(HistoryMachine.command(number));
            }
            get(last);

            assertThat(history(log))
                    .containsExactlyElementsOf(LongStream.range(0, 200).boxed().toList());
        }
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void whatWasAcknowledgedIsThereAfterOpeningAgain(LogFixture.Kind kind) throws Exception {
        LogFixture fixture = kind.in().apply(directory);
        LogPosition last;
        try (ReplicatedLog log = fixture.open(new HistoryMachine())) {
            get(log.submit(HistoryMachine.command(1)));
            get(log.submit(HistoryMachine.command(2)));
            last = log.lastApplied();
        }

        try (ReplicatedLog log = fixture.open(new HistoryMachine())) {
            assertThat(history(log)).containsExactly(1L, 2L);
            assertThat(log.lastApplied()).isGreaterThanOrEqualTo(last);
            get(log.submit(HistoryMachine.command(3)));
            assertThat(history(log)).containsExactly(1L, 2L, 3L);
        }
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void aSnapshotStandsForTheCommandsItCovers(LogFixture.Kind kind) throws Exception {
        LogFixture fixture = kind.in().apply(directory);
        try (ReplicatedLog log = fixture.open(new HistoryMachine())) {
            get(log.submit(HistoryMachine.command(1)));
            LogPosition covered = get(log.snapshot());
            assertThat(covered).isEqualTo(log.lastApplied());
            assertThat(get(log.snapshot())).isEqualTo(covered);
        }

        HistoryMachine again = new HistoryMachine();
        try (ReplicatedLog log = fixture.open(again)) {
            assertThat(again.applied()).isZero();
            assertThat(history(log)).containsExactly(1L);
        }
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void positionsGrowAlongTheLogAndAcrossRestarts(LogFixture.Kind kind) throws Exception {
        LogFixture fixture = kind.in().apply(directory);
        List<LogPosition> positions = new ArrayList<>();
        for (int opening = 0; opening < 2; opening++) {
            HistoryMachine machine = new HistoryMachine() {
                @Override
                public byte[] apply(LogPosition position, byte[] command) {
                    if (positions.isEmpty() || position.compareTo(positions.get(positions.size() - 1)) > 0) {
                        positions.add(position);
                    }
                    return super.apply(position, command);
                }
            };
            try (ReplicatedLog log = fixture.open(machine)) {
                get(log.submit(HistoryMachine.command(1)));
                get(log.submit(HistoryMachine.command(2)));
            }
        }

        assertThat(positions).hasSize(4).isSorted().doesNotHaveDuplicates();
        assertThat(positions.get(3).term()).isGreaterThan(positions.get(0).term());
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void aSinglePeerLeadsAtOnceAndTellsSo(LogFixture.Kind kind) throws Exception {
        try (ReplicatedLog log = kind.in().apply(directory).open(new HistoryMachine())) {
            List<Leadership> told = new ArrayList<>();
            log.addLeadershipListener(told::add);

            assertThat(log.isLeader()).isTrue();
            assertThat(log.leader()).contains(new PeerId("single"));
            assertThat(told).containsExactly(log.leadership());
        }
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void aClosedLogRefusesAndSaysThatNothingWasApplied(LogFixture.Kind kind) throws Exception {
        LogFixture fixture = kind.in().apply(directory);
        ReplicatedLog log = fixture.open(new HistoryMachine());
        log.close();
        log.close();

        assertThat(log.terminated()).isCompleted();
        assertThat(log.isLeader()).isFalse();
        assertThatThrownBy(() -> get(log.submit(HistoryMachine.command(1))))
                .isInstanceOfSatisfying(
                        LogUnavailableException.class,
                        e -> assertThat(e.mayBeApplied()).isFalse());
        assertThatThrownBy(() -> get(log.query(new byte[0]))).isInstanceOf(LogUnavailableException.class);
        assertThatThrownBy(() -> get(log.snapshot())).isInstanceOf(LogUnavailableException.class);
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void aQueryThatThrowsFailsAlone(LogFixture.Kind kind) throws Exception {
        HistoryMachine machine = new HistoryMachine() {
            @Override
            public byte[] query(byte[] query) {
                if (query.length == 1) {
                    throw new IllegalArgumentException("no such question");
                }
                return super.query(query);
            }
        };
        try (ReplicatedLog log = kind.in().apply(directory).open(machine)) {
            assertThatThrownBy(() -> get(log.query(new byte[1])))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("no such question");
            get(log.submit(HistoryMachine.command(1)));
            assertThat(history(log)).containsExactly(1L);
        }
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void aStateMachineThatThrowsOnACommandStopsTheLog(LogFixture.Kind kind) throws Exception {
        HistoryMachine machine = new HistoryMachine() {
            @Override
            public byte[] apply(LogPosition position, byte[] command) {
                if (HistoryMachine.number(command) == 13) {
                    throw new IllegalStateException("a bug");
                }
                return super.apply(position, command);
            }
        };
        try (ReplicatedLog log = kind.in().apply(directory).open(machine)) {
            get(log.submit(HistoryMachine.command(12)));

            assertThatThrownBy(() -> get(log.submit(HistoryMachine.command(13))))
                    .isInstanceOfSatisfying(
                            UnknownOutcomeException.class,
                            e -> assertThat(e.mayBeApplied()).isTrue());

            assertThatThrownBy(() -> get(log.terminated())).hasMessage("a bug");
            assertThatThrownBy(() -> get(log.submit(HistoryMachine.command(14))))
                    .isInstanceOf(LogUnavailableException.class);
        }
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void aCommandChangedAfterItsAnswerDoesNotChangeTheLog(LogFixture.Kind kind) throws Exception {
        LogFixture fixture = kind.in().apply(directory);
        byte[] command = HistoryMachine.command(5);
        try (ReplicatedLog log = fixture.open(new HistoryMachine())) {
            get(log.submit(command));
            command[7] = 6;
        }

        try (ReplicatedLog log = fixture.open(new HistoryMachine())) {
            assertThat(history(log)).containsExactly(5L);
        }
    }

    private static List<Long> history(ReplicatedLog log) throws Exception {
        return HistoryMachine.history(get(log.query(new byte[0])));
    }

    private static <T> T get(CompletableFuture<T> future) throws Exception {
        try {
            return future.get(30, TimeUnit.SECONDS);
        } catch (ExecutionException | CompletionException e) {
            throw e.getCause() instanceof Exception cause ? cause : e;
        }
    }
}
