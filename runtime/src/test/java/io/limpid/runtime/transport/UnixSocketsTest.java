package io.limpid.runtime.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.limpid.runtime.identity.Standing;
import io.limpid.runtime.invocation.Cancellation;
import io.limpid.runtime.invocation.Outcome;
import io.limpid.runtime.invocation.SystemRandom;
import io.limpid.runtime.invocation.TargetInvoker.Target;
import io.netty.channel.epoll.Epoll;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** When a call takes a Unix socket. That it means the same there is for {@link CallsTest} to show. */
@Timeout(30)
final class UnixSocketsTest {
    private static final TransportSettings BY_UNIX_SOCKET = Party.byUnixSocket();

    /** User ids do not go that far. */
    private static final UnixSockets OF_ANOTHER_USER = new UnixSockets(-2);

    @BeforeEach
    void thereMustBeEpoll() {
        assumeThat(Epoll.isAvailable()).isTrue();
    }

    @Test
    void aCallWithinTheMachineTakesTheUnixSocket() throws Exception {
        assertThat(wayOf(BY_UNIX_SOCKET, BY_UNIX_SOCKET))
                .isEqualTo("process " + ProcessHandle.current().pid() + " by Unix socket");
    }

    @Test
    void eitherSideMayInsistOnTcp() throws Exception {
        assertThat(wayOf(Party.overTheNetwork(), BY_UNIX_SOCKET)).startsWith("/127.0.0.1:");
        assertThat(wayOf(BY_UNIX_SOCKET, Party.overTheNetwork())).startsWith("/127.0.0.1:");
        assertThat(TransportSettings.DEFAULT.sharing().overTcp().withinMachine())
                .isFalse();
    }

    @Test
    void whatListensAtAllAddressesIsFoundAtLoopbackAndWhatMayBeElsewhereIsNot() {
        assertThat(UnixSockets.beside(new InetSocketAddress("0.0.0.0", 7500), BY_UNIX_SOCKET))
                .isEqualTo(UnixSockets.beside(new InetSocketAddress("127.0.0.1", 7500), BY_UNIX_SOCKET))
                .isNotEqualTo(UnixSockets.beside(new InetSocketAddress("127.0.0.2", 7500), BY_UNIX_SOCKET));
        assertThat(UnixSockets.beside(new InetSocketAddress("192.0.2.1", 7500), BY_UNIX_SOCKET))
                .isNull();
    }

    @Test
    void whereCertificatesAreAskedForThereIsNone() {
        TransportSettings tls =
                BY_UNIX_SOCKET.tls(TlsSettings.pem(Path.of("certificate"), Path.of("key"), Path.of("trusted")));

        assertThat(UnixSockets.beside(new InetSocketAddress("127.0.0.1", 7500), tls))
                .isNull();
    }

    @Test
    void aCallerSaysNothingToAnotherUsersSocketAndGoesByTcp() throws Exception {
        try (Party host = Party.listening(BY_UNIX_SOCKET);
                EventLoops loops = new EventLoops(1, OF_ANOTHER_USER)) {
            NettyConnection connection =
                    new Dialer(loops, wiring(host), null).dial(host.endpoint()).get(10, TimeUnit.SECONDS);

            assertThat(connection).asString().endsWith("/" + host.endpoint());
        }
    }

    @Test
    void aHostLetsNoOtherUserIn() throws Exception {
        BlockingQueue<NettyConnection> accepted = new LinkedBlockingQueue<>();
        try (Party client = Party.calling(BY_UNIX_SOCKET);
                EventLoops loops = new EventLoops(1, OF_ANOTHER_USER)) {
            Transport.ListenSettings place = new Transport.ListenSettings("127.0.0.1", 0, "127.0.0.1");
            Listener listener = Listener.open(place, loops, wiring(client), null, accepted::add);

            Outcome outcome = client.transport
                    .invoke(Party.adding(1, 2), new Target(listener.endpoint(), Standing.NONE))
                    .get(10, TimeUnit.SECONDS);

            assertThat(outcome).isInstanceOf(Outcome.NotExecuted.class);
            assertThat(accepted).isEmpty();
            listener.close();
        }
    }

    @Test
    void aListenerThatClosedIsGoneAndOneThatTakesItsPlaceIsFound() throws Exception {
        Party first = Party.listening(BY_UNIX_SOCKET);
        first.close();
        try (Party second = Party.listening(BY_UNIX_SOCKET, first.endpoint().port())) {
            assertThat(wayOf(second, BY_UNIX_SOCKET)).endsWith("by Unix socket");
        }
    }

    private static Wiring wiring(RequestHandler handler) {
        Surroundings surroundings = new Surroundings(Party.CLOCK, Runnable::run, SystemRandom.forChoices());
        Refusals refusals = new Refusals(Party.CLOCK);
        return new Wiring(BY_UNIX_SOCKET, surroundings, handler, connection -> new Party.NoReferences(), refusals);
    }

    private static String wayOf(TransportSettings listening, TransportSettings calling) throws Exception {
        try (Party host = Party.listening(listening)) {
            return wayOf(host, calling);
        }
    }

    /** Who the host takes the caller for. */
    private static String wayOf(Party host, TransportSettings calling) throws Exception {
        try (Party client = Party.calling(calling)) {
            CompletableFuture<Outcome> unused =
                    client.call(host, Party.sending(Party.HOLD, new byte[1], new Cancellation()));
            Party.Held held = host.held.poll(10, TimeUnit.SECONDS);
            assertThat(held).isNotNull();
            return held.request().connection().toString();
        }
    }
}
