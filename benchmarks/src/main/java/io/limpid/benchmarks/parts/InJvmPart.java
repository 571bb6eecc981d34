package io.limpid.benchmarks.parts;

import io.limpid.benchmarks.peers.Calls;
import io.limpid.benchmarks.peers.Order;
import io.limpid.benchmarks.peers.Peer;
import io.limpid.benchmarks.peers.Peers;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** A call of an object that happens to be in the same JVM, by a stub like any other. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(2)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@SuppressWarnings("NullAway.Init") // JMH opens before it measures
public class InJvmPart {
    private final Order order = Order.example();
    private Peer.Serving serving;
    private Peer.Connected connected;
    private Calls calls;

    /** Naming, host and client in this process. */
    @Setup
    public void open() throws Exception {
        Peer limpid = Peers.named("limpid");
        serving = limpid.serve();
        connected = limpid.connect(serving.address());
        calls = connected.caller();
    }

    /** Two numbers. */
    @Benchmark
    public long add() throws Exception {
        return calls.add(1, 2);
    }

    /** A record with five line items, copied there and back. */
    @Benchmark
    public Order order() throws Exception {
        return calls.order(order);
    }

    /** Closes what was opened. */
    @TearDown
    public void close() throws Exception {
        calls.close();
        connected.close();
        serving.close();
    }
}
