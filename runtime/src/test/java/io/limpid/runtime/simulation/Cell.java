package io.limpid.runtime.simulation;

import io.limpid.runtime.identity.InterfaceId;
import io.limpid.runtime.invocation.Arguments;
import io.limpid.runtime.invocation.Effect;
import io.limpid.runtime.invocation.MethodDescriptor;
import io.limpid.runtime.stub.RemoteType;
import io.limpid.runtime.stub.Skeleton;
import io.limpid.runtime.stub.StubInvoker;
import io.limpid.runtime.wire.Codec;
import io.limpid.runtime.wire.PayloadReader;
import io.limpid.runtime.wire.PayloadWriter;
import io.limpid.runtime.wire.ThrownTypes;

/** An object of simulated clusters: a register, and a log of what was appended. Its generated half is written by hand. */
public interface Cell {
    /** Sets the register, exactly once. */
    int write(int value);

    /** Appends, exactly once. */
    int append(int value);

    /** Reads the register. */
    int read();

    /** Its identity on the wire. */
    InterfaceId ID = new InterfaceId("test.Account");

    /** {@link #write}. */
    MethodDescriptor<Integer> WRITE = method(1, "write(int)", Effect.EXACTLY_ONCE);

    /** {@link #append}. */
    MethodDescriptor<Integer> APPEND = method(2, "append(int)", Effect.EXACTLY_ONCE);

    /** {@link #read}. */
    MethodDescriptor<Integer> READ = method(3, "read()", Effect.READ_ONLY);

    private static MethodDescriptor<Integer> method(int id, String name, Effect effect) {
        return new MethodDescriptor<>(ID, id, name, effect, null, false, new IntCodec(), ThrownTypes.NONE);
    }

    /** A number as it travels. */
    record IntCodec() implements Codec<Integer> {
        @Override
        public void write(PayloadWriter out, Integer value) {
            out.writeInt(value);
        }

        @Override
        public Integer read(PayloadReader in) {
            return in.readInt();
        }
    }

    /** The arguments of every method. */
    record Number(int value) implements Arguments {
        @Override
        public void writeTo(PayloadWriter out) {
            out.writeInt(value);
        }
    }

    /** What the generator would write; no stub, because simulated callers call the pipeline. */
    record Type() implements RemoteType<Cell>, Skeleton<Cell> {
        @Override
        public Class<Cell> javaType() {
            return Cell.class;
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
        public Cell stub(StubInvoker invoker) {
            throw new UnsupportedOperationException("called through its pipeline");
        }

        @Override
        public Skeleton<Cell> skeleton() {
            return this;
        }

        @Override
        public MethodDescriptor<?> method(int id) {
            return switch (id) {
                case 1 -> WRITE;
                case 2 -> APPEND;
                case 3 -> READ;
                default -> null;
            };
        }

        @Override
        public Arguments readArguments(MethodDescriptor<?> method, PayloadReader in) {
            return new Number(in.readInt());
        }

        @Override
        public Object call(Cell cell, MethodDescriptor<?> method, Arguments arguments) {
            int value = ((Number) arguments).value();
            return switch (method.id()) {
                case 1 -> cell.write(value);
                case 2 -> cell.append(value);
                default -> cell.read();
            };
        }
    }
}
