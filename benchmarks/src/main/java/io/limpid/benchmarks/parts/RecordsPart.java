package io.limpid.benchmarks.parts;

import io.limpid.runtime.completion.ClientKey;
import io.limpid.runtime.completion.CompletionRecords;
import io.limpid.runtime.completion.RecordKey;
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

/** What exactly once costs at the host: a call is admitted, completed, and by a later one acknowledged. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(2)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class RecordsPart {
    /** As many as a busy client has under way. */
    private static final int UNACKNOWLEDGED = 64;

    private static final byte[] ANSWER = new byte[8];

    private final ClientKey client = new ClientKey(42, "");
    private final CompletionRecords<String, byte[]> records =
            new CompletionRecords<>(answer -> answer.length, (whose, calls, bytes) -> {});
    private long sequence = UNACKNOWLEDGED;

    /** Gives what the call met, which is nothing. */
    @Benchmark
    public Object admitAndComplete() {
        sequence++;
        RecordKey key = new RecordKey(client, sequence);
        Object met = records.admit(key, sequence - UNACKNOWLEDGED, 0, () -> "run");
        records.complete(key, ANSWER);
        return met;
    }
}
