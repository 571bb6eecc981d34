package io.limpid.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.limpid.Concurrent;
import io.limpid.runtime.check.Trials;
import io.limpid.runtime.completion.ClientLedgers;
import io.limpid.runtime.hosting.HostingSettings;
import io.limpid.runtime.invocation.CallObserver;
import io.limpid.runtime.invocation.Scheduler;
import io.limpid.runtime.location.Naming;
import io.limpid.runtime.transport.Transport.ListenSettings;
import io.limpid.runtime.transport.TransportSettings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a host keeps for clients that call without a pause, and what it keeps of them when they are gone. */
@Timeout(600)
final class RecordGrowthTest {
    private static final int CLIENTS = Trials.of(20, 1_000);
    private static final int CALLS = 1_000;
    private static final int TOGETHER = 10;
    private static final int WINDOW = 512;
    private static final TransportSettings NETWORK =
            TransportSettings.DEFAULT.sharing(TransportSettings.Sharing.DEFAULT.overTheNetwork());

    private final Host namingHost = Host.builder().name("naming").open();

    /** The host's questions which clients are over; asked when the test says so. */
    private final Queue<Runnable> sweeps = new ConcurrentLinkedQueue<>();

    @AfterEach
    void close() {
        namingHost.close();
    }

    @Test
    void aClientIsHeldItsWindowAtMostAndAClosedOneNothing() throws Exception {
        namingHost.export(Naming.NAME.path(), Naming.class, new FakeNaming());
        String address = "limpid://" + namingHost.endpoint();
        int most = 0;
        try (Host host = host(address)) {
            Page page = new Page(host.ledgers());
            host.export("page", Notebook.class, page);
            for (int batch = 0; batch < CLIENTS / TOGETHER; batch++) {
                int before = host.ledgers().calls();
                page.most.set(0);
                callTogether(address);
                most = Math.max(most, page.most.get() - before);
            }
            assertThat(page.runs).hasValue(CLIENTS * CALLS);
            // Each says when it closes that it has its answers.
            await().untilAsserted(() -> assertThat(host.ledgers().calls()).isZero());

            // A client is asked about once it did not call between two of them.
            sweep();
            sweep();

            System.out.printf(
                    "%d clients, %d calls each: at most %d remembered for each of %d together, none after they closed%n",
                    CLIENTS, CALLS, most / TOGETHER, TOGETHER);
            assertThat(host.ledgers().clients()).isZero();
        }
        assertThat(most).isPositive().isLessThanOrEqualTo(TOGETHER * WINDOW);
    }

    private void sweep() {
        Runnable due = sweeps.remove();
        due.run();
        // It plans the next when it has its answers.
        await().atMost(Duration.ofSeconds(30)).until(() -> !sweeps.isEmpty());
    }

    private static void callTogether(String address) throws Exception {
        List<Client> clients = new ArrayList<>();
        try {
            List<CompletableFuture<Integer>> calls = new ArrayList<>();
            for (int i = 0; i < TOGETHER; i++) {
                Client client = Client.builder()
                        .naming(address)
                        .transport(NETWORK)
                        .timeout(Duration.ofSeconds(30))
                        .open();
                clients.add(client);
                Notebook page = client.lookup(Notebook.class, "page");
                for (int call = 0; call < CALLS; call++) {
                    calls.add(page.write(call).toCompletableFuture());
                }
            }
            CompletableFuture.allOf(calls.toArray(new CompletableFuture<?>[0])).get(60, TimeUnit.SECONDS);
        } finally {
            clients.forEach(Client::close);
        }
    }

    private Host host(String address) {
        Environment system = Environment.ofSystem("page");
        Scheduler scheduler = (delay, task) -> {
            if (!delay.equals(ClientSweep.BETWEEN)) {
                return system.scheduler().schedule(delay, task);
            }
            sweeps.add(task);
            return () -> sweeps.remove(task);
        };
        NodeSettings node = new NodeSettings(
                "host page",
                new NameSource.AtNaming(LimpidAddress.parse(address)),
                Duration.ofSeconds(5),
                CallObserver.NONE,
                100,
                "");
        HostSettings settings = new HostSettings(
                "page",
                node,
                HostingSettings.initial(false),
                new HostSettings.Wires(new ListenSettings("127.0.0.1", 0, "127.0.0.1"), NETWORK, Optional.empty()),
                new HostSettings.Closing(Duration.ZERO, HostSettings.WithProcess.NOTHING),
                new HostSettings.Code(List.of(), List.of()),
                HostSettings.Placement.NONE,
                Set.of());
        return new Host(
                settings,
                new Environment(system.clock(), scheduler, system.random(), system.tasks(), system.release()));
    }

    /** Answers at once, and looks how much is remembered. */
    @Concurrent
    private static final class Page implements Notebook {
        private final ClientLedgers ledgers;
        private final AtomicInteger runs = new AtomicInteger();
        private final AtomicInteger most = new AtomicInteger();

        Page(ClientLedgers ledgers) {
            this.ledgers = ledgers;
        }

        @Override
        public CompletionStage<Integer> write(int number) {
            most.accumulateAndGet(ledgers.calls(), Math::max);
            return CompletableFuture.completedFuture(runs.incrementAndGet());
        }
    }
}
