package io.limpid.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.limpid.RemoteFailureException;
import io.limpid.runtime.Station.Listener;
import io.limpid.runtime.identity.Endpoint;
import io.limpid.runtime.location.Naming;
import io.limpid.runtime.transport.TransportSettings;
import io.limpid.runtime.transport.Wall;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * What the references in an answer mean that was made for one connection and arrives over another, because the first broke while the
 * method ran.
 */
@Timeout(60)
final class ReferencesAfterALostAnswerTest {
    private static final TransportSettings NETWORK =
            TransportSettings.DEFAULT.sharing(TransportSettings.Sharing.DEFAULT.overTheNetwork());

    private final FakeNaming naming = new FakeNaming();
    private final Mirror mirror = new Mirror();
    private Host namingHost;
    private Host host;
    private Client client;
    private Station station;
    private Wall wall;

    @BeforeEach
    void open() {
        namingHost = Host.builder().name("naming").open();
        namingHost.export(Naming.NAME.path(), Naming.class, naming);
        String address = "limpid://" + namingHost.endpoint();
        naming.seenFrom = this::behindTheWall;
        host = Host.builder().naming(address).name("a").transport(NETWORK).open();
        host.export("mirror", Station.class, mirror);
        client = Client.builder().naming(address).transport(NETWORK).open();
        station = client.lookup(Station.class, "mirror");
    }

    @AfterEach
    void close() throws IOException {
        mirror.letGo.countDown();
        client.close();
        host.close();
        namingHost.close();
        wall.close();
    }

    @Test
    void theCallersOwnObjectComesBackAsItself() throws Exception {
        Listener own = text -> text;

        assertThat(echoWithALostAnswer(own).get(20, TimeUnit.SECONDS)).isSameAs(own);
        assertThat(mirror.runs).hasValue(1);
    }

    @Test
    void anObjectOfTheHostsIsReached() throws Exception {
        mirror.kept = text -> text + "!";

        Listener found = echoWithALostAnswer(null).get(20, TimeUnit.SECONDS);

        assertThat(found.hear("here")).isEqualTo("here!");
        assertThat(mirror.runs).hasValue(1);
    }

    @Test
    void whatOnlyTheBrokenConnectionReachedIsAFailureThatSaysSo() throws Exception {
        Listener own = text -> text;
        mirror.letGo.countDown();
        assertThat(station.echo(own)).isSameAs(own);
        mirror.reset();

        CompletableFuture<Listener> later = echoWithALostAnswer(null);

        assertThatThrownBy(() -> later.get(20, TimeUnit.SECONDS))
                .isInstanceOf(ExecutionException.class)
                .cause()
                .isInstanceOf(RemoteFailureException.class)
                .hasMessageContaining("the method ran, but its outcome cannot be read");
        assertThat(mirror.runs).hasValue(1);
    }

    /** Breaks the connection while the method runs. */
    private CompletableFuture<Listener> echoWithALostAnswer(Listener listener) throws Exception {
        CompletableFuture<Listener> answer = CompletableFuture.supplyAsync(() -> station.echo(listener));
        assertThat(mirror.entered.await(10, TimeUnit.SECONDS)).isTrue();
        wall.cut();
        mirror.letGo.countDown();
        return answer;
    }

    private Endpoint behindTheWall(Endpoint listener) {
        try {
            wall = Wall.before(listener);
            return wall.endpoint();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Gives back what it got, or what it kept, when it is let go. */
    private static final class Mirror extends Junction {
        private final AtomicInteger runs = new AtomicInteger();
        private volatile Listener kept;
        private volatile CountDownLatch entered = new CountDownLatch(1);
        private volatile CountDownLatch letGo = new CountDownLatch(1);

        void reset() {
            runs.set(0);
            entered = new CountDownLatch(1);
            letGo = new CountDownLatch(1);
        }

        @Override
        public Listener echo(Listener listener) {
            runs.incrementAndGet();
            kept = listener == null ? kept : listener;
            entered.countDown();
            try {
                letGo.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            return kept;
        }
    }
}
