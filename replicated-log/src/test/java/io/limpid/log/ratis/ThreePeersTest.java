package io.limpid.log.ratis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.limpid.log.HistoryMachine;
import io.limpid.log.Leadership;
import io.limpid.log.LogException;
import io.limpid.log.LogSettings;
import io.limpid.log.NotLeaderException;
import io.limpid.log.PeerAddress;
import io.limpid.log.PeerId;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Three peers in one process, over real sockets on loopback. */
@Timeout(240)
@Tag("ordeal")
class ThreePeersTest {
    private static final long MANY = 9_000;
    private static final Duration PATIENCE = Duration.ofSeconds(40);

    @TempDir
    Path directory;

    private final Map<PeerId, PeerAddress> peers = new LinkedHashMap<>();
    private final Map<PeerId, RatisLog> logs = new LinkedHashMap<>();

    @BeforeEach
    void start() throws IOException {
        List<ServerSocket> held = new ArrayList<>();
        for (String name : List.of("a", "b", "c")) {
            ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
            held.add(socket);
            peers.put(new PeerId(name), new PeerAddress("127.0.0.1", socket.getLocalPort(), name + ":7400"));
        }
        for (ServerSocket socket : held) {
            socket.close();
        }
        for (PeerId peer : peers.keySet()) {
            open(peer);
        }
    }

    @AfterEach
    void stop() {
        logs.values().parallelStream().forEach(RatisLog::close);
    }

    @Test
    void aFollowerNamesTheLeaderAndTheLeaderAnswers() throws Exception {
        PeerId leader = awaitLeader();
        PeerId follower = logs.keySet().stream()
                .filter(peer -> !peer.equals(leader))
                .findFirst()
                .orElseThrow();
        await().atMost(PATIENCE).until(() -> logs.get(follower).leader().equals(Optional.of(leader)));

        submit(1);

        assertThat(logs.values()).allSatisfy(log -> assertThat(log.peers()).isEqualTo(peers));
        assertThatThrownBy(() ->
                        logs.get(follower).submit(HistoryMachine.command(2)).get(10, TimeUnit.SECONDS))
                .cause()
                .isInstanceOfSatisfying(NotLeaderException.class, e -> {
                    assertThat(e.leader()).contains(leader);
                    assertThat(e.mayBeApplied()).isFalse();
                });
        assertThatThrownBy(() -> logs.get(follower).query(new byte[0]).get(10, TimeUnit.SECONDS))
                .hasCauseInstanceOf(NotLeaderException.class);
        assertThat(history()).containsExactly(1L);
        await().atMost(PATIENCE)
                .until(() ->
                        logs.get(follower).lastApplied().equals(logs.get(leader).lastApplied()));
    }

    @Test
    void theOthersGoOnWithoutTheLeaderAndItComesBack() throws Exception {
        for (long number = 0; number < 50; number++) {
            submit(number);
        }
        PeerId first = awaitLeader();
        List<Leadership> told = new ArrayList<>();
        RatisLog other = logs.entrySet().stream()
                .filter(entry -> !entry.getKey().equals(first))
                .findFirst()
                .orElseThrow()
                .getValue();
        other.addLeadershipListener(now -> {
            synchronized (told) {
                told.add(now);
            }
        });

        logs.remove(first).close();

        PeerId second = awaitLeader();
        assertThat(second).isNotEqualTo(first);
        // So much that the log no longer reaches back to where the first one stopped: it has to get a snapshot.
        List<CompletableFuture<byte[]>> answers = new ArrayList<>();
        for (long number = 50; number < MANY; number++) {
            answers.add(logs.get(second).submit(HistoryMachine.command(number, 400)));
            if (answers.size() % 256 == 0) {
                answers.get(answers.size() - 1).get(30, TimeUnit.SECONDS);
            }
        }
        for (CompletableFuture<byte[]> answer : answers) {
            answer.get(30, TimeUnit.SECONDS);
        }
        HistoryMachine machine = open(first);
        await().atMost(PATIENCE)
                .until(() ->
                        logs.get(first).lastApplied().equals(logs.get(second).lastApplied()));

        assertThat(machine.applied()).isLessThan((int) MANY);
        List<Long> expected = LongStream.range(0, MANY).boxed().toList();
        assertThat(history()).containsExactlyElementsOf(expected);
        assertThat(HistoryMachine.history(machine.query(new byte[0]))).containsExactlyElementsOf(expected);
        synchronized (told) {
            assertThat(told).doesNotHaveDuplicates();
            assertThat(told.get(told.size() - 1).leader()).contains(second);
        }
    }

