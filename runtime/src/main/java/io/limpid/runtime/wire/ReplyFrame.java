package io.limpid.runtime.wire;

import io.limpid.NotExecutedException.Reason;
import io.limpid.runtime.identity.Binding;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Answers a call, which may have been cancelled meanwhile: each call that was taken is answered exactly once.
 *
 * @param correlation the caller's number for the call
 * @param answer how it ended
 */
public record ReplyFrame(long correlation, Answer answer) implements Frame {
    private static final int RETURNED = 0;
    private static final int THREW = 1;
    private static final int FAILED = 2;
    private static final int NOT_EXECUTED = 3;
    private static final int UNKNOWN = 4;

    /** The order is the number on the wire, from 1; only ever add at the end. */
    private static final Reason[] REASONS = {
        Reason.NOT_FOUND,
        Reason.OVERLOADED,
        Reason.INTERFACE_MISMATCH,
        Reason.UNREACHABLE,
        Reason.NOT_ALLOWED,
        Reason.DEADLINE_EXCEEDED,
        Reason.CANCELLED,
        Reason.MOVED,
        Reason.CLOSED,
        Reason.BAD_REQUEST
    };

    /** How a call ended. */
    public sealed interface Answer {}

    /** The method returned; the payload is its result. */
    public record Returned(long payloadBytes) implements Answer {}

    /** The method threw an exception that it declares; the payload is the exception. */
    public record Threw(long payloadBytes) implements Answer {}

    /**
     * The method ended with a throwable that it does not declare.
     *
     * @param message the throwable's own; null where it has none
     * @param failureId the id under which the host logged it
     */
    public record Failed(@Nullable String message, String failureId) implements Answer {}

    /**
     * The method certainly did not run.
     *
     * @param reason what stood in the way
     * @param detail the same in one sentence
     * @param retryAfterMicros how long the sender asks to be left alone, in microseconds
     * @param redirect where the object is instead, if the sender knows
     */
    public record NotExecuted(
            Reason reason,
            String detail,
            long retryAfterMicros,
            @Nullable Binding redirect) implements Answer {}

    /** It may have run, and the sender cannot tell how it ended. */
    public record Unknown(String detail) implements Answer {}

    @Override
    public FrameType type() {
        return FrameType.REPLY;
    }

    @Override
    public boolean carriesPayload() {
        return answer instanceof Returned || answer instanceof Threw;
    }

    /** How long the whole payload is; 0 where there is none. */
    public long payloadBytes() {
        if (answer instanceof Returned returned) {
            return returned.payloadBytes;
        }
        return answer instanceof Threw threw ? threw.payloadBytes : 0;
    }

    @Override
    public void writeBody(FrameWriter out) {
        out.writeVarint(correlation);
        if (answer instanceof Returned returned) {
            out.writeByte(RETURNED);
            out.writeVarint(returned.payloadBytes);
        } else if (answer instanceof Threw threw) {
            out.writeByte(THREW);
            out.writeVarint(threw.payloadBytes);
        } else if (answer instanceof Failed failed) {
            out.writeByte(FAILED);
            out.writeByte(failed.message == null ? 0 : 1);
            if (failed.message != null) {
                out.writeDetail(failed.message);
            }
            out.writeDetail(failed.failureId);
        } else if (answer instanceof NotExecuted refusal) {
            writeNotExecuted(out, refusal);
        } else if (answer instanceof Unknown unknown) {
            out.writeByte(UNKNOWN);
            out.writeDetail(unknown.detail);
        }
    }

    private static void writeNotExecuted(FrameWriter out, NotExecuted refusal) {
        out.writeByte(NOT_EXECUTED);
        out.writeByte(codeOf(refusal.reason));
        out.writeDetail(refusal.detail);
        out.writeVarint(refusal.retryAfterMicros);
        out.writeByte(refusal.redirect == null ? 0 : 1);
        if (refusal.redirect != null) {
            WireValues.writeBinding(out, refusal.redirect);
        }
    }

    private static int codeOf(Reason reason) {
        for (int i = 0; i < REASONS.length; i++) {
            if (REASONS[i] == reason) {
                return i + 1;
            }
        }
        throw new IllegalArgumentException("reason: " + reason + " has no number");
    }

    static ReplyFrame read(FrameReader in) {
        long correlation = Frame.readCorrelation(in);
        int kind = in.readByte("kind");
        Answer answer = switch (kind) {
            case RETURNED -> new Returned(in.readVarint("payload length", Long.MAX_VALUE));
            case THREW -> new Threw(in.readVarint("payload length", Long.MAX_VALUE));
            case FAILED ->
                new Failed(readPresence(in, "message") ? in.readDetail("message") : null, in.readDetail("failure id"));
            case NOT_EXECUTED -> readNotExecuted(in);
            case UNKNOWN -> new Unknown(in.readDetail("detail"));
            default -> throw new FrameException("kind: " + kind + " (expected: at most " + UNKNOWN + ")");
        };
        return new ReplyFrame(correlation, answer);
    }

    private static NotExecuted readNotExecuted(FrameReader in) {
        int code = in.readByte("reason");
        if (code < 1 || code > REASONS.length) {
            throw new FrameException("reason: " + code + " (expected: 1 to " + REASONS.length + ")");
        }
        String detail = in.readDetail("detail");
        long retryAfter = in.readVarint("retry after", TimeUnit.DAYS.toMicros(1));
        Binding redirect = readPresence(in, "redirect") ? WireValues.readBinding(in) : null;
        return new NotExecuted(REASONS[code - 1], detail, retryAfter, redirect);
    }

    private static boolean readPresence(FrameReader in, String what) {
        int flag = in.readByte(what);
        if (flag > 1) {
            throw new FrameException(what + ": presence " + flag + " (expected: 0 or 1)");
        }
        return flag == 1;
    }
}
