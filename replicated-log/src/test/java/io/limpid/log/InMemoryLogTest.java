package io.limpid.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class InMemoryLogTest {
    @Test
    void aFollowerRefusesWithTheLeadersName() throws Exception {
        InMemoryLog log = InMemoryLog.open(new HistoryMachine());
        List<Leadership> told = new ArrayList<>();
        log.addLeadershipListener(told::add);

        log.follow(Optional.of(new PeerId("other")));

        assertThat(log.isLeader()).isFalse();
        assertThatThrownBy(() -> log.submit(HistoryMachine.command(1)).join())
                .cause()
                .isInstanceOfSatisfying(NotLeaderException.class, e -> {
                    assertThat(e.leader()).contains(new PeerId("other"));
                    assertThat(e.mayBeApplied()).isFalse();
                });

        log.lead();

        assertThat(log.submit(HistoryMachine.command(2)).join()).isEqualTo(HistoryMachine.command(0));
        assertThat(told).extracting(Leadership::self).containsExactly(true, false, true);
        assertThat(told.get(2).term()).isGreaterThan(told.get(0).term());
    }

    @Test
    void anAnswerCanBeLostWithOrWithoutTheCommand() throws Exception {
        InMemoryLog log = InMemoryLog.open(new HistoryMachine());

        log.loseNextAnswer(InMemoryLog.Answer.LOST_AFTER_APPLYING);
        CompletableFuture<byte[]> applied = log.submit(HistoryMachine.command(1));
        log.loseNextAnswer(InMemoryLog.Answer.LOST_WITH_THE_COMMAND);
        CompletableFuture<byte[]> lost = log.submit(HistoryMachine.command(2));

        assertThatThrownBy(applied::join).hasCauseInstanceOf(UnknownOutcomeException.class);
        assertThatThrownBy(lost::join).hasCauseInstanceOf(UnknownOutcomeException.class);
        assertThat(HistoryMachine.history(log.query(new byte[0]).join())).containsExactly(1L);
    }

    @Test
    void nothingHappensUntilTheExecutorRunsIt() throws Exception {
        Queue<Runnable> tasks = new ArrayDeque<>();
        InMemoryLog log = InMemoryLog.open(new InMemoryStore(), new HistoryMachine(), tasks::add);

        CompletableFuture<byte[]> first = log.submit(HistoryMachine.command(1));
        CompletableFuture<byte[]> second = log.submit(HistoryMachine.command(2));

        assertThat(first).isNotDone();
        tasks.remove().run();
        assertThat(first).isCompleted();
        assertThat(second).isNotDone();
        tasks.remove().run();
        assertThat(second.join()).isEqualTo(HistoryMachine.command(1));
    }
}
