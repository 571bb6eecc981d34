package io.limpid.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import io.limpid.runtime.identity.Endpoint;
import io.limpid.runtime.location.Naming;
import io.limpid.runtime.transport.TransportSettings;
import io.limpid.runtime.transport.Wall;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A link that loses requests and answers, with connections and all: every call runs once, and every caller is told so. */
@Timeout(120)
final class LossyLinkTest {
    private static final int CALLERS = 4;
    private static final int CALLS = Integer.getInteger("limpid.test.lossy.calls", 1_000);
    private static final TransportSettings NETWORK =
            TransportSettings.DEFAULT.sharing(TransportSettings.Sharing.DEFAULT.overTheNetwork());

    private final FakeNaming naming = new FakeNaming();
    private final Host namingHost = Host.builder().name("naming").open();
    private Wall wall;

    @AfterEach
    void close() throws IOException {
        namingHost.close();
        wall.close();
    }

    @Test
    void everyDepositIsMadeOnceAndAnswered() throws Exception {
        long seed = new Random().nextLong();
        namingHost.export(Naming.NAME.path(), Naming.class, naming);
        String address = "limpid://" + namingHost.endpoint();
        naming.seenFrom = this::behindTheWall;
        Box box = new Box();
        ExecutorService callers = Executors.newFixedThreadPool(CALLERS);
        try (Host host = Host.builder()
                        .naming(address)
                        .name("a")
                        .transport(NETWORK)
                        .open();
                Client client = Client.builder()
                        .naming(address)
                        .transport(NETWORK)
                        .timeout(Duration.ofSeconds(30))
                        .open()) {
            host.export("till", Till.class, box);
            Till till = client.lookup(Till.class, "till");
            till.deposit(0);
            wall.lose(0.01, seed);
            List<Future<?>> running = new ArrayList<>();
            for (int i = 0; i < CALLERS; i++) {
                running.add(callers.submit(() -> {
                    for (int call = 0; call < CALLS; call++) {
                        till.deposit(1);
                    }
                    return null;
                }));
            }
            for (Future<?> each : running) {
                each.get(100, TimeUnit.SECONDS);
            }
        }
        callers.shutdown();

        System.out.printf(
                "%d deposits over a link that lost %d times (seed %d): %d made, 0 unknown%n",
                CALLERS * CALLS, wall.losses(), seed, box.sum.get());
        assertThat(box.sum).hasValue(CALLERS * CALLS);
        assertThat(wall.losses()).isPositive();
    }

    private Endpoint behindTheWall(Endpoint listener) {
        try {
            wall = Wall.before(listener);
            return wall.endpoint();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static final class Box implements Till {
        private final AtomicLong sum = new AtomicLong();

        @Override
        public long deposit(long cents) {
            return sum.addAndGet(cents);
        }

        @Override
        public long balance() {
            return sum.get();
        }

        @Override
        public CompletionStage<Long> audit() {
            throw new UnsupportedOperationException();
        }

        @Override
        public void shut(String reason) {
            throw new UnsupportedOperationException();
        }

        @Override
        public long count() {
            throw new UnsupportedOperationException();
        }

        @Override
        public void jam() {
            throw new UnsupportedOperationException();
        }
    }
}
