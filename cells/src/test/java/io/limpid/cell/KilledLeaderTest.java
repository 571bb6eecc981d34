package io.limpid.cell;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import io.limpid.Fate;
import io.limpid.InvocationId;
import io.limpid.NotExecutedException;
import io.limpid.OutcomeUnknownException;
import io.limpid.naming.server.NamingServer;
import io.limpid.naming.server.NamingSettings;
import io.limpid.runtime.Client;
import io.limpid.runtime.check.Trials;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Processes that have one logbook together and are killed, one or all, or whose disks fail, while numbers are written into it. */
@Timeout(1800)
@Tag("ordeal")
final class KilledLeaderTest {
    private static final int KILLS = Trials.of(3, 50);
    private static final int POWER_CUTS = Trials.of(1, 20);
    private static final int WRITERS = 8;

    @TempDir
    Path directory;

    private final Map<String, LogbookHost> hosts = new LinkedHashMap<>();
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final AtomicBoolean over = new AtomicBoolean();
    private final AtomicLong next = new AtomicLong();
    private final Set<Long> acknowledged = ConcurrentHashMap.newKeySet();
    private final Map<Long, Fate> fates = new ConcurrentHashMap<>();
    private final List<Throwable> failures = Collections.synchronizedList(new ArrayList<>());
    private final AtomicLong longestNanos = new AtomicLong();
    private final AtomicLong readLately = new AtomicLong();
    private NamingServer naming;
    private Client client;
    private Client reader;

    @BeforeEach
    void open() throws Exception {
        naming = NamingServer.start(NamingSettings.inMemory());
        client = Client.builder()
                .naming(naming.address())
                .timeout(Duration.ofSeconds(10))
                .open();
        reader = Client.connect(naming.address());
    }

    @AfterEach
    void close() {
        over.set(true);
        threads.shutdownNow();
        client.close();
        reader.close();
        hosts.values().forEach(LogbookHost::close);
        naming.close();
    }

    @Test
    void noCallFailsAndNothingIsLostOrDoneTwiceWhenLeadersAreKilled() throws Exception {
        Peers peers = openCell("a", "b", "c");
        List<Long> gaps = new ArrayList<>();
        List<Long> read = new ArrayList<>();
        List<Future<?>> callers = write();
        callers.add(readLately());
        for (int kill = 0; kill < KILLS; kill++) {
            awaitProgress(200);
            String leader = awaitLeader();
            longestNanos.set(0);
            hosts.get(leader).close();
            long before = readLately.get();
            awaitProgress(2 * WRITERS);
            read.add(readLately.get() - before);
            awaitProgress(100);
            gaps.add(longestNanos.get() / 1_000_000);
            start(leader, peers.option()).awaitReady();
        }
        System.out.printf(
                "kills: %d, calls: %d, failed: %d, longest call at each kill, ms: %s; read until the next led: %s%n",
                KILLS, acknowledged.size(), failures.size(), gaps, read);
        end(callers);
        assertThat(failures).isEmpty();
        assertThat(read).allMatch(reads -> reads > 20);
        assertThatEachStandsOnce();
    }

    @Test
    void nothingThatWasAnsweredIsLostWhenAllAreKilledAtOnce() throws Exception {
        Peers peers = openCell("a", "b", "c");
        List<Future<?>> callers = write();
        List<Long> away = new ArrayList<>();
        for (int cut = 0; cut < POWER_CUTS; cut++) {
            awaitProgress(200);
            long killed = System.nanoTime();
            hosts.values().forEach(LogbookHost::kill);
            hosts.values().forEach(LogbookHost::close);
            Set<Long> answered = Set.copyOf(acknowledged);
            for (String id : List.copyOf(hosts.keySet())) {
                start(id, peers.option());
            }
            hosts.values().forEach(LogbookHost::awaitReady);

            // The next cut may hide what this one lost.
            assertThat(pages()).containsAll(answered);
            away.add((System.nanoTime() - killed) / 1_000_000);
        }
        end(callers);
        System.out.printf(
                "all killed: %d times, calls: %d, ms until all was there again: %s, not answered: %s%n",
                POWER_CUTS,
                acknowledged.size(),
                away,
                failures.stream()
                        .map(failure -> failure.getClass().getSimpleName())
                        .toList());
        assertThat(pages()).doesNotHaveDuplicates().containsAll(acknowledged);
        assertThat(failures)
                .allSatisfy(failure ->
                        assertThat(failure).isInstanceOfAny(OutcomeUnknownException.class, NotExecutedException.class));
    }

