package io.limpid.runtime.hosting;

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
import java.util.concurrent.CompletionStage;

/** An interface whose generated half is written by hand, so that hosting is tried without the generator. */
interface Probe {
    int write(int value) throws Exception;

    int read(int value) throws Exception;

    CompletionStage<Integer> later(int value);

    InterfaceId ID = new InterfaceId("test.Probe");
    MethodDescriptor<Integer> WRITE = method(1, "write(int)", Effect.EXACTLY_ONCE, false);
    MethodDescriptor<Integer> READ = method(2, "read(int)", Effect.READ_ONLY, false);
    MethodDescriptor<Integer> LATER = method(3, "later(int)", Effect.EXACTLY_ONCE, true);

    private static MethodDescriptor<Integer> method(int id, String name, Effect effect, boolean asynchronous) {
        return new MethodDescriptor<>(ID, id, name, effect, null, asynchronous, new IntCodec(), ThrownTypes.NONE);
    }

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

    record ProbeArguments(int value) implements Arguments {
        @Override
        public void writeTo(PayloadWriter out) {
            out.writeInt(value);
        }
    }

    record ProbeType() implements RemoteType<Probe> {
        @Override
        public Class<Probe> javaType() {
            return Probe.class;
        }

        @Override
        public InterfaceId id() {
            return ID;
        }

        @Override
        public Probe stub(StubInvoker invoker) {
            return new ProbeStub(invoker);
        }

        @Override
        public Skeleton<Probe> skeleton() {
            return new ProbeSkeleton();
        }
    }

    record ProbeStub(StubInvoker stubInvoker) implements Probe, io.limpid.runtime.stub.Stub {
        @Override
        public int write(int value) {
            return stubInvoker.call(WRITE, new ProbeArguments(value)).value();
        }

        @Override
        public int read(int value) {
            return stubInvoker.call(READ, new ProbeArguments(value)).value();
        }

        @Override
        public CompletionStage<Integer> later(int value) {
            return stubInvoker.callAsync(LATER, new ProbeArguments(value));
        }
    }

    record ProbeSkeleton() implements Skeleton<Probe> {
        @Override
        public InterfaceId type() {
            return ID;
        }

        @Override
        public MethodDescriptor<?> method(int id) {
            return switch (id) {
                case 1 -> WRITE;
                case 2 -> READ;
                case 3 -> LATER;
                default -> null;
            };
        }

        @Override
        public Arguments readArguments(MethodDescriptor<?> method, PayloadReader in) {
            return new ProbeArguments(in.readInt());
        }

        @Override
        public Object call(Probe object, MethodDescriptor<?> method, Arguments arguments) throws Throwable {
            int value = ((ProbeArguments) arguments).value();
            return switch (method.id()) {
                case 1 -> object.write(value);
                case 2 -> object.read(value);
                default -> object.later(value);
            };
        }
    }
}
