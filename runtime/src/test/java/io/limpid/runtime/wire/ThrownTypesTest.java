package io.limpid.runtime.wire;

import static io.limpid.runtime.wire.Payloads.reader;
import static io.limpid.runtime.wire.Payloads.writer;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.limpid.RemoteFailureException;
import io.limpid.runtime.wire.Samples.Order;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.invoke.MethodHandles;
import java.net.MalformedURLException;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.Test;

final class ThrownTypesTest {
    static class ClosedException extends Exception {
        private final String account;
        private final int day;
        private List<Order> orders;

        ClosedException(String account, int day) {
            super(account + " is closed since " + day);
            if (day < 0) {
                throw new IllegalArgumentException("no constructor runs where it is read");
            }
            this.account = account;
            this.day = day;
        }

        static ClosedException onDayMinusOne() {
            ClosedException exception = new ClosedException("x", 0);
            ClosedCodec.DAY.setInt(exception, -1);
            return exception;
        }
    }

    static class VeryClosedException extends ClosedException {
        VeryClosedException() {
            super("a", 1);
        }
    }

    static final class FrozenException extends ClosedException {
        private final long amount;

        FrozenException(long amount) {
            super("frozen", 3);
            this.amount = amount;
        }
    }

    static final class ClosedCodec extends ThrowableCodec<ClosedException> {
        private static final ObjectFields FIELDS = ObjectFields.of(ClosedException.class, MethodHandles.lookup());
        private static final ObjectField ACCOUNT = FIELDS.field("account");
        private static final ObjectField DAY = FIELDS.field("day");
        private static final ObjectField ORDERS = FIELDS.field("orders");
        private static final Codec<List<Order>> LIST = Codecs.listOf(Samples.OrderCodec.INSTANCE);

        ClosedCodec() {
            super(ClosedException.class);
        }

        static void writeOwn(PayloadWriter out, ClosedException value) {
            out.writeString(ACCOUNT.get(value));
            out.writeInt(DAY.getInt(value));
            LIST.write(out, ORDERS.get(value));
        }

        static void readOwn(PayloadReader in, ClosedException value) {
            if (in.hasMore()) {
                ACCOUNT.set(value, in.readString());
            }
            if (in.hasMore()) {
                DAY.setInt(value, in.readInt());
            }
            if (in.hasMore()) {
                ORDERS.set(value, LIST.read(in));
            }
        }

        @Override
        protected void writeFields(PayloadWriter out, ClosedException value) {
            writeOwn(out, value);
        }

        @Override
        protected void readFields(PayloadReader in, ClosedException value) {
            readOwn(in, value);
        }
    }

    static final class FrozenCodec extends ThrowableCodec<FrozenException> {
        private static final ObjectField AMOUNT =
                ObjectFields.of(FrozenException.class, MethodHandles.lookup()).field("amount");

        FrozenCodec() {
            super(FrozenException.class);
        }

        @Override
        protected void writeFields(PayloadWriter out, FrozenException value) {
            ClosedCodec.writeOwn(out, value);
            out.writeLong(AMOUNT.getLong(value));
        }

        @Override
        protected void readFields(PayloadReader in, FrozenException value) {
            ClosedCodec.readOwn(in, value);
            if (in.hasMore()) {
                AMOUNT.setLong(value, in.readLong());
            }
        }
    }

    private static final WireType<ClosedException> CLOSED =
            WireType.of("ClosedException", ClosedException.class, new ClosedCodec());
    private static final WireType<FrozenException> FROZEN =
            WireType.of("FrozenException", FrozenException.class, new FrozenCodec());
    private static final ThrownTypes TYPES = ThrownTypes.of(
            CLOSED, FROZEN, WireType.of("java.io.IOException", IOException.class, Codecs.throwable(IOException.class)));

    private static Throwable copy(Throwable thrown) {
        return copy(TYPES, TYPES, thrown);
    }

    private static Throwable copy(ThrownTypes sender, ThrownTypes receiver, Throwable thrown) {
        PayloadWriter out = writer();
        sender.write(out, thrown);
        PayloadReader in = reader(out.toBytes());
        Throwable copy = receiver.read(in);
        in.end();
        return copy;
    }

