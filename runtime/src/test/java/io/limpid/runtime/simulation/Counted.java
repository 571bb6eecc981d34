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
import java.util.List;

/** An object of simulated clusters with one method under three promises. Its generated half is written by hand. */
@FunctionalInterface
public interface Counted {
    /** Runs. */
    int run();

    /** {@link #run}, exactly once. */
    MethodDescriptor<Integer> EXACTLY_ONCE = method(1, Effect.EXACTLY_ONCE);

    /** {@link #run}, as one that may be repeated. */
    MethodDescriptor<Integer> IDEMPOTENT = method(2, Effect.IDEMPOTENT);

    /** {@link #run}, as one that changes nothing. */
    MethodDescriptor<Integer> READ_ONLY = method(3, Effect.READ_ONLY);

    private static MethodDescriptor<Integer> method(int id, Effect effect) {
        return new MethodDescriptor<>(Cell.ID, id, "run()", effect, null, false, new Cell.IntCodec(), ThrownTypes.NONE);
    }

    /** What the generator would write; no stub, because simulated callers call the pipeline. */
    record Type() implements RemoteType<Counted>, Skeleton<Counted> {
        private static final List<MethodDescriptor<?>> METHODS = List.of(EXACTLY_ONCE, IDEMPOTENT, READ_ONLY);

        @Override
        public Class<Counted> javaType() {
            return Counted.class;
        }

        @Override
        public InterfaceId id() {
            return Cell.ID;
        }

        @Override
        public InterfaceId type() {
            return Cell.ID;
        }

        @Override
        public Counted stub(StubInvoker invoker) {
            throw new UnsupportedOperationException("called through its pipeline");
        }

        @Override
        public Skeleton<Counted> skeleton() {
            return this;
        }

        @Override
        public MethodDescriptor<?> method(int id) {
            return METHODS.stream()
                    .filter(method -> method.id() == id)
                    .findFirst()
                    .orElse(null);
        }

        @Override
        public Arguments readArguments(MethodDescriptor<?> method, PayloadReader in) {
            return new Cell.Number(in.readInt());
        }

        @Override
        public Object call(Counted counted, MethodDescriptor<?> method, Arguments arguments) {
            return counted.run();
        }
    }
}
