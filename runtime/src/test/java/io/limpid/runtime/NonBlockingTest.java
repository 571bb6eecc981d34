package io.limpid.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.limpid.NonBlocking;
import io.limpid.Remote;
import io.limpid.RemoteFailureException;
import io.limpid.runtime.identity.Binding;
import io.limpid.runtime.identity.InterfaceId;
import io.limpid.runtime.identity.ObjectName;
import io.limpid.runtime.identity.Replica;
import io.limpid.runtime.transport.TransportSettings;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Methods that promise to wait for nothing. */
@Timeout(60)
final class NonBlockingTest {
    private static final TransportSettings NETWORK =
            TransportSettings.DEFAULT.sharing(TransportSettings.Sharing.DEFAULT.overTheNetwork());

    private final List<AutoCloseable> opened = new ArrayList<>();
    private final Bell first = new Bell();
    private final Bell second = new Bell();

    /** What can be rung. */
    @Remote
    interface Ringing {
        @NonBlocking
        String ring();

        @NonBlocking
        String ringOf(Ringing other);

        @NonBlocking
        CompletionStage<String> ringLaterOf(Ringing other);

        CompletionStage<String> ringLater();

        void hold();
    }

    private static final class Bell implements Ringing {
        private final CountDownLatch held = new CountDownLatch(1);
        private final CountDownLatch letGo = new CountDownLatch(1);

        @Override
        public String ring() {
            return Thread.currentThread().getName();
        }

        @Override
        public String ringOf(Ringing other) {
            return other.ring();
        }

        @Override
        public CompletionStage<String> ringLaterOf(Ringing other) {
            return other.ringLater();
        }

        @Override
        public CompletionStage<String> ringLater() {
            return CompletableFuture.completedFuture("rung");
        }

        @Override
        public void hold() {
            held.countDown();
            try {
                letGo.await();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    @AfterEach
    void close() throws Exception {
        first.letGo.countDown();
        for (AutoCloseable each : opened) {
            each.close();
        }
    }

    @Test
    void theyRunOnTheThreadThatReadsTheirCallFromTheFirstTime() {
        Ringing bell = remote(host(), "first", first);

        for (int i = 0; i < 50; i++) {
            assertThat(bell.ring()).startsWith("limpid-io");
        }
    }

    @Test
    void theyMayCallButNotWait() throws Exception {
        Host host = host();
        Ringing bell = remote(host, "first", first);
        Ringing other = remote(host, "second", second);

        assertThatThrownBy(() -> bell.ringOf(other))
                .isInstanceOf(RemoteFailureException.class)
                .hasMessageContaining("ringOf(Ringing) is @NonBlocking and waits for its call of");
        assertThat(bell.ringLaterOf(other).toCompletableFuture().get(10, TimeUnit.SECONDS))
                .isEqualTo("rung");
    }

    @Test
    void theyWaitForTheirObjectWithoutHoldingUpOthers() throws Exception {
        Host host = host();
        Ringing bell = remote(host, "first", first);
        Ringing other = remote(host, "second", second);
        CompletableFuture<Void> holds = CompletableFuture.runAsync(bell::hold);
        assertThat(first.held.await(10, TimeUnit.SECONDS)).isTrue();

        CompletableFuture<String> waits = CompletableFuture.supplyAsync(bell::ring);
        for (int i = 0; i < 50; i++) {
            assertThat(other.ring()).startsWith("limpid-io");
        }
        assertThat(waits).isNotDone();
        first.letGo.countDown();

        holds.get(10, TimeUnit.SECONDS);
        assertThat(waits.get(10, TimeUnit.SECONDS)).isNotEmpty();
    }

    private Ringing remote(Host host, String name, Ringing object) {
        host.export(name, Ringing.class, object);
        return host(binding(host, name)).lookup(Ringing.class, name);
    }

    private static Binding binding(Host host, String name) {
        Replica replica = new Replica(host.name(), host.endpoint(), Replica.Role.PRIMARY);
        return new Binding(new ObjectName(name), new InterfaceId(Ringing.class.getName()), 0, 0, List.of(replica));
    }

    private Host host(Binding... known) {
        Host host = Host.builder().directory(List.of(known)).transport(NETWORK).open();
        opened.add(host);
        return host;
    }
}
