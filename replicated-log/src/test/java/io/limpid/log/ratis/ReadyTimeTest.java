package io.limpid.log.ratis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** How soon a log with 100,000 commands serves again after its process was killed. */
class ReadyTimeTest {
    private static final int COMMANDS = 100_000;

    /** Generous, because the machine that runs this may be doing other things; the figure itself is printed. */
    private static final long MOST_MILLIS = Long.getLong("limpid.log.readyMillis", 20_000);

    @TempDir
    Path directory;

    @Test
    @Timeout(150)
    void aKilledLogWithManyCommandsIsReadySoon() throws Exception {
        try (KilledProcess child = KilledProcess.start(directory, 10_000, COMMANDS, 256)) {
            child.awaitReady();
            await().atMost(Duration.ofSeconds(90)).until(() -> child.highestAcknowledged() == COMMANDS - 1);
        }

        try (KilledProcess again =
                KilledProcess.start(directory, 10_000, 0, 1, "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1")) {
            KilledProcess.Ready ready = again.awaitReady();

            System.out.println("ReadyTimeTest: " + COMMANDS + " commands, ready " + ready.millisSinceProcessStart()
                    + " ms after the process began, with " + ready.processorMillis() + " ms of processor time");
            assertThat(ready.found()).isEqualTo(COMMANDS);
            assertThat(ready.millisSinceProcessStart()).isLessThan(MOST_MILLIS);
        }
    }
}
