package io.limpid.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.limpid.Idempotent;
import io.limpid.ReadOnly;
import io.limpid.Remote;
import io.limpid.Replicated;
import io.limpid.Select;
import io.limpid.Strategy;
import io.limpid.runtime.identity.Replica;
import io.limpid.runtime.identity.Replica.Role;
import io.limpid.runtime.invocation.CallObserver;
import io.limpid.runtime.invocation.Invocation;
import io.limpid.runtime.invocation.Outcome;
import io.limpid.runtime.location.Naming;
import io.limpid.runtime.transport.TransportSettings;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Of two attempts of a call, the one that waits at its host is withdrawn there when the other begins. Over sockets. */
@Timeout(60)
final class TiedHedgeTest {
    private static final TransportSettings NETWORK =
            TransportSettings.DEFAULT.sharing(TransportSettings.Sharing.DEFAULT.overTheNetwork());

    private final FakeNaming naming = new FakeNaming();
    private final List<AutoCloseable> opened = new ArrayList<>();
    private final List<Clerk> clerks = List.of(new Clerk("a"), new Clerk("b"));
    private final List<String> hedgedTo = new CopyOnWriteArrayList<>();
    private final CallObserver observer = new CallObserver() {
        @Override
        public void ended(Invocation invocation, Outcome outcome) {}

        @Override
        public void hedged(Invocation invocation, Replica replica) {
            hedgedTo.add(replica.host());
        }
    };
    private Client client;
    private Counter counter;

    /** Where two clerks serve. */
    @Remote
    interface Counter {
        /** Says who serves. */
        @Idempotent
        @Replicated(value = Strategy.HEDGED, select = Select.ROUND_ROBIN)
        CompletionStage<String> serve();

        /** Keeps a clerk from serving. */
        void busy();

        /** Says who is not busy. */
        @ReadOnly
        String idle();
    }

    private static final class Clerk implements Counter {
        private final String name;
        private final AtomicInteger begun = new AtomicInteger();
        private final CountDownLatch released = new CountDownLatch(1);
        private volatile CountDownLatch slow = new CountDownLatch(0);
        private volatile boolean busy;
        private volatile long takesMillis;

        Clerk(String name) {
            this.name = name;
        }

        @Override
        public CompletionStage<String> serve() {
            begun.incrementAndGet();
            if (takesMillis > 0) {
                awaitNothing(takesMillis);
            }
            await(slow);
            return CompletableFuture.completedFuture(name);
        }

        @Override
        public void busy() {
            busy = true;
            await(released);
            busy = false;
        }

        @Override
        public String idle() {
            return name;
        }

        private static void awaitNothing(long millis) {
            try {
                assertThat(new CountDownLatch(1).await(millis, TimeUnit.MILLISECONDS))
                        .isFalse();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }

        private static void await(CountDownLatch latch) {
            try {
                latch.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    @BeforeEach
    void open() {
        Host namingHost = Host.builder().name("naming").transport(NETWORK).open();
        opened.add(namingHost);
        namingHost.export(Naming.NAME.path(), Naming.class, naming);
        String address = "limpid://" + namingHost.endpoint();
        for (Clerk clerk : clerks) {
            Host host = Host.builder()
                    .naming(address)
                    .name(clerk.name)
                    .transport(NETWORK)
                    .open();
            opened.add(0, host);
            host.export("counter", Counter.class, clerk, Role.PRIMARY);
            host.export("clerks/" + clerk.name, Counter.class, clerk);
            host.export("beside/" + clerk.name, Voice.class, new Singer(clerk.name));
        }
        client = Client.builder()
                .naming(address)
                .transport(NETWORK)
                .observer(observer)
                .open();
        opened.add(0, client);
        counter = client.lookup(Counter.class, "counter");
    }

    @AfterEach
    void close() throws Exception {
        for (Clerk clerk : clerks) {
            clerk.released.countDown();
            clerk.slow.countDown();
        }
        for (AutoCloseable each : opened) {
            each.close();
        }
    }

    @Test
    void theAttemptThatWaitsForABusyObjectNeverRunsOnceTheOtherHasBegun() {
        saveUp();
        Clerk idle = clerks.get(0);
        Clerk busy = clerks.get(1);
        CompletableFuture<Void> holding = CompletableFuture.runAsync(own(busy)::busy);
        await().until(() -> busy.busy);
        int served = busy.begun.get();

        CompletableFuture<String> call = serveFirst(busy, idle);
        // Behind these answers the idle host has said that it runs, the busy one that it waits, and that one has heard
        // of it.
        for (Clerk each : List.of(idle, busy, busy)) {
            assertThat(plain(each).name()).isEqualTo(each.name);
        }
        busy.released.countDown();
        holding.join();

        // Whoever waited before this one would have run.
        assertThat(own(busy).idle()).isEqualTo(busy.name);
        assertThat(busy.begun).hasValue(served);
        assertThat(call).isNotDone();
        idle.slow.countDown();
        assertThat(call.join()).isEqualTo(idle.name);
    }

    /** Lets ten second attempts be afforded: quick calls earn a twentieth of one each, and are not slow where a sixth of all took longer. */
    private void saveUp() {
        clerks.forEach(clerk -> clerk.takesMillis = 30);
        serve(40);
        clerks.forEach(clerk -> clerk.takesMillis = 0);
        serve(200);
    }

    private void serve(int times) {
        for (int i = 0; i < times; i++) {
            counter.serve().toCompletableFuture().join();
        }
    }

    /** Has a call made that comes to the busy clerk first, and then to the idle one, who begins and does not end. */
    private CompletableFuture<String> serveFirst(Clerk busy, Clerk idle) {
        for (int i = 0; i < 10; i++) {
            hedgedTo.clear();
            int before = idle.begun.get();
            idle.slow = new CountDownLatch(1);
            CompletableFuture<String> call = counter.serve().toCompletableFuture();
            await().until(() -> idle.begun.get() > before);
            await().until(() -> !hedgedTo.isEmpty());
            if (hedgedTo.contains(idle.name)) {
                return call;
            }
            idle.slow.countDown();
            assertThat(call.join()).isEqualTo(idle.name);
            idle.slow = new CountDownLatch(0);
        }
        throw new AssertionError(
                "each of ten calls came to the idle clerk first, " + busy.name + " was never asked first");
    }

    /** The clerk without the others. */
    private Counter own(Clerk clerk) {
        return client.lookup(Counter.class, "clerks/" + clerk.name);
    }

    /** Somebody else at the same host. */
    private Voice plain(Clerk clerk) {
        return client.lookup(Voice.class, "beside/" + clerk.name);
    }
}
