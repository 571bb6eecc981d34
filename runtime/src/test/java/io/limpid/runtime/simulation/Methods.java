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
import java.time.Duration;

/** Methods of an imaginary account, for tests in which nothing is ever encoded. */
public final class Methods {
    /** Executed exactly once. */
    public static final MethodDescriptor<Long> DEPOSIT = method(1, "deposit(long)", Effect.EXACTLY_ONCE, null);

    /** Idempotent. */
    public static final MethodDescriptor<Long> RENAME = method(2, "rename(String)", Effect.IDEMPOTENT, null);

    /** Read-only. */
    public static final MethodDescriptor<Long> BALANCE = method(3, "balance()", Effect.READ_ONLY, null);

    /** Executed exactly once, with a declared span of 200 ms. */
    public static final MethodDescriptor<Long> QUICK =
            method(4, "quick()", Effect.EXACTLY_ONCE, Duration.ofMillis(200));

    /** No arguments. */
    public static final Arguments NONE = out -> {};

    private Methods() {}

    private static MethodDescriptor<Long> method(int id, String name, Effect effect, Duration timeout) {
        return new MethodDescriptor<>(
                new InterfaceId("test.Account"), id, name, effect, timeout, false, new Unused(), ThrownTypes.NONE);
    }

    /** The type whose methods these are; it makes stubs that are nothing but their invoker. */
    public static final RemoteType<StubInvoker> TYPE = new RemoteType<>() {
        @Override
        public Class<StubInvoker> javaType() {
            return StubInvoker.class;
        }

        @Override
        public InterfaceId id() {
            return new InterfaceId("test.Account");
        }

        @Override
        public StubInvoker stub(StubInvoker invoker) {
            return invoker;
        }

        @Override
        public Skeleton<StubInvoker> skeleton() {
            throw new UnsupportedOperationException("nothing is called here");
        }
    };

    private static final class Unused implements Codec<Long> {
        @Override
        public void write(PayloadWriter out, Long value) {
            throw new AssertionError("nothing is encoded here");
        }

        @Override
        public Long read(PayloadReader in) {
            throw new AssertionError("nothing is decoded here");
        }
    }
}