    @Test
    void withoutAMajorityNothingIsAcknowledged() throws Exception {
        submit(1);
        PeerId leader = awaitLeader();
        for (PeerId peer : List.copyOf(logs.keySet())) {
            if (!peer.equals(leader)) {
                logs.remove(peer).close();
            }
        }

        assertThatThrownBy(
                        () -> logs.get(leader).submit(HistoryMachine.command(2)).get(40, TimeUnit.SECONDS))
                .cause()
                .isInstanceOf(LogException.class);
        await().atMost(PATIENCE).until(() -> !logs.get(leader).isLeader());
        assertThatThrownBy(() -> logs.get(leader).query(new byte[0]).get(10, TimeUnit.SECONDS))
                .hasCauseInstanceOf(LogException.class);
    }

    @Test
    void aLostPeerIsReplacedByAnotherThatThenCounts() throws Exception {
        submit(1);
        PeerId leader = awaitLeader();
        List<PeerId> followers = new ArrayList<>(peers.keySet());
        followers.remove(leader);
        PeerId lost = followers.get(0);
        PeerId kept = followers.get(1);
        PeerId fresh = new PeerId("d");
        Map<PeerId, PeerAddress> before = Map.copyOf(peers);
        logs.remove(lost).close();
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            peers.put(fresh, new PeerAddress("127.0.0.1", socket.getLocalPort(), "d:7400"));
        }
        HistoryMachine machine = new HistoryMachine();
        logs.put(fresh, RatisLog.join(settings(fresh), machine));
        peers.remove(lost);

        assertThatThrownBy(() -> logs.get(leader)
                        .changePeers(Map.of(), Map.copyOf(peers))
                        .get(30, TimeUnit.SECONDS))
                .hasCauseInstanceOf(LogException.class);
        logs.get(leader).changePeers(before, Map.copyOf(peers)).get(60, TimeUnit.SECONDS);
        submit(2);

        assertThat(logs.get(leader).peers()).isEqualTo(peers);
        // Without the new one these would be too few.
        logs.remove(kept).close();
        submit(3);
        logs.remove(fresh).close();
        open(fresh);
        submit(4);
        open(kept);
        logs.remove(awaitLeader()).close();
        submit(5);
        assertThat(history()).containsExactly(1L, 2L, 3L, 4L, 5L);

        peers.put(lost, before.get(lost));
        open(lost);
        await().atMost(PATIENCE)
                .until(() ->
                        logs.get(lost).terminated().isDone() || !logs.get(lost).isLeader());
        submit(6);
        assertThat(history()).endsWith(6L);
    }

    private HistoryMachine open(PeerId peer) throws IOException {
        HistoryMachine machine = new HistoryMachine();
        logs.put(peer, RatisLog.open(settings(peer), machine));
        return machine;
    }

    private LogSettings settings(PeerId peer) {
        return LogSettings.single("three", directory.resolve(peer.value()))
                .withPeers(peer, peers)
                .withElectionTimeout(Duration.ofMillis(1_000))
                .withSnapshotEvery(1_000);
    }

    private PeerId awaitLeader() {
        return await().atMost(PATIENCE)
                .until(
                        () -> logs.entrySet().stream()
                                .filter(entry -> entry.getValue().isLeader())
                                .map(Map.Entry::getKey)
                                .findFirst(),
                        Optional::isPresent)
                .orElseThrow();
    }

    private void submit(long number) throws Exception {
        while (true) {
            try {
                logs.get(awaitLeader()).submit(HistoryMachine.command(number)).get(30, TimeUnit.SECONDS);
                return;
            } catch (ExecutionException e) {
                // A leader that has just been elected or deposed; what may have been applied must not be repeated here.
                assertThat(e.getCause())
                        .isInstanceOfSatisfying(
                                LogException.class,
                                refusal -> assertThat(refusal.mayBeApplied()).isFalse());
            }
        }
    }

    private List<Long> history() throws Exception {
        return HistoryMachine.history(logs.get(awaitLeader()).query(new byte[0]).get(30, TimeUnit.SECONDS));
    }
}