    @Test
    void aDeclaredExceptionArrivesAsItselfWithItsFields() {
        ClosedException thrown = new ClosedException("alice", 7);
        thrown.orders = List.of(new Order("1", List.of(), Optional.empty()));

        ClosedException copy = (ClosedException) copy(thrown);

        assertThat(copy).isExactlyInstanceOf(ClosedException.class).hasMessage("alice is closed since 7");
        assertThat(copy.account).isEqualTo("alice");
        assertThat(copy.day).isEqualTo(7);
        assertThat(copy.orders).isEqualTo(thrown.orders);
        assertThat(copy.getCause()).isNull();
        assertThat(copy.getStackTrace())
                .as("what the reader was doing tells nobody anything")
                .isEmpty();
    }

    @Test
    void noConstructorOfTheExceptionRunsAgain() {
        assertThat(((ClosedException) copy(ClosedException.onDayMinusOne())).day)
                .isEqualTo(-1);
    }

    @Test
    void inheritedFieldsComeAlong() {
        FrozenException copy = (FrozenException) copy(new FrozenException(12));

        assertThat(copy.amount).isEqualTo(12);
        assertThat(((ClosedException) copy).account).isEqualTo("frozen");
    }

    @Test
    void anUndeclaredSubclassArrivesAsTheNearestDeclaredClass() {
        assertThat(copy(new VeryClosedException()))
                .isExactlyInstanceOf(ClosedException.class)
                .hasMessage("a is closed since 1");
        assertThat(copy(new MalformedURLException("m")))
                .isExactlyInstanceOf(IOException.class)
                .hasMessage("m");
        assertThat(copy(new FileNotFoundException("f")))
                .isExactlyInstanceOf(FileNotFoundException.class)
                .hasMessage("f");
        assertThat(TYPES.declares(new FileNotFoundException())).isTrue();
        assertThat(TYPES.declares(new IllegalStateException())).isFalse();
        assertThat(ThrownTypes.NONE.declares(new Error())).isFalse();
    }

    @Test
    void anUndeclaredExceptionArrivesAsAFailureWithItsMessage() {
        assertThat(copy(new IllegalStateException("no")))
                .isExactlyInstanceOf(RemoteFailureException.class)
                .hasMessage("no");
        assertThat(copy(new IllegalStateException())).hasMessage("IllegalStateException");
        RemoteFailureException failure = (RemoteFailureException) copy(new RemoteFailureException("m", "id-1"));
        assertThat(failure.failureId()).isEqualTo("id-1");
        assertThat(copy(ThrownTypes.NONE, ThrownTypes.NONE, new ClosedException("a", 1)))
                .isExactlyInstanceOf(RemoteFailureException.class);
    }

    @Test
    void aFailureWithTheFramesOfItsHostKeepsThemAndItsCause() {
        StackTraceElement deep = new StackTraceElement("bank.Vault", "open", "Vault.java", 12);
        StackTraceElement unknown = new StackTraceElement("bank.Door", "<init>", null, -2);
        RemoteFailureException cause = new RemoteFailureException("c", "f-1", new StackTraceElement[] {unknown});
        RemoteFailureException failure =
                new RemoteFailureException("m", "f-1", new StackTraceElement[] {deep, unknown});
        failure.initCause(cause);

        RemoteFailureException copy = (RemoteFailureException) copy(failure);

        assertThat(copy.remoteFrames()).containsExactly(deep, unknown);
        assertThat(copy.getStackTrace()).containsExactly(deep, unknown);
        assertThat(copy.failureId()).isEqualTo("f-1");
        assertThat(copy.getCause()).hasMessage("c");
        assertThat(((RemoteFailureException) copy.getCause()).remoteFrames()).containsExactly(unknown);
    }

    @Test
    void theFramesOfThisSideStayHere() {
        RemoteFailureException failure = new RemoteFailureException("m", "f-1", new StackTraceElement[0]);
        failure.setStackTrace(new Throwable().getStackTrace());

        assertThat(copy(failure).getStackTrace()).isEmpty();
    }

    @Test
    void aFailureThatPromisesMoreFramesThanItsBytesHoldIsRefused() {
        PayloadWriter out = writer();
        out.writeFixedInt(RemoteFailureCodec.ID);
        out.writeUnsigned(TrackedCodec.NEW);
        int mark = out.beginRecord();
        out.writeString("m");
        out.writeString("id");
        out.writeUnsigned(1_000_000);
        out.endRecord(mark);

        assertThatThrownBy(() -> ThrownTypes.NONE.read(reader(out.toBytes())))
                .isInstanceOf(PayloadException.class)
                .hasMessageContaining("1000000 elements where 0 bytes are left");
    }

