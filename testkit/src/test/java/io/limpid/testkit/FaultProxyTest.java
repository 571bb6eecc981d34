package io.limpid.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class FaultProxyTest {
    private static final long SEED = 7;

    private EchoServer server;
    private FaultProxy proxy;

    @BeforeEach
    void open() throws IOException {
        server = new EchoServer(false);
        proxy = FaultProxy.to(server.port(), SEED);
    }

    @AfterEach
    void close() throws IOException {
        proxy.close();
        server.close();
    }

    @Test
    void withoutFaultsAllBytesPassBothWays() throws IOException {
        byte[] sent = new byte[1_000];
        sent[999] = 42;

        try (Socket caller = connect()) {
            caller.getOutputStream().write(sent);

            assertThat(caller.getInputStream().readNBytes(1_000)).isEqualTo(sent);
        }
        assertThat(proxy.cuts()).isZero();
    }

    @Test
    void aConnectionIsCutAtTheByteThatTheSeedSays() throws IOException {
        long first = deliveredUntilCut(SEED);

        long again = deliveredUntilCut(SEED);
        long other = deliveredUntilCut(SEED + 1);

        assertThat(again).isPositive().isEqualTo(first).isNotEqualTo(other);
    }

    private static long deliveredUntilCut(long seed) throws IOException {
        try (EchoServer sink = new EchoServer(true);
                FaultProxy cutting = FaultProxy.to(sink.port(), seed)) {
            cutting.faults(Faults.NONE.cutEvery(10_000));
            try (Socket caller = new Socket(InetAddress.getLoopbackAddress(), cutting.port())) {
                byte[] bytes = new byte[100];
                for (int i = 0; i < 5_000; i++) {
                    caller.getOutputStream().write(bytes);
                }
            } catch (IOException e) {
                // Cut, which is counted.
            }
            await().until(() -> cutting.cuts() == 1);
            await().until(sink::hasEnded);
            return sink.received();
        }
    }

    @Test
    void anAnswerIsLostAfterItsRequestWasDelivered() throws IOException {
        proxy.faults(Faults.NONE.loseAnswerEvery(1));

        try (Socket caller = connect()) {
            caller.getOutputStream().write(new byte[1_000]);

            assertThat(endOf(caller)).isTrue();
        }
        assertThat(server.received()).isEqualTo(1_000);
        assertThat(proxy.lostAnswers()).isEqualTo(1);
    }

    @Test
    void whatWasHeldComesLater() throws IOException {
        try (Socket caller = connect()) {
            caller.getOutputStream().write(1);
            assertThat(caller.getInputStream().read()).isEqualTo(1);
            proxy.pass(Direction.TO_CALLER, Passage.HELD);
            caller.getOutputStream().write(2);
            await().until(() -> server.received() == 2);
            caller.setSoTimeout(100);
            assertThatThrownBy(() -> caller.getInputStream().read()).isInstanceOf(SocketTimeoutException.class);

            proxy.pass(Passage.OPEN);

            caller.setSoTimeout(10_000);
            assertThat(caller.getInputStream().read()).isEqualTo(2);
        }
    }

    @Test
    void aBlackHoleTakesAllAndItsConnectionsEndWithIt() throws IOException {
        try (Socket caller = connect()) {
            caller.getOutputStream().write(1);
            assertThat(caller.getInputStream().read()).isEqualTo(1);
            proxy.pass(Passage.SWALLOWED);
            caller.getOutputStream().write(2);
            caller.setSoTimeout(100);
            assertThatThrownBy(() -> caller.getInputStream().read()).isInstanceOf(SocketTimeoutException.class);

            proxy.pass(Passage.OPEN);

            caller.setSoTimeout(10_000);
            assertThat(endOf(caller)).isTrue();
            assertThat(server.received()).isEqualTo(1);
        }
    }

    @Test
    void delayAndBandwidthTakeTheirTime() throws IOException {
        proxy.faults(Faults.NONE.delay(Duration.ofMillis(50)).bytesPerSecond(10_000));
        long start = System.nanoTime();

        try (Socket caller = connect()) {
            caller.getOutputStream().write(new byte[1_000]);
            caller.getInputStream().readNBytes(1_000);
        }

        assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThan(Duration.ofMillis(300));
    }

    @Test
    void callersAreTurnedAwayWhileNobodyIsBehind() throws IOException {
        // Bound and not listening, so that nobody else can take the port meanwhile.
        try (Socket taken = new Socket()) {
            taken.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
            try (FaultProxy toNobody = FaultProxy.to(taken.getLocalPort(), 1);
                    Socket caller = connect(toNobody)) {
                assertThat(endOf(caller)).isTrue();
            }
        }
    }

    private Socket connect() throws IOException {
        return connect(proxy);
    }

    private static Socket connect(FaultProxy to) throws IOException {
        Socket caller = new Socket(InetAddress.getLoopbackAddress(), to.port());
        caller.setSoTimeout(10_000);
        return caller;
    }

    /** Whether the stream ends, by an orderly end or a reset. */
    private static boolean endOf(Socket caller) throws IOException {
        try {
            return caller.getInputStream().read() < 0;
        } catch (SocketTimeoutException e) {
            return false;
        } catch (IOException e) {
            return true;
        }
    }
}
