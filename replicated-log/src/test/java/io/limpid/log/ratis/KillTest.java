package io.limpid.log.ratis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Real processes, really killed. */
@Tag("ordeal")
class KillTest {
    private static final int KILLS = Integer.getInteger("limpid.log.kills", 5);

    @TempDir
    Path directory;

    @Test
    @Timeout(value = 30, unit = TimeUnit.MINUTES)
    void nothingAcknowledgedIsLostToKills() throws Exception {
        long seed = Long.getLong("limpid.seed", new Random().nextLong());
        System.out.println("KillTest: seed " + seed + " (-Dlimpid.seed=...), kills " + KILLS);
        Random random = new Random(seed);
        long acknowledged = -1;

        for (int kill = 0; kill < KILLS; kill++) {
            try (KilledProcess child = KilledProcess.start(directory, 500, Long.MAX_VALUE / 2, 64)) {
                if (kill % 5 == 4) {
                    // Somewhere while it starts.
                    pass(Duration.ofMillis(random.nextInt(1_500)));
                } else {
                    KilledProcess.Ready ready = child.awaitReady();
                    assertThat(ready.found()).isGreaterThan(acknowledged);
                    long enough = ready.found() + random.nextInt(3_000);
                    await().pollInterval(Duration.ofMillis(1)).until(() -> child.highestAcknowledged() >= enough);
                }
                child.close();
                acknowledged = Math.max(acknowledged, child.highestAcknowledged());
            }
        }

        try (KilledProcess last = KilledProcess.start(directory, 500, 1, 1)) {
            long found = last.awaitReady().found();
            System.out.println("KillTest: acknowledged up to " + acknowledged + ", found " + found);
            assertThat(found).isGreaterThan(acknowledged);
            assertThat(acknowledged).isPositive();
            await().until(() -> last.highestAcknowledged() == found);
        }
    }

    private static void pass(Duration time) {
        await().pollDelay(time).timeout(time.plusSeconds(10)).until(() -> true);
    }
}
