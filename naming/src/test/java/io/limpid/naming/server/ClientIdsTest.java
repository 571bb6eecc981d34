package io.limpid.naming.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.limpid.runtime.location.Naming;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Exactly once stands on client ids: one that came twice would answer a call with the result of another's. */
final class ClientIdsTest {
    private static final int GRANTS = Integer.getInteger("limpid.test.grants", 3_000);
    private static final int LIVES = 5;
    private static final int UNDER_WAY = 200;

    @TempDir
    Path data;

    @Test
    void noClientIdIsGrantedTwiceAlthoughTheServerIsKilledAmongGrants() throws Exception {
        Set<Long> granted = ConcurrentHashMap.newKeySet();
        AtomicInteger twice = new AtomicInteger();

        for (int life = 1; life <= LIVES; life++) {
            try (Program server = Program.serve(0, data);
                    Asking asking = new Asking(server.awaitReady())) {
                Naming naming = asking.naming(Duration.ofSeconds(30));
                askUntil(GRANTS / LIVES * life, naming, granted, twice);
                server.kill();
            }
        }

        System.out.printf("client ids: %d over %d kills, twice: %d%n", granted.size(), LIVES, twice.get());
        assertThat(twice).hasValue(0);
        assertThat(granted).hasSizeGreaterThanOrEqualTo(GRANTS);
    }

    /** Returns while grants are still under way, so that the kill comes among them. */
    private static void askUntil(int enough, Naming naming, Set<Long> granted, AtomicInteger twice)
            throws InterruptedException {
        Semaphore underWay = new Semaphore(UNDER_WAY);
        while (granted.size() < enough) {
            assertThat(underWay.tryAcquire(30, TimeUnit.SECONDS)).isTrue();
            CompletableFuture<Void> unused = naming.openClient("test")
                    .toCompletableFuture()
                    .handle((lease, failure) -> {
                        if (lease != null && !granted.add(lease.clientId())) {
                            twice.incrementAndGet();
                        }
                        underWay.release();
                        return null;
                    });
        }
    }
}