    @Test
    void causesAndSuppressedExceptionsComeAlong() {
        ClosedException thrown = new ClosedException("alice", 7);
        UncheckedIOException unchecked = new UncheckedIOException(new FileNotFoundException("gone"));
        thrown.initCause(new ExecutionException("outer", unchecked));
        thrown.addSuppressed(new FrozenException(5));
        thrown.addSuppressed(new NoSuchElementException("none"));
        thrown.addSuppressed(new VeryOwnException("own"));

        Throwable copy = copy(thrown);

        assertThat(copy.getCause())
                .isExactlyInstanceOf(ExecutionException.class)
                .hasMessage("outer");
        assertThat(copy.getCause().getCause()).isExactlyInstanceOf(UncheckedIOException.class);
        assertThat(copy.getCause().getCause().getCause())
                .isExactlyInstanceOf(FileNotFoundException.class)
                .hasMessage("gone");
        assertThat(copy.getSuppressed()).hasSize(3);
        assertThat(((FrozenException) copy.getSuppressed()[0]).amount).isEqualTo(5);
        assertThat(copy.getSuppressed()[1]).isExactlyInstanceOf(NoSuchElementException.class);
        assertThat(copy.getSuppressed()[2])
                .isExactlyInstanceOf(RemoteFailureException.class)
                .hasMessage("own");
    }

    private static final class VeryOwnException extends RuntimeException {
        VeryOwnException(String message) {
            super(message);
        }
    }

    @Test
    void aCauseMayLeadBackToItsEffect() {
        ClosedException thrown = new ClosedException("a", 1);
        IllegalStateException cause = new IllegalStateException("b");
        thrown.initCause(cause);
        cause.initCause(thrown);

        Throwable copy = copy(thrown);

        assertThat(copy.getCause().getCause()).isSameAs(copy);
    }

    @Test
    void aLongChainOfCausesIsCutOff() {
        Throwable chain = new IllegalStateException("0");
        for (int i = 1; i < 10_000; i++) {
            chain = new IllegalStateException("" + i, chain);
        }
        int levels = 0;

        for (Throwable copy = copy(new ClosedException("a", 1).initCause(chain));
                copy != null;
                copy = copy.getCause()) {
            levels++;
        }

        assertThat(levels).isBetween(20, Limit.DEPTH.initial());
    }

    @Test
    void anExceptionThatThisBuildDoesNotDeclareArrivesAsAFailureWithItsMessage() {
        ClosedException thrown = new ClosedException("a", 1);
        thrown.initCause(new FrozenException(1));

        Throwable copy = copy(TYPES, ThrownTypes.of(CLOSED), thrown);
        Throwable other = copy(TYPES, ThrownTypes.NONE, thrown);

        assertThat(copy.getCause())
                .isExactlyInstanceOf(RemoteFailureException.class)
                .hasMessage("frozen is closed since 3");
        assertThat(other).isExactlyInstanceOf(RemoteFailureException.class).hasMessage("a is closed since 1");
    }

    @Test
    void theSameExceptionTwiceIsTheSameTwice() {
        ClosedException thrown = new ClosedException("a", 1);
        FrozenException shared = new FrozenException(2);
        thrown.initCause(shared);
        thrown.addSuppressed(shared);

        Throwable copy = copy(thrown);

        assertThat(copy.getSuppressed()[0]).isSameAs(copy.getCause());
    }

    @Test
    void everyExceptionInCommonUseArrivesAsItselfAsACause() {
        int tried = 0;
        for (Class<? extends Throwable> each : CommonThrowables.classes()) {
            Codec<? extends Throwable> codec = Codecs.throwable(each);
            Throwable cause = codec.read(reader(Payloads.hex("01 07000000 026d 00000000 00")));

            Throwable copy = copy(new ClosedException("a", 1).initCause(cause)).getCause();

            assertThat(copy).isExactlyInstanceOf(each).hasMessage("m");
            tried++;
        }
        assertThat(tried).isGreaterThan(40);
    }

    @Test
    void namesThatCollideAreRefused() {
        assertThatThrownBy(() -> ThrownTypes.of(
                        CLOSED, WireType.of("ClosedException", FrozenException.class, new FrozenCodec())))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("wire name ClosedException: its hash is another's, too");
    }

    @Test
    void nothingThrownIsNoException() {
        assertThatThrownBy(() -> TYPES.read(reader(new byte[4])))
                .isInstanceOf(PayloadException.class)
                .hasMessageContaining("a null in the place of what was thrown");
    }
}