    @Test
    void noCallFailsAndNoneIsDoneTwiceWhenLeadersStandStillAndComeBack() throws Exception {
        openCell("a", "b", "c");
        List<Long> gaps = new ArrayList<>();
        List<Future<?>> writers = write();
        for (int pause = 0; pause < KILLS; pause++) {
            awaitProgress(200);
            LogbookHost leader = hosts.get(awaitLeader());
            longestNanos.set(0);
            leader.signal("STOP");
            awaitProgress(100);
            leader.signal("CONT");
            gaps.add(longestNanos.get() / 1_000_000);
        }
        end(writers);

        System.out.printf(
                "pauses: %d, calls: %d, failed: %d, longest call at each, ms: %s%n",
                KILLS, acknowledged.size(), failures.size(), gaps);
        assertThat(failures).isEmpty();
        assertThatEachStandsOnce();
    }

    @Test
    void aDiskThatIsSlowFailsOrIsFullStopsItsHostAloneAndNothingIsLost() throws Exception {
        assumeThat(SmallDisk.lacking()).isEmpty();
        Peers peers = Peers.of(directory, "a", "b", "c");
        Map<String, SmallDisk> disks = new LinkedHashMap<>();
        try {
            for (String id : List.of("a", "b", "c")) {
                disks.put(id, SmallDisk.open(directory.resolve(id), 16));
                startOn(disks.get(id), id, peers);
            }
            hosts.values().forEach(LogbookHost::awaitReady);
            await().atMost(Duration.ofSeconds(60))
                    .until(() -> disks.values().stream().allMatch(disk -> Peers.hasLog(disk.seenFromHere())));
            List<Future<?>> writers = write();
            Map<String, Long> gaps = new LinkedHashMap<>();

            String slow = awaitLeader();
            try (AutoCloseable until = SmallDisk.slow(hosts.get(slow).pid(), Duration.ofSeconds(2))) {
                awaitProgress(2 * WRITERS);
            }
            gaps.put("slow", longestNanos.getAndSet(0) / 1_000_000);

            String failed = awaitLeader();
            try (AutoCloseable until = SmallDisk.failing(hosts.get(failed).pid())) {
                awaitStopped(failed);
            }
            awaitProgress(50);
            assertThat(hosts.get(failed).stopped()).isTrue();
            gaps.put("failed", longestNanos.getAndSet(0) / 1_000_000);
            hosts.get(failed).close();
            startOn(disks.get(failed), failed, peers).awaitReady();

            String full = awaitLeader();
            disks.get(full).fill();
            Logbook logbook = client.lookup(Logbook.class, "logbook");
            // What the log has taken for itself is not full before that.
            for (int i = 0; i < 80; i++) {
                logbook.name("x".repeat(20_000));
            }
            awaitStopped(full);
            awaitProgress(50);
            gaps.put("full", longestNanos.getAndSet(0) / 1_000_000);
            disks.get(full).makeRoom();
            hosts.get(full).close();
            startOn(disks.get(full), full, peers).awaitReady();
            end(writers);

            System.out.printf(
                    "disks: calls: %d, failed: %d, longest, ms: %s%n", acknowledged.size(), failures.size(), gaps);
            assertThat(failures).isEmpty();
            assertThatEachStandsOnce();
        } finally {
            hosts.values().forEach(LogbookHost::close);
            disks.values().forEach(SmallDisk::close);
        }
    }

    private LogbookHost startOn(SmallDisk disk, String id, Peers peers) {
        LogbookHost started = LogbookHost.start(disk.prefix(), naming.address(), directory, id, peers.option());
        hosts.put(id, started);
        return started;
    }

    private void awaitStopped(String id) {
        await().atMost(Duration.ofSeconds(60)).until(() -> hosts.get(id).stopped());
    }

    @Test
    void aDurableObjectHasEveryAcknowledgedEffectOnceHoweverOftenItsProcessIsKilled() throws Exception {
        start("alone").awaitReady();
        List<Future<?>> writers = writeAndAsk(Duration.ofSeconds(10));
        List<Long> away = new ArrayList<>();
        List<Long> since = new ArrayList<>();
        for (int kill = 0; kill < KILLS; kill++) {
            awaitProgress(100);
            long killed = System.nanoTime();
            hosts.get("alone").close();
            start("alone").awaitReady();
            long ready = System.nanoTime();
            awaitProgress(1);
            away.add((ready - killed) / 1_000_000);
            since.add((System.nanoTime() - ready) / 1_000_000);
        }
        awaitProgress(50);
        end(writers);

        System.out.printf("kills: %d, ms until ready: %s, from then to the first call: %s%n", KILLS, away, since);
        printFates();
        assertThatEachStandsOnce();
    }

    @Test
    void whatBecameOfACallThatEndedAsUnknownCanBeAskedOfWhoeverLeadsThen() throws Exception {
        openCell("a", "b", "c");
        List<Future<?>> writers = writeAndAsk(Duration.ofMillis(300));
        awaitProgress(200);
        String leader = awaitLeader();
        hosts.get(leader).close();
        awaitProgress(100);
        end(writers);

        printFates();
        assertThat(fates).isNotEmpty();
        assertThatEachStandsOnce();
    }

