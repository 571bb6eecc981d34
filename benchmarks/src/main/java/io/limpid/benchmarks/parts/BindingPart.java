package io.limpid.benchmarks.parts;

import io.limpid.runtime.identity.Binding;
import io.limpid.runtime.identity.Endpoint;
import io.limpid.runtime.identity.InterfaceId;
import io.limpid.runtime.identity.ObjectName;
import io.limpid.runtime.identity.Replica;
import io.limpid.runtime.invocation.SystemScheduler;
import io.limpid.runtime.location.BindingCache;
import io.limpid.runtime.location.Directory.Resolution;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.Blackhole;

/** Where is it? In a client that knows so many names, called one after the other in no order that a cache of the processor likes. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(2)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class BindingPart {
    /** A prime, so that every name has its turn. */
    private static final int STRIDE = 104_729;

    /** How many names the client knows. */
    @Param({"1", "1000000"})
    private int names;

    private final SystemScheduler scheduler = new SystemScheduler("benchmark-timer");
    private ObjectName[] all = {};
    private BindingCache cache = emptyCache(1);
    private int next;

    private BindingCache emptyCache(int most) {
        return new BindingCache(name -> CompletableFuture.completedFuture(new Resolution.Absent()), scheduler, most);
    }

    /** Fills the cache. */
    @Setup
    public void fill() {
        cache = emptyCache(names);
        all = new ObjectName[names];
        InterfaceId type = new InterfaceId("io.limpid.benchmarks.peers.Workbench");
        List<Replica> replicas = List.of(new Replica("host", new Endpoint("127.0.0.1", 7400), Replica.Role.PRIMARY));
        for (int i = 0; i < names; i++) {
            all[i] = new ObjectName("bank/accounts/" + i);
            cache.learn(new Binding(all[i], type, 1, 1, replicas));
        }
    }

    /** Looks one up. */
    @Benchmark
    public void trusted(Blackhole sink) {
        next = (next + STRIDE) % names;
        sink.consume(cache.trusted(all[next]));
    }

    /** Ends the timer. */
    @TearDown
    public void end() {
        scheduler.close();
    }
}
