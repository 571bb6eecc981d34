package io.limpid.naming.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.limpid.OutcomeUnknownException;
import io.limpid.runtime.Client;
import io.limpid.runtime.Host;
import io.limpid.runtime.check.Trials;
import io.limpid.runtime.identity.Endpoint;
import io.limpid.runtime.identity.InterfaceId;
import io.limpid.runtime.identity.ObjectName;
import io.limpid.runtime.location.Naming;
import io.limpid.runtime.location.Naming.Entry;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Three naming processes of which the leading one is killed, again and again, while names are bound and looked up. */
@Timeout(900)
@Tag("ordeal")
final class KilledLeaderTest {
    private static final int KILLS = Trials.of(2, 30);

    /** The promise is 6 s on a machine of its own; this one may be busy. */
    private static final Duration LONGEST_GAP = Duration.ofSeconds(20);

    private static final Duration PATIENCE = Duration.ofSeconds(40);
    private static final String[] TERMS = {"--host-term", "6000", "--client-term", "10000"};
    private static final InterfaceId TYPE = new InterfaceId("bank.Account");
    private static final UUID INSTANCE = new UUID(1, 1);
    private static final Endpoint PLACE = new Endpoint("127.0.0.1", 9000);

    @TempDir
    Path directory;

    private final Map<String, Program> programs = new LinkedHashMap<>();
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final AtomicBoolean over = new AtomicBoolean();
    private final Map<ObjectName, Long> acknowledged = new ConcurrentHashMap<>();
    private final AtomicInteger unknown = new AtomicInteger();
    private final Answers binds = new Answers();
    private final Answers lookups = new Answers();

    @AfterEach
    void stop() {
        over.set(true);
        threads.shutdownNow();
        programs.values().forEach(Program::close);
    }

    @Test
    void namingGoesOnAndForgetsNothing() throws Exception {
        Peers peers = new Peers(directory, "a", "b", "c");
        for (String id : peers.ids()) {
            programs.put(id, peers.startProgram(id, TERMS));
        }
        peers.awaitLogs("a", "b", "c");
        try (Host host = Host.join(peers.address());
                Client client = Client.connect(peers.address());
                Asking asking = new Asking(peers.address())) {
            Naming naming = asking.naming(PATIENCE);
            host.export("counter", Counter.class, new Counter.InMemory());
            Counter counter = client.lookup(Counter.class, "counter");
            long epoch = entry(naming, "counter").binding().epoch();
            long lease = naming.openClient("held").toCompletableFuture().get().clientId();
            naming.joinHost("h", INSTANCE, PLACE);
            List<Future<?>> work = new ArrayList<>();
            work.add(threads.submit(() -> bindUntilOver(naming)));
            work.add(threads.submit(() -> lookUpUntilOver(naming)));
            work.add(threads.submit(() -> keepUntilOver(naming, lease)));
            List<Long> gaps = new ArrayList<>();

            for (int kill = 0; kill < KILLS; kill++) {
                awaitMore();
                String leader = naming.status().peer();
                binds.longest.set(0);
                lookups.longest.set(0);
                programs.get(leader).kill();
                awaitMore();
                gaps.add(Math.max(binds.longest.get(), lookups.longest.get()) / 1_000_000);
                counter.add(1);
                programs.put(leader, peers.startProgram(leader, TERMS));
            }

            over.set(true);
            for (Future<?> each : work) {
                each.get(60, TimeUnit.SECONDS);
            }
            assertThat(present(naming)).containsAllEntriesOf(acknowledged);
            assertThat(entry(naming, "counter").suspect()).isFalse();
            assertThat(entry(naming, "counter").binding().epoch()).isEqualTo(epoch);
            assertThat(counter.value()).isEqualTo(KILLS);
            System.out.printf(
                    "%d leaders killed: gaps in ms %s; acknowledged binds: %d, lost: 0; of unknown fate: %d; lookups: %d%n",
                    KILLS, gaps.stream().sorted().toList(), acknowledged.size(), unknown.get(), lookups.count.get());
            assertThat(gaps).allMatch(gap -> gap < LONGEST_GAP.toMillis());
        }
    }

    /** When answers came. */
    private static final class Answers {
        private final AtomicInteger count = new AtomicInteger();

        /** Between two answers, in nanoseconds. */
        private final AtomicLong longest = new AtomicLong();

        private long last = System.nanoTime();

        /** Called by one thread. */
        void another() {
            long now = System.nanoTime();
            longest.accumulateAndGet(now - last, Math::max);
            last = now;
            count.incrementAndGet();
        }
    }

    private void awaitMore() {
        int bound = binds.count.get() + 100;
        int found = lookups.count.get() + 100;
        await().atMost(PATIENCE).until(() -> binds.count.get() >= bound && lookups.count.get() >= found);
    }

    private Void bindUntilOver(Naming naming) throws Exception {
        for (int i = 0; !over.get(); i++) {
            ObjectName name = new ObjectName("k/" + i);
            try {
                acknowledged.put(name, naming.bind(name, TYPE, "h", INSTANCE).epoch());
                binds.another();
            } catch (OutcomeUnknownException e) {
                unknown.incrementAndGet();
            }
        }
        return null;
    }

    private Void lookUpUntilOver(Naming naming) {
        while (!over.get()) {
            assertThat(entry(naming, "counter").binding().type().name()).isEqualTo(Counter.class.getName());
            lookups.another();
        }
        return null;
    }

    /** Fails if naming says that one of the leases has ended. */
    private Void keepUntilOver(Naming naming, long lease) throws Exception {
        while (!over.get()) {
            naming.renewClient(lease).toCompletableFuture().get();
            naming.renewHost("h", INSTANCE).toCompletableFuture().get();
            TimeUnit.MILLISECONDS.sleep(200);
        }
        return null;
    }

    private static Entry entry(Naming naming, String name) {
        return naming.resolve(new ObjectName(name)).toCompletableFuture().join().orElseThrow();
    }

    private static Map<ObjectName, Long> present(Naming naming) {
        Map<ObjectName, Long> present = new ConcurrentHashMap<>();
        String after = "";
        List<Entry> page;
        do {
            page = naming.list("k", after, 1_000);
            for (Entry entry : page) {
                present.put(entry.binding().name(), entry.binding().epoch());
                after = entry.binding().name().path();
            }
        } while (!page.isEmpty());
        return present;
    }
}
