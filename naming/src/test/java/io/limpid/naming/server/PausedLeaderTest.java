package io.limpid.naming.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.limpid.runtime.check.Trials;
import io.limpid.runtime.identity.Binding;
import io.limpid.runtime.identity.Endpoint;
import io.limpid.runtime.identity.InterfaceId;
import io.limpid.runtime.identity.ObjectName;
import io.limpid.runtime.location.MoveConsent;
import io.limpid.runtime.location.Naming;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Three naming processes of which the leading one is stopped by SIGSTOP and goes on later. */
@Timeout(900)
final class PausedLeaderTest {
    private static final int ROUNDS = Trials.of(2, 30);

    /** Finding out that a peer is silent, an election, and a busy machine. */
    private static final Duration LONGEST_GAP = Duration.ofSeconds(25);

    private static final Duration PATIENCE = Duration.ofSeconds(40);
    private static final InterfaceId TYPE = new InterfaceId("bank.Account");
    private static final ObjectName NAME = new ObjectName("bank/alice");
    private static final UUID INSTANCE = new UUID(1, 1);

    @TempDir
    Path directory;

    private final Map<String, Program> programs = new LinkedHashMap<>();

    @AfterEach
    void stop() {
        programs.values().forEach(Program::close);
    }

    @Test
    void theOthersGoOnAndItNeverAnswersFromThePast() throws Exception {
        Peers peers = new Peers(directory, "a", "b", "c");
        for (String id : peers.ids()) {
            programs.put(id, peers.startProgram(id));
        }
        peers.awaitLogs("a", "b", "c");
        List<Long> gaps = new ArrayList<>();
        try (Asking asking = new Asking(peers.address())) {
            Naming naming = asking.naming(PATIENCE);
            for (int round = 0; round < ROUNDS; round++) {
                bindAnew(naming);
                String leader = naming.status().peer();
                try (Asking alone = new Asking(peers.addressOf(leader))) {
                    Naming former = alone.naming(PATIENCE);
                    assertThat(former.status().peer()).isEqualTo(leader);

                    programs.get(leader).signal("STOP");
                    long stopped = System.nanoTime();
                    CompletableFuture<Optional<Naming.Entry>> asked;
                    Binding present;
                    try {
                        present = bindAnew(naming);
                        gaps.add((System.nanoTime() - stopped) / 1_000_000);
                        // On its way to the stopped one, which is the first thing that it finds.
                        asked = former.resolve(NAME).toCompletableFuture();
                    } finally {
                        programs.get(leader).signal("CONT");
                    }

                    assertThat(asked.get(60, TimeUnit.SECONDS))
                            .hasValueSatisfying(
                                    entry -> assertThat(entry.binding()).isEqualTo(present));
                }
            }
        }
        System.out.printf("%d leaders stopped: gaps in ms %s; answers from the past: 0%n", ROUNDS, gaps);
        assertThat(gaps).allMatch(gap -> gap < LONGEST_GAP.toMillis());
    }

    private static Binding bindAnew(Naming naming) throws Exception {
        naming.joinHost("h", INSTANCE, new Endpoint("127.0.0.1", 9000));
        Optional<Naming.Entry> before =
                naming.resolve(NAME).toCompletableFuture().get();
        if (before.isPresent()) {
            long epoch = before.get().binding().epoch();
            naming.unbind(NAME, epoch, MoveConsent.toFree(INSTANCE, NAME, epoch));
        }
        return naming.bind(NAME, TYPE, "h", INSTANCE);
    }
}
