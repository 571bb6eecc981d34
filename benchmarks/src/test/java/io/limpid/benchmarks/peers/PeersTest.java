package io.limpid.benchmarks.peers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class PeersTest {
    private static final byte[] BYTES = new byte[100_000];

    static Stream<String> names() {
        return Peers.all().stream().map(Peer::name);
    }

    @ParameterizedTest
    @MethodSource("names")
    @Timeout(value = 1, unit = TimeUnit.MINUTES)
    void everyPeerAnswersEveryCall(String name) throws Exception {
        Peer peer = Peers.named(name);

        try (Peer.Serving serving = peer.serve();
                Peer.Connected connected = peer.connect(serving.address());
                Calls calls = connected.caller()) {
            assertThat(calls.add(40, 2)).isEqualTo(42);
            assertThat(calls.order(Order.example())).isEqualTo(Order.example());
            assertThat(calls.echo(BYTES)).isEqualTo(BYTES);
            if (peer.asynchronous()) {
                LaterCalls later = connected.later();
                assertThat(later.add(40, 2).toCompletableFuture().get()).isEqualTo(42);
                assertThat(later.order(Order.example()).toCompletableFuture().get())
                        .isEqualTo(Order.example());
                assertThat(later.echo(BYTES).toCompletableFuture().get()).isEqualTo(BYTES);
            }
        }
    }

    @Test
    void anUnknownPeerIsRefusedWithTheOnesThereAre() {
        assertThatThrownBy(() -> Peers.named("corba"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("corba")
                .hasMessageContaining("grpc-direct");
    }
}
