package io.limpid.runtime.simulation;

import io.limpid.runtime.identity.InterfaceId;
import io.limpid.runtime.invocation.Arguments;
import io.limpid.runtime.invocation.Effect;
import io.limpid.runtime.invocation.MethodDescriptor;
import io.limpid.runtime.stub.RemoteType;
import io.limpid.runtime.stub.Skeleton;
import io.limpid.runtime.stub.StubInvoker;
import io.limpid.runtime.wire.PayloadReader;
import io.limpid.runtime.wire.ThrownTypes;
import java.util.concurrent.CompletionStage;

/** An object of simulated clusters whose method takes time. Its generated half is written by hand. */
@FunctionalInterface
public interface SlowCell {
    /** Appends, exactly once; complete when that is done. */
    CompletionStage<Integer> append(int value);

    /** Its identity on the wire: that of the bindings that {@link FakeDirectory} makes. */
    InterfaceId ID = Cell.ID;

    /** {@link #append}. */
    MethodDescriptor<Integer> APPEND = new MethodDescriptor<>(
            ID, 2, "append(int)", Effect.EXACTLY_ONCE, null, true, new Cell.IntCodec(), ThrownTypes.NONE);

    /** What the generator would write; no stub, because simulated callers call the pipeline. */
    record Type() implements RemoteType<SlowCell>, Skeleton<SlowCell> {
        @Override
        public Class<SlowCell> javaType() {
            return SlowCell.class;
        }

        @Override
        public InterfaceId id() {
            return ID;
        }

        @Override
        public InterfaceId type() {
            return ID;
        }

        @Override
        public SlowCell stub(StubInvoker invoker) {
            throw new UnsupportedOperationException("called through its pipeline");
        }

        @Override
        public Skeleton<SlowCell> skeleton() {
            return this;
        }

        @Override
        public MethodDescriptor<?> method(int id) {
            return id == APPEND.id() ? APPEND : null;
        }

        @Override
        public Arguments readArguments(MethodDescriptor<?> method, PayloadReader in) {
            return new Cell.Number(in.readInt());
        }

        @Override
        public Object call(SlowCell cell, MethodDescriptor<?> method, Arguments arguments) {
            return cell.append(((Cell.Number) arguments).value());
        }
    }
}
