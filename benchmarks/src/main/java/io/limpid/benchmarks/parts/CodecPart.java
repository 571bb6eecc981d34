package io.limpid.benchmarks.parts;

import com.google.protobuf.InvalidProtocolBufferException;
import io.limpid.benchmarks.peers.GrpcOrders;
import io.limpid.benchmarks.peers.Order;
import io.limpid.benchmarks.peers.OrderForm;
import io.limpid.benchmarks.peers.grpc.OrderMessage;
import io.limpid.runtime.wire.Limits;
import io.limpid.runtime.wire.PayloadReaders;
import io.limpid.runtime.wire.PayloadWriter;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** A record with five line items to bytes and back: generated code, beside protobuf with its mapping to the same record. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(2)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class CodecPart {
    private final Order order = Order.example();
    private final NoReferences references = new NoReferences();
    private final PayloadWriter out = new PayloadWriter(Limits.DEFAULT, references);
    private final PayloadReaders readers = new PayloadReaders(Limits.DEFAULT);
    private final byte[] bytes = limpidWrite();
    private final byte[] protobufBytes = protobufWrite();

    /** To a new array. */
    @Benchmark
    public byte[] limpidWrite() {
        out.reset(references);
        OrderForm.CODEC.write(out, order);
        return out.toBytes();
    }

    /** From an array, with every limit checked. */
    @Benchmark
    public @Nullable Order limpidRead() {
        return readers.read(bytes, references, OrderForm.CODEC::read);
    }

    /** The same. */
    @Benchmark
    public byte[] protobufWrite() {
        return GrpcOrders.toMessage(order).toByteArray();
    }

    /** The same. */
    @Benchmark
    public Order protobufRead() throws InvalidProtocolBufferException {
        return GrpcOrders.fromMessage(OrderMessage.parseFrom(protobufBytes));
    }
}
