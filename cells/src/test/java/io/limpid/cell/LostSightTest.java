package io.limpid.cell;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.limpid.Fate;
import io.limpid.OutcomeUnknownException;
import io.limpid.log.InMemoryLog;
import io.limpid.log.InMemoryLog.Answer;
import io.limpid.log.InMemoryStore;
import io.limpid.log.LogSettings;
import io.limpid.log.StateMachine;
import io.limpid.naming.server.NamingServer;
import io.limpid.naming.server.NamingSettings;
import io.limpid.runtime.Client;
import io.limpid.runtime.Host;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Calls that the log loses sight of while whoever leads it lives: asking again tells what has become of them. */
@Timeout(120)
final class LostSightTest {
    /** What the log does to each answer from now on; null where it does nothing. */
    private final AtomicReference<Answer> loses = new AtomicReference<>();

    private InMemoryLog log;
    private NamingServer naming;
    private Host host;
    private Cell cell;
    private Client client;
    private Logbook logbook;

    @BeforeEach
    void open() throws Exception {
        naming = NamingServer.start(NamingSettings.inMemory());
        host = Host.join(naming.address());
        cell = Cell.open(host, LogSettings.single("test", Path.of("unused")), this::open);
        cell.export("logbook", Logbook.class, new Pages());
        client = Client.connect(naming.address());
        logbook = client.lookup(Logbook.class, "logbook");
    }

    private InMemoryLog open(StateMachine machine) throws IOException {
        log = InMemoryLog.open(new InMemoryStore(), machine, task -> {
            Answer fate = loses.get();
            if (fate != null) {
                log.loseNextAnswer(fate);
            }
            task.run();
        });
        return log;
    }

    @AfterEach
    void close() {
        client.close();
        cell.close();
        host.close();
        naming.close();
    }

    @Test
    void aCallWhoseAnswerWasLostIsAnsweredFromItsRecord() throws Exception {
        log.loseNextAnswer(Answer.LOST_AFTER_APPLYING);

        assertThat(logbook.write(7)).isEqualTo(1);

        assertThat(logbook.pages()).containsExactly(7L);
    }

    @Test
    void aCallThatWasLostRunsWhenItComesAgain() throws Exception {
        log.loseNextAnswer(Answer.LOST_WITH_THE_COMMAND);

        assertThat(logbook.write(7)).isEqualTo(1);

        assertThat(logbook.pages()).containsExactly(7L);
    }

    @Test
    void aCallOfWhichNothingIsSeenUntilItsDeadlineCanBeAskedAboutLater() {
        Logbook hasty = client.withTimeout(logbook, Duration.ofMillis(100));

        for (int number = 1; number <= 10; number++) {
            int written = number;
            loses.set(Answer.LOST_AFTER_APPLYING);
            OutcomeUnknownException unknown =
                    catchThrowableOfType(OutcomeUnknownException.class, () -> hasty.write(written));
            loses.set(null);

            assertThat(client.resolve(unknown.invocationId())).isEqualTo(new Fate.Returned(written));
        }
        assertThat(logbook.count()).isEqualTo(10);
    }
}
