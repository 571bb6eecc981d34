package io.limpid.cell;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.limpid.log.LogPosition;
import io.limpid.log.PeerAddress;
import io.limpid.log.PeerId;
import io.limpid.log.StateMachine;
import io.limpid.log.ratis.RatisLog;
import io.limpid.naming.server.NamingServer;
import io.limpid.naming.server.NamingSettings;
import io.limpid.runtime.Client;
import io.limpid.runtime.Host;
import io.limpid.runtime.check.Trials;
import io.limpid.runtime.completion.ClientKey;
import io.limpid.runtime.completion.RecordKey;
import io.limpid.runtime.identity.ObjectName;
import io.limpid.runtime.wire.Limits;
import io.limpid.runtime.wire.PayloadWriter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Hosts that come into a cell and go while it runs, by the command line. */
@Timeout(600)
@Tag("ordeal")
final class ChangedHostsTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    /** So many that the log no longer reaches back to the beginning: whoever joins has to get a snapshot. */
    private static final int MANY = 6_000;

    private static final int REPLAYS = 1_000;

    @TempDir
    Path directory;

    private final Map<String, Host> hosts = new LinkedHashMap<>();
    private final Map<String, Cell> cells = new LinkedHashMap<>();
    private final Map<String, RatisLog> logs = new HashMap<>();
    private final Map<String, Counting> machines = new HashMap<>();
    private NamingServer naming;
    private Client client;
    private Peers peers;

    @BeforeEach
    void open() throws Exception {
        naming = NamingServer.start(NamingSettings.inMemory());
        client = Client.builder()
                .naming(naming.address())
                .timeout(Duration.ofSeconds(10))
                .open();
        peers = Peers.of(directory, "a", "b", "c", "d");
        for (String id : List.of("a", "b", "c")) {
            Map<PeerId, PeerAddress> three = new HashMap<>(peers.all());
            three.remove(new PeerId("d"));
            open(id, machine -> RatisLog.open(new Peers(directory, three).of(id), machine));
        }
        cells.get("a").export("logbook", Logbook.class, new Pages());
    }

    /** Joins as one that the others are yet to be told of. */
    private void joins(String id) throws Exception {
        open(id, machine -> RatisLog.join(peers.of(id), machine));
    }

    private interface Opening {
        RatisLog open(StateMachine machine) throws IOException;
    }

    private void open(String id, Opening opening) throws Exception {
        Host host = Host.builder().name("host-" + id).naming(naming.address()).open();
        hosts.put(id, host);
        cells.put(id, Cell.open(host, peers.of(id), machine -> {
            Counting counting = new Counting(machine);
            machines.put(id, counting);
            RatisLog log = opening.open(counting);
            logs.put(id, log);
            return log;
        }));
    }

    /** Counts what is applied one by one, and is not in a snapshot. */
    private static final class Counting implements StateMachine {
        private final StateMachine machine;
        private final AtomicInteger applied = new AtomicInteger();

        Counting(StateMachine machine) {
            this.machine = machine;
        }

        @Override
        public byte[] apply(LogPosition position, byte[] command) {
            applied.incrementAndGet();
            return machine.apply(position, command);
        }

        @Override
        public byte[] query(byte[] query) {
            return machine.query(query);
        }

        @Override
        public void writeSnapshot(OutputStream out) throws IOException {
            machine.writeSnapshot(out);
        }

        @Override
        public void readSnapshot(InputStream in) throws IOException {
            machine.readSnapshot(in);
        }
    }

    @AfterEach
    void close() {
        client.close();
        cells.values().parallelStream().forEach(Cell::close);
        hosts.values().parallelStream().forEach(Host::close);
        naming.close();
    }

    private Limpid limpid(String... arguments) {
        return Limpid.run(naming.address(), arguments);
    }

    /** The id of the peer that leads. */
    private String leader() {
        return await().atMost(PATIENCE)
                .until(
                        () -> cells.entrySet().stream()
                                .filter(cell -> cell.getValue().isLeader())
                                .map(Map.Entry::getKey)
                                .findFirst()
                                .orElse(""),
                        found -> !found.isEmpty());
    }

    private List<String> hostsOf(String object) {
        return limpid("group", "list", object).lines().stream()
                .map(line -> line.replaceFirst("^[^\t]*\thost-(.)@.*$", "$1"))
                .sorted()
                .toList();
    }

    @Test
    void noCallFailsWhileHostsComeAndTheOneThatLeadsGoes() throws Exception {
        Writers writers = new Writers();
        writers.awaitProgress(100);
        joins("d");

        Limpid added = limpid("group", "add", "cells/test", "host-d");

        assertThat(added).isEqualTo(new Limpid(0, List.of("host-d is one of them"), ""));
        await().atMost(PATIENCE).until(() -> hostsOf("logbook").equals(List.of("a", "b", "c", "d")));
        writers.awaitProgress(100);
        String first = leader();
        assertThat(limpid("group", "leader", "cells/test").lines())
                .singleElement()
                .asString()
                .startsWith("host-" + first + "@");

        Limpid removed = limpid("group", "remove", "cells/test", "host-" + first, "--json");

        assertThat(removed).isEqualTo(new Limpid(0, List.of("{\"removed\":\"host-" + first + "\"}"), ""));
        cells.get(first).ended().get(60, TimeUnit.SECONDS);
        assertThat(hostsOf("logbook")).hasSize(3).doesNotContain(first);
        writers.awaitProgress(200);
        List<String> lag = limpid("group", "lag", "cells/test").lines();
        System.out.println(lag);
        assertThat(lag).hasSize(3).allMatch(line -> line.matches("host-.\\*?@\\S+\tpeer .\t\\d+ behind"));
        assertThat(lag)
                .filteredOn(line -> line.contains("*"))
                .singleElement()
                .asString()
                .endsWith("\t0 behind");
        writers.end();

        System.out.printf("calls: %d, failed: %s%n", writers.acknowledged.size(), writers.failures);
        assertThat(writers.failures).isEmpty();
        List<Long> pages = client.lookup(Logbook.class, "logbook").pages();
        assertThat(pages).doesNotHaveDuplicates();
        assertThat(new HashSet<>(pages)).isEqualTo(writers.acknowledged);
    }

    @Test
    void theCommandsSayWhatIsNotAsTheyThink() throws Exception {
        leader();
        assertThat(limpid("group", "lag", "cells/other").exit()).isEqualTo(1);
        assertThat(limpid("group", "add", "cells/test", "host-x"))
                .satisfies(none -> assertThat(none.exit()).isEqualTo(1))
                .satisfies(none -> assertThat(none.errors()).contains("no living host named host-x has joined"));
        assertThat(limpid("group", "remove", "cells/test", "host-x").exit()).isEqualTo(1);
        assertThat(limpid("group", "add", "cells/test", "host-b"))
                .as("what is so already")
                .isEqualTo(new Limpid(0, List.of("host-b is one of them"), ""));
        String follower = List.of("a", "b").get(leader().equals("a") ? 1 : 0);
        cells.get(follower).close();

        Limpid removed = limpid("group", "remove", "cells/test", follower);

        assertThat(removed).isEqualTo(new Limpid(0, List.of(follower + " is none of them"), ""));
        await().atMost(PATIENCE)
                .until(() ->
                        limpid("group", "lag", "cells/test", "--json").lines().size() == 2);
    }

    @Test
    void whoJoinsByASnapshotHasTheStateAndAnswersCallsThatAreOlderThanThat() throws Exception {
        String first = leader();
        List<CompletableFuture<byte[]>> answers = new ArrayList<>();
        for (int i = 0; i < MANY; i++) {
            answers.add(logs.get(first).submit(write(i)));
            if (i % 256 == 255) {
                answers.get(i).get(60, TimeUnit.SECONDS);
            }
        }
        for (CompletableFuture<byte[]> answer : answers) {
            answer.get(60, TimeUnit.SECONDS);
        }
        logs.get(first).snapshot().get(60, TimeUnit.SECONDS);

        joins("d");
        assertThat(limpid("group", "add", "cells/test", "host-d").exit()).isZero();
        await().atMost(PATIENCE)
                .until(() ->
                        logs.get("d").lastApplied().equals(logs.get(leader()).lastApplied()));

        assertThat(machines.get("d").applied.get()).as("it came by a snapshot").isLessThan(MANY);
        assertThat(state("d")).isEqualTo(state(leader()));
        for (String gone : List.of("a", "b", "c")) {
            leader();
            assertThat(limpid("group", "remove", "cells/test", "host-" + gone))
                    .satisfies(removed ->
                            assertThat(removed.exit()).as(removed.errors()).isZero());
            cells.get(gone).close();
        }
        assertThat(leader()).isEqualTo("d");
        List<Long> before = client.lookup(Logbook.class, "logbook").pages();
        List<CompletableFuture<byte[]>> again = new ArrayList<>();
        for (int i = 0; i < REPLAYS; i++) {
            again.add(logs.get("d").submit(write(i)));
        }
        for (int i = 0; i < REPLAYS; i++) {
            assertThat(again.get(i).get(60, TimeUnit.SECONDS))
                    .isEqualTo(answers.get(i).get());
        }
        assertThat(before).hasSize(MANY);
        assertThat(client.lookup(Logbook.class, "logbook").pages()).isEqualTo(before);
    }

    private byte[] state(String id) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        machines.get(id).writeSnapshot(out);
        return out.toByteArray();
    }

    /** The calls of twenty clients, none of which acknowledges an answer. */
    private static byte[] write(int number) {
        PayloadWriter out = new PayloadWriter(Limits.DEFAULT, NoReferences.INSTANCE);
        out.writeLong(number);
        return new CellEntry(
                        new ObjectName("logbook"),
                        LogbookMethods.WRITE.type(),
                        LogbookMethods.WRITE.id(),
                        new RecordKey(new ClientKey(1_000 + number % 20, ""), 1 + number / 20),
                        0,
                        Instant.EPOCH,
                        0,
                        out.toBytes())
                .toBytes();
    }

    /** Callers that write one number after another. */
    private final class Writers {
        private final ExecutorService threads = Executors.newCachedThreadPool();
        private final AtomicBoolean over = new AtomicBoolean();
        private final AtomicLong next = new AtomicLong();
        private final Set<Long> acknowledged = ConcurrentHashMap.newKeySet();
        private final List<Throwable> failures = Collections.synchronizedList(new ArrayList<>());
        private final List<Future<?>> writers = new ArrayList<>();

        Writers() {
            for (int i = 0; i < Trials.of(4, 8); i++) {
                Logbook logbook = client.lookup(Logbook.class, "logbook");
                writers.add(threads.submit(() -> {
                    while (!over.get()) {
                        long number = next.incrementAndGet();
                        try {
                            logbook.write(number);
                            acknowledged.add(number);
                        } catch (Exception e) {
                            failures.add(e);
                        }
                    }
                }));
            }
        }

        void awaitProgress(int calls) {
            int before = acknowledged.size();
            await().atMost(PATIENCE).until(() -> acknowledged.size() >= before + calls);
        }

        void end() throws Exception {
            over.set(true);
            for (Future<?> writer : writers) {
                writer.get(60, TimeUnit.SECONDS);
            }
            threads.shutdown();
        }
    }
}
