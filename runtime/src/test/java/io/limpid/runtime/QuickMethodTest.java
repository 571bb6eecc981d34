package io.limpid.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.limpid.runtime.identity.Binding;
import io.limpid.runtime.identity.InterfaceId;
import io.limpid.runtime.identity.ObjectName;
import io.limpid.runtime.identity.Replica;
import io.limpid.runtime.transport.TransportSettings;
import io.netty.channel.epoll.Epoll;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Methods that were quick until now, and so run where their calls arrive: whatever they do next, nobody waits for them in vain. */
@Timeout(60)
final class QuickMethodTest {
    private static final InterfaceId STATION = new InterfaceId(Station.class.getName());
    private static final TransportSettings NETWORK =
            TransportSettings.DEFAULT.sharing(TransportSettings.Sharing.DEFAULT.overTheNetwork());

    private final List<AutoCloseable> opened = new ArrayList<>();
    private final Junction near = new Watched();
    private final Junction far = new Watched();
    private final Environment threads = Environment.ofSystem("quick");

    /** Which thread ran it last. */
    private volatile String ran = "";

    private final class Watched extends Junction {
        @Override
        public String go(List<Station> route) {
            ran = Thread.currentThread().getName();
            return super.go(route);
        }
    }

    @AfterEach
    void close() throws Exception {
        near.letGo.countDown();
        far.letGo.countDown();
        for (AutoCloseable each : opened) {
            each.close();
        }
        threads.release().run();
    }

    @Test
    void itRunsOnTheThreadThatReadTheCall() {
        Assumptions.assumeTrue(Epoll.isAvailable());
        Station a = stationIn(host(), near, "a");

        // How many calls it takes depends on how busy the machine is: a method that was interrupted seems slow.
        await().pollInterval(Duration.ZERO)
                .pollDelay(Duration.ZERO)
                .atMost(Duration.ofSeconds(40))
                .until(() -> {
                    warm(a);
                    return ran.startsWith("limpid-io");
                });
    }

    @Test
    void oneThatBlocksHoldsUpNoCallOfAnotherObject() throws Exception {
        Host host = host();
        host.export("a", Station.class, near);
        host.export("b", Station.class, far);
        Host caller = host(binding("a", host), binding("b", host));
        Station a = caller.lookup(Station.class, "a");
        Station b = caller.lookup(Station.class, "b");
        warm(a);

        CompletableFuture<Void> stays = CompletableFuture.runAsync(a::stay, threads.tasks());
        assertThat(near.stays.await(10, TimeUnit.SECONDS)).isTrue();
        for (int i = 0; i < 100; i++) {
            assertThat(b.go(List.of())).isEqualTo("end");
        }
        assertThat(stays).isNotDone();
        near.letGo.countDown();

        stays.get(10, TimeUnit.SECONDS);
        assertThat(a.go(List.of())).isEqualTo("end");
    }

    @Test
    void oneThatCallsOthersAndIsCalledBackEnds() {
        Station a = stationIn(host(), near, "a");
        Station b = stationIn(host(), far, "b");
        for (int i = 0; i < 20; i++) {
            warm(a);
            warm(b);

            assertThat(a.go(List.of(b, a, b))).isEqualTo("end<<<");
        }
    }

    @Test
    void itsHostClosesAndAnswersWhatItHasTaken() throws Exception {
        Host host = host();
        Station a = stationIn(host, near, "a");
        warm(a);
        CompletableFuture<Void> stays = CompletableFuture.runAsync(a::stay, threads.tasks());
        assertThat(near.stays.await(10, TimeUnit.SECONDS)).isTrue();

        CompletableFuture<Void> closing = CompletableFuture.runAsync(host::close, threads.tasks());
        near.letGo.countDown();

        stays.get(10, TimeUnit.SECONDS);
        closing.get(10, TimeUnit.SECONDS);
    }

    private static void warm(Station station) {
        for (int i = 0; i < 100; i++) {
            assertThat(station.go(List.of())).isEqualTo("end");
        }
    }

    private Station stationIn(Host host, Station object, String name) {
        host.export(name, Station.class, object);
        return host(binding(name, host)).lookup(Station.class, name);
    }

    private Host host(Binding... known) {
        Host host = Host.builder().directory(List.of(known)).transport(NETWORK).open();
        opened.add(host);
        return host;
    }

    private static Binding binding(String name, Host host) {
        Replica replica = new Replica(host.name(), host.endpoint(), Replica.Role.PRIMARY);
        return new Binding(new ObjectName(name), STATION, 0, 0, List.of(replica));
    }
}
