package io.limpid.benchmarks.parts;

import io.limpid.InvocationId;
import io.limpid.benchmarks.peers.Workbench;
import io.limpid.runtime.identity.InterfaceId;
import io.limpid.runtime.identity.ObjectName;
import io.limpid.runtime.identity.Standing;
import io.limpid.runtime.invocation.Invocation;
import io.limpid.runtime.invocation.Outcome;
import io.limpid.runtime.invocation.SystemClock;
import io.limpid.runtime.stub.CallPath;
import io.limpid.runtime.stub.RemoteType;
import io.limpid.runtime.stub.RemoteTypes;
import io.limpid.runtime.stub.StubInvoker;
import io.limpid.runtime.wire.CallFrame;
import io.limpid.runtime.wire.FrameWriter;
import io.limpid.runtime.wire.Limits;
import io.limpid.runtime.wire.PayloadWriter;
import io.limpid.runtime.wire.RemoteReference;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** From the method of a stub to the bytes of a frame, without the layers between them. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(2)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class StubPart {
    private static final CallFrame.Target KNOWN_OBJECT = new CallFrame.Target(1, null, null);

    private final NoReferences references = new NoReferences();
    private final PayloadWriter arguments = new PayloadWriter(Limits.DEFAULT, references);
    private final FrameWriter frame = new FrameWriter();
    private final Workbench stub = stub();
    private long sequence;

    private Workbench stub() {
        RemoteType<Workbench> type = new RemoteTypes().of(Workbench.class);
        return type.stub(new StubInvoker(
                new RemoteReference.Named(new ObjectName("benchmarks/workbench")),
                type,
                new CallPath(this::write, new SystemClock(), Duration.ofSeconds(5), Runnable::run, InterfaceId.class)));
    }

    private CompletableFuture<Outcome> write(Invocation invocation) {
        arguments.reset(references);
        invocation.arguments().writeTo(arguments);
        InvocationId id = new InvocationId(42, ++sequence);
        frame.write(
                new CallFrame(
                        sequence,
                        KNOWN_OBJECT,
                        invocation.method().id(),
                        Standing.NONE,
                        new CallFrame.Identity(id, sequence, 1, id),
                        5_000_000,
                        arguments.length()),
                arguments.length());
        return CompletableFuture.completedFuture(new Outcome.Returned(42L));
    }

    /** Gives what the frame's length says. */
    @Benchmark
    public long add() {
        return stub.add(sequence, 42) + frame.size();
    }
}
