package io.limpid.naming.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.limpid.NotExecutedException;
import io.limpid.OutcomeUnknownException;
import io.limpid.log.LogSettings;
import io.limpid.log.ReplicatedLog;
import io.limpid.log.ratis.RatisLog;
import io.limpid.naming.state.Command;
import io.limpid.naming.state.Messages;
import io.limpid.naming.state.NamingStateMachine;
import io.limpid.naming.state.Terms;
import io.limpid.runtime.LimpidAddress;
import io.limpid.runtime.identity.Endpoint;
import io.limpid.runtime.identity.InterfaceId;
import io.limpid.runtime.identity.ObjectName;
import io.limpid.runtime.location.Naming;
import io.limpid.runtime.location.Naming.Entry;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A server process that is killed while it works keeps what it has answered. */
@Tag("ordeal")
final class KillTest {
    private static final int KILLS = Integer.getInteger("limpid.test.kills", 10);
    private static final int NAMES = Integer.getInteger("limpid.test.names", 100_000);
    private static final InterfaceId TYPE = new InterfaceId("bank.Account");
    private static final UUID INSTANCE = new UUID(1, 1);

    @TempDir
    Path data;

    @Test
    void whatWasAnsweredSurvivesEveryKillAndNoClientIdComesTwice() throws Exception {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        Map<ObjectName, Long> acknowledged = new ConcurrentHashMap<>();
        Set<Long> clients = ConcurrentHashMap.newKeySet();
        AtomicInteger next = new AtomicInteger();
        AtomicInteger unanswered = new AtomicInteger();
        AtomicInteger grants = new AtomicInteger();
        int port = 0;
        for (int kill = 0; kill <= KILLS; kill++) {
            try (Program server = Program.serve(port, data)) {
                String address = server.awaitReady();
                port = LimpidAddress.parse(address).servers().get(0).port();
                try (Asking asking = new Asking(address)) {
                    Naming patient = asking.naming(Duration.ofSeconds(30));
                    patient.joinHost("h", INSTANCE, new Endpoint("127.0.0.1", 9000));
                    assertThat(present(patient))
                            .as("seed %d, kill %d", seed, kill)
                            .containsAllEntriesOf(acknowledged);
                    if (kill == KILLS) {
                        break;
                    }
                    AtomicBoolean over = new AtomicBoolean();
                    ExecutorService threads = Executors.newFixedThreadPool(4);
                    Naming naming = asking.naming(Duration.ofSeconds(1));
                    List<Future<?>> binders = new ArrayList<>();
                    for (int i = 0; i < 4; i++) {
                        binders.add(threads.submit(() -> {
                            while (!over.get()) {
                                ObjectName name = new ObjectName("k/" + next.incrementAndGet());
                                try {
                                    acknowledged.put(
                                            name,
                                            naming.bind(name, TYPE, "h", INSTANCE)
                                                    .epoch());
                                    assertThat(clients.add(await(naming)))
                                            .as("a new id")
                                            .isTrue();
                                    grants.incrementAndGet();
                                } catch (NotExecutedException | OutcomeUnknownException e) {
                                    unanswered.incrementAndGet();
                                }
                            }
                            return null;
                        }));
                    }
                    TimeUnit.MILLISECONDS.sleep(100 + random.nextInt(500));
                    server.kill();
                    over.set(true);
                    for (Future<?> binder : binders) {
                        binder.get(60, TimeUnit.SECONDS);
                    }
                    threads.shutdown();
                }
            }
        }
        System.out.printf(
                "kills: %d, seed: %d, acknowledged binds: %d, lost or reverted: 0, unanswered: %d, client ids: %d, twice: 0%n",
                KILLS, seed, acknowledged.size(), unanswered.get(), grants.get());
        assertThat(acknowledged).hasSizeGreaterThan(KILLS);
        assertThat(clients).hasSize(grants.get());
    }

    @Test
    void itIsReadySoonWithManyNames() throws Exception {
        fill();

        long start = System.nanoTime();
        try (Program server = Program.serve(0, data)) {
            String address = server.awaitReady();
            long firstReady = (System.nanoTime() - start) / 1_000_000;
            server.kill();
            start = System.nanoTime();
            try (Program again = Program.serve(
                            LimpidAddress.parse(address).servers().get(0).port(), data);
                    Asking asking = new Asking(again.awaitReady())) {
                long ready = (System.nanoTime() - start) / 1_000_000;
                assertThat(asking.naming(Duration.ofSeconds(30)).status().names())
                        .isEqualTo(NAMES);
                System.out.printf("ready with %d names after %d ms, after a kill %d ms%n", NAMES, firstReady, ready);
                // The promise is 3 s on a machine of its own; this one may be busy.
                assertThat(ready).isLessThan(20_000);
            }
        }
    }

    private void fill() throws Exception {
        try (ReplicatedLog log =
                RatisLog.open(LogSettings.single("naming", data), new NamingStateMachine(changes -> {}))) {
            log.submit(Messages.write(new Command.JoinHost(
                            0, Terms.DEFAULT.hostMillis(), "h", INSTANCE, new Endpoint("127.0.0.1", 9000))))
                    .get();
            Semaphore underWay = new Semaphore(2_000);
            List<CompletableFuture<byte[]>> answers = new ArrayList<>();
            for (int i = 0; i < NAMES; i++) {
                underWay.acquire();
                answers.add(log.submit(Messages.write(
                                new Command.Bind(0, new ObjectName("bank/accounts/" + i), TYPE, "h", INSTANCE)))
                        .whenComplete((answer, failure) -> underWay.release()));
            }
            CompletableFuture.allOf(answers.toArray(new CompletableFuture<?>[0]))
                    .get();
        }
    }

    private static long await(Naming naming) throws ExecutionException, InterruptedException {
        try {
            return naming.openClient("test").toCompletableFuture().get().clientId();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw e;
        }
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
