package io.limpid.benchmarks.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.limpid.benchmarks.peers.Calls;
import io.limpid.benchmarks.peers.LaterCalls;
import io.limpid.benchmarks.peers.Order;
import io.limpid.benchmarks.peers.Peer;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class LoadTest {
    private static final Duration MOMENT = Duration.ofMillis(50);

    /** Adds in this process; from a certain call on, wrongly. */
    private record Adder(AtomicLong calls, long wrongFrom) implements Peer.Connected, Calls {
        Adder(long wrongFrom) {
            this(new AtomicLong(), wrongFrom);
        }

        @Override
        public long add(long a, long b) {
            return a + b + (calls.incrementAndGet() >= wrongFrom ? 1 : 0);
        }

        @Override
        public Order order(Order order) {
            throw new IllegalStateException("out of stock");
        }

        @Override
        public byte[] echo(byte[] bytes) {
            return bytes;
        }

        @Override
        public Calls caller() {
            return this;
        }

        @Override
        public LaterCalls later() {
            return new LaterCalls() {
                @Override
                public CompletionStage<Long> add(long a, long b) {
                    return CompletableFuture.completedFuture(Adder.this.add(a, b));
                }

                @Override
                public CompletionStage<Order> order(Order order) {
                    return CompletableFuture.failedFuture(new IllegalStateException("out of stock"));
                }

                @Override
                public CompletionStage<byte[]> echo(byte[] bytes) {
                    return CompletableFuture.completedFuture(bytes);
                }
            };
        }

        @Override
        public void close() {}
    }

    private static LoadResult run(Adder adder, String payload, String callers) throws Exception {
        try (Load load = new Load(adder, Payload.parse(payload), Callers.parse(callers))) {
            return load.run(MOMENT, MOMENT);
        }
    }

    @Test
    void everyCallIsCountedAndOnlyMeasuredOnesMakeTheRate() throws Exception {
        Adder adder = new Adder(Long.MAX_VALUE);

        LoadResult result = run(adder, "add", "3");

        assertThat(result.calls()).isEqualTo(adder.calls.get());
        assertThat(result.rate()).isPositive().isLessThan(result.calls() / (MOMENT.toMillis() / 1e3));
        assertThat(result.used().cpuNanos()).isPositive();
        assertThat(result.p50()).isLessThanOrEqualTo(result.p99());
        assertThat(result.p99()).isLessThanOrEqualTo(result.p999());
        assertThat(LoadResult.parse(result.toString())).isEqualTo(result);
    }

    @Test
    void aWrongAnswerIsNoResult() {
        assertThatThrownBy(() -> run(new Adder(1_000), "add", "2")).hasStackTraceContaining("a wrong answer");
        assertThatThrownBy(() -> run(new Adder(1_000), "add", "async8")).hasStackTraceContaining("a wrong answer");
    }

    @Test
    void aFailedCallIsNoResult() {
        assertThatThrownBy(() -> run(new Adder(Long.MAX_VALUE), "order", "1")).hasStackTraceContaining("out of stock");
        assertThatThrownBy(() -> run(new Adder(Long.MAX_VALUE), "order", "async8"))
                .hasStackTraceContaining("out of stock");
    }
}
