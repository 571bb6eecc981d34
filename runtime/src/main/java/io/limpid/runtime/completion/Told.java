package io.limpid.runtime.completion;

import io.limpid.Fate;
import io.limpid.RemoteFailureException;
import io.limpid.runtime.invocation.MethodDescriptor;
import io.limpid.runtime.wire.Codec;
import io.limpid.runtime.wire.PayloadException;
import io.limpid.runtime.wire.PayloadReader;
import io.limpid.runtime.wire.PayloadWriter;
import org.jspecify.annotations.Nullable;

/**
 * What a host tells of a call when it is asked: its record, with the answer in the very bytes in which it was written down, for the host
 * has no more use for what it means. Immutable.
 */
public final class Told {
    private static final StackTraceElement[] NO_FRAMES = {};
    private static final byte[] NOTHING = {};

    /** The number is that on the wire, and counts from 0 in this order. */
    private enum Kind {
        RETURNED(0),
        THREW(1),
        FAILED(2),
        NOT_EXECUTED(3),
        RUNNING(4),
        FORGOTTEN(5);

        private final int number;

        Kind(int number) {
            this.number = number;
        }
    }

    private static final Kind[] KINDS = Kind.values();

    private final Kind kind;

    /** The message of a failure, or why it is forgotten; null where there is none. */
    private final @Nullable String text;

    /** The id of a failure; empty for all others. */
    private final String failureId;

    private final byte[] answer;

    /** Reads the answer; null where it is not read but written. */
    private final @Nullable PayloadReader reader;

    private Told(Kind kind, @Nullable String text, String failureId, byte[] answer, @Nullable PayloadReader reader) {
        this.kind = kind;
        this.text = text;
        this.failureId = failureId;
        this.answer = answer;
        this.reader = reader;
    }

    private Told(Kind kind, @Nullable String text) {
        this(kind, text, "", NOTHING, null);
    }

    /** It returned. */
    public static Told returned(byte[] result) {
        return new Told(Kind.RETURNED, null, "", result, null);
    }

    /** It threw what its method declares. */
    public static Told threw(byte[] exception) {
        return new Told(Kind.THREW, null, "", exception, null);
    }

    /** It failed as no declaration says. */
    public static Told failed(@Nullable String message, String failureId) {
        return new Told(Kind.FAILED, message, failureId, NOTHING, null);
    }

    /** It does not run. */
    public static Told notExecuted() {
        return new Told(Kind.NOT_EXECUTED, null);
    }

    /** It waits or runs. */
    public static Told running() {
        return new Told(Kind.RUNNING, null);
    }

    /** Nobody knows. */
    public static Told forgotten(String why) {
        return new Told(Kind.FORGOTTEN, why);
    }

    /**
     * Gives it as it is told to whoever asked.
     *
     * @param method the method that had been called
     * @throws PayloadException if the answer is not one of this method
     */
    public Fate of(MethodDescriptor<?> method) {
        return switch (kind) {
            case RETURNED -> new Fate.Returned(result(method));
            case THREW -> new Fate.Threw(whole(method.thrown().read(answer())));
            case FAILED -> new Fate.Threw(failure());
            case NOT_EXECUTED -> new Fate.NotExecuted();
            case RUNNING -> new Fate.Running();
            case FORGOTTEN -> new Fate.Forgotten(text == null ? "" : text);
        };
    }

    private PayloadReader answer() {
        if (reader == null) {
            throw new IllegalStateException("an answer that is not to be read here");
        }
        return reader;
    }

    private <T> T whole(T read) {
        answer().end();
        return read;
    }

    // The result of a void method is null, which a type of the module without annotations cannot say; and so is a
    // failure's message.
    @SuppressWarnings("NullAway")
    private Object result(MethodDescriptor<?> method) {
        return whole(method.result().read(answer()));
    }

    @SuppressWarnings("NullAway")
    private RemoteFailureException failure() {
        return new RemoteFailureException(text, failureId, NO_FRAMES);
    }

    /** Kind, text, failure id, answer; the latter three where the kind has them. */
    static final class AsCodec implements Codec<Told> {
        @Override
        public void write(PayloadWriter out, @Nullable Told told) {
            if (told == null) {
                throw new PayloadException("what became of a call: null");
            }
            out.writeByte((byte) told.kind.number);
            switch (told.kind) {
                case RETURNED, THREW -> out.writePayload(told.answer);
                case FAILED -> {
                    out.writeString(told.text);
                    out.writeString(told.failureId);
                }
                case FORGOTTEN -> out.writeString(told.text);
                case NOT_EXECUTED, RUNNING -> {}
            }
        }

        @Override
        public Told read(PayloadReader in) {
            int number = in.readByte();
            if (number < 0 || number >= KINDS.length) {
                throw new PayloadException(
                        "what became of a call: kind " + number + " (expected: 0 to " + (KINDS.length - 1) + ")");
            }
            Kind kind = KINDS[number];
            return switch (kind) {
                case RETURNED, THREW -> new Told(kind, null, "", NOTHING, in.inner());
                case FAILED -> failed(in.readString(), orEmpty(in.readString()));
                case FORGOTTEN -> forgotten(orEmpty(in.readString()));
                case NOT_EXECUTED, RUNNING -> new Told(kind, null);
            };
        }

        private static String orEmpty(@Nullable String text) {
            return text == null ? "" : text;
        }
    }
}