    private void printFates() {
        System.out.printf(
                "calls: %d, longest, ms: %d, unknown, and what became of them: %s%n",
                acknowledged.size(), longestNanos.get() / 1_000_000, fates);
    }

    private Peers openCell(String... ids) throws IOException {
        Peers peers = Peers.of(directory, ids);
        for (String id : ids) {
            start(id, peers.option());
        }
        hosts.values().forEach(LogbookHost::awaitReady);
        await().atMost(Duration.ofSeconds(60)).until(peers::haveLogs);
        return peers;
    }

    private LogbookHost start(String id, String... peers) {
        LogbookHost started = LogbookHost.start(naming.address(), directory, id, peers);
        hosts.put(id, started);
        return started;
    }

    private String awaitLeader() {
        return await().atMost(Duration.ofSeconds(60)).until(this::leader, found -> !found.isEmpty());
    }

    private String leader() {
        for (Map.Entry<String, LogbookHost> each : hosts.entrySet()) {
            if (each.getValue().leads()) {
                return each.getKey();
            }
        }
        return "";
    }

    private List<Future<?>> write() {
        List<Future<?>> writers = new ArrayList<>();
        for (int i = 0; i < WRITERS; i++) {
            Logbook logbook = client.lookup(Logbook.class, "logbook");
            writers.add(threads.submit(() -> {
                while (!over.get()) {
                    long number = next.incrementAndGet();
                    long began = System.nanoTime();
                    try {
                        logbook.write(number);
                        acknowledged.add(number);
                    } catch (Exception e) {
                        System.out.println("failed: " + e);
                        failures.add(e);
                    }
                    longestNanos.accumulateAndGet(System.nanoTime() - began, Math::max);
                }
            }));
        }
        return writers;
    }

    /** Each as a process of its own, as it were, that asks what became of a call which ended as unknown before it makes the next one. */
    private List<Future<?>> writeAndAsk(Duration timeout) {
        List<Future<?>> writers = new ArrayList<>();
        for (int i = 0; i < WRITERS; i++) {
            writers.add(threads.submit(() -> {
                try (Client own = Client.builder()
                        .naming(naming.address())
                        .timeout(timeout)
                        .open()) {
                    Logbook logbook = own.lookup(Logbook.class, "logbook");
                    while (!over.get()) {
                        long number = next.incrementAndGet();
                        long began = System.nanoTime();
                        try {
                            logbook.write(number);
                            acknowledged.add(number);
                        } catch (OutcomeUnknownException e) {
                            fates.put(number, fate(own, e.invocationId()));
                        } catch (NotExecutedException e) {
                            // It was not, and that is all.
                        }
                        longestNanos.accumulateAndGet(System.nanoTime() - began, Math::max);
                    }
                }
                return null;
            }));
        }
        return writers;
    }

    private static Fate fate(Client client, InvocationId call) {
        return await().atMost(Duration.ofSeconds(60))
                .ignoreException(OutcomeUnknownException.class)
                .until(() -> client.resolve(call), fate -> true);
    }

    /** In another process, as it were: who has changed something does not read what is older. */
    private Future<?> readLately() {
        Logbook logbook = reader.lookup(Logbook.class, "logbook");
        return threads.submit(() -> {
            while (!over.get()) {
                try {
                    logbook.countLately();
                    readLately.incrementAndGet();
                    LockSupport.parkNanos(1_000_000);
                } catch (RuntimeException e) {
                    failures.add(e);
                }
            }
        });
    }

    private void end(List<Future<?>> callers) throws Exception {
        over.set(true);
        for (Future<?> caller : callers) {
            caller.get();
        }
    }

    private void awaitProgress(int calls) {
        int before = acknowledged.size();
        await().atMost(Duration.ofSeconds(60)).until(() -> acknowledged.size() >= before + calls);
    }

    private void assertThatEachStandsOnce() {
        Set<Long> ran = new HashSet<>(acknowledged);
        fates.forEach((number, fate) -> {
            assertThat(fate).isInstanceOfAny(Fate.Returned.class, Fate.NotExecuted.class);
            if (fate instanceof Fate.Returned) {
                ran.add(number);
            }
        });
        List<Long> pages = pages();
        assertThat(pages).doesNotHaveDuplicates();
        assertThat(new HashSet<>(pages)).isEqualTo(ran);
    }

    /** All that was written, however long a busy machine takes to say so. */
    private List<Long> pages() {
        return client.withTimeout(client.lookup(Logbook.class, "logbook"), Duration.ofSeconds(60))
                .pages();
    }
}
