package io.limpid.naming.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.limpid.Concurrent;
import io.limpid.InvocationId;
import io.limpid.runtime.Host;
import io.limpid.runtime.check.Trials;
import io.limpid.runtime.identity.Endpoint;
import io.limpid.runtime.invocation.CurrentCall;
import io.limpid.runtime.processes.JavaProcess;
import io.limpid.runtime.transport.Wall;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** A client process that stands still for longer than its lease learns the truth of its calls, or that it cannot be known. */
@Timeout(600)
@DisabledOnOs(OS.WINDOWS)
final class FrozenClientTest {
    private static final int ROUNDS = Trials.of(2, 40);

    /** As many as a host takes over one connection without having answered. */
    private static final int CALLS = 250;

    private static final Duration TERM = Duration.ofSeconds(2);

    private final Held diary = new Held();

    @Test
    void aClientFrozenPastItsLeaseRunsNothingTwiceAndSendsNothingUnderANewId() throws Exception {
        Map<String, Integer> outcomes = new TreeMap<>();
        Endpoint endpoint = unusedEndpoint();
        try (NamingServer naming = NamingServer.start(NamingSettings.inMemory().terms(Duration.ofSeconds(10), TERM));
                Asking asking = new Asking(naming.address());
                Wall wall = Wall.before(endpoint);
                Host host = Host.builder()
                        .naming(naming.address())
                        .listen(endpoint.host(), endpoint.port())
                        .advertise(wall.endpoint().host(), wall.endpoint().port())
                        .open()) {
            host.export("diary", Diary.class, diary);
            for (int round = 0; round < ROUNDS; round++) {
                // Of two clients one finds its connection broken when it comes to itself.
                freeze(round * (CALLS + 1), round % 2 == 1 ? wall : null, naming, asking)
                        .forEach(end -> outcomes.merge(end, 1, Integer::sum));
            }
        }

        System.out.printf("%d rounds, %d calls of frozen clients: %s%n", ROUNDS, ROUNDS * CALLS, outcomes);
        assertThat(outcomes).containsOnlyKeys("returned", "unknown");
    }

    /**
     * Gives how the calls of one client ended.
     *
     * @param broken what breaks its connection meanwhile, and lets it through again when all have ended; null if nothing does
     */
    private List<String> freeze(int first, @Nullable Wall broken, NamingServer naming, Asking asking) throws Exception {
        List<String> ends = new ArrayList<>();
        try (JavaProcess client = JavaProcess.start(
                JavaProcess.thisJdk(),
                JavaProcess.classPath(),
                FrozenClient.class.getName(),
                naming.address(),
                Integer.toString(first),
                Integer.toString(CALLS))) {
            await().atMost(Duration.ofSeconds(40)).until(() -> diary.areOpen(first, first + CALLS));
            long clientId = diary.clientOf(first);
            long frozen = System.nanoTime();
            client.signal("STOP");
            diary.letGo(first, first + CALLS / 2);
            await().atMost(TERM.multipliedBy(10))
                    .until(() -> asking.naming(TERM)
                            .endedClients(List.of(clientId))
                            .toCompletableFuture()
                            .get()
                            .contains(clientId));
            await().atMost(TERM.multipliedBy(2)).until(() -> System.nanoTime() - frozen > TERM.toNanos() * 3 / 2);

            if (broken != null) {
                broken.swallow();
                broken.cut();
            }
            client.signal("CONT");
            diary.letGo(first + CALLS / 2, first + CALLS);
            if (broken != null) {
                await().atMost(Duration.ofSeconds(40)).until(() -> client.countSaid("ended ") == CALLS);
                broken.open();
            }
            await().atMost(Duration.ofSeconds(40)).until(() -> diary.areOpen(first + CALLS, first + CALLS + 1));
            diary.letGo(first + CALLS, first + CALLS + 1);

            List<String> told = client.saidToTheEnd("ended ");
            assertThat(told).hasSize(CALLS);
            told.forEach(line -> ends.add(line.substring(line.indexOf(' ') + 1)));
            assertThat(client.said("afterwards ")).isEqualTo("returned");
            for (int number = first; number < first + CALLS; number++) {
                assertThat(diary.runs(number)).as("runs of call %d", number).hasSize(1);
                assertThat(diary.clientOf(number)).isEqualTo(clientId);
            }
            assertThat(diary.runs(first + CALLS)).hasSize(1);
        }
        return ends;
    }

    private static Endpoint unusedEndpoint() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return new Endpoint("127.0.0.1", socket.getLocalPort());
        }
    }

    /** Keeps every call until it is let go, and knows under which ids each number was to be written. */
    @Concurrent
    private static final class Held implements Diary {
        private final Map<Integer, Queue<InvocationId>> runs = new ConcurrentHashMap<>();
        private final Map<Integer, CompletableFuture<Integer>> open = new ConcurrentHashMap<>();

        @Override
        public CompletionStage<Integer> write(int number) {
            runs.computeIfAbsent(number, key -> new ConcurrentLinkedQueue<>())
                    .add(CurrentCall.served().chain());
            CompletableFuture<Integer> end = new Deaf();
            open.put(number, end);
            return end;
        }

        boolean areOpen(int from, int to) {
            return IntStream.range(from, to).allMatch(open::containsKey);
        }

        void letGo(int from, int to) {
            for (int number = from; number < to; number++) {
                open.get(number).complete(number);
            }
        }

        List<InvocationId> runs(int number) {
            return List.copyOf(runs.get(number));
        }

        long clientOf(int number) {
            return runs(number).get(0).clientId();
        }
    }

    /** Whoever gives it up is not heard, so that each run ends as one that was finished. */
    private static final class Deaf extends CompletableFuture<Integer> {
        @Override
        public boolean cancel(boolean mayInterruptIfRunning) {
            return false;
        }
    }
}
