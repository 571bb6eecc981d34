package io.limpid.runtime.transport;

import io.limpid.NotExecutedException.Reason;
import io.limpid.RemoteFailureException;
import io.limpid.runtime.identity.Binding;
import io.limpid.runtime.invocation.Arguments;
import io.limpid.runtime.invocation.MethodDescriptor;
import io.limpid.runtime.invocation.Outcome;
import io.limpid.runtime.wire.Codec;
import io.limpid.runtime.wire.Limits;
import io.limpid.runtime.wire.PayloadException;
import io.limpid.runtime.wire.PayloadReader;
import io.limpid.runtime.wire.PayloadReaders;
import io.limpid.runtime.wire.PayloadWriter;
import io.limpid.runtime.wire.References;
import io.limpid.runtime.wire.ReplyFrame;
import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Turns arguments and outcomes into bytes and back, on one connection. Thread-safe. */
public final class Payloads {
    private static final Logger LOG = LoggerFactory.getLogger(Payloads.class);
    private static final StackTraceElement[] NO_FRAMES = {};

    private static final int SMALL_RESULT_BYTES = 4 * 1024;

    /** A writer that has grown beyond is not kept. */
    private static final int MOST_KEPT_BYTES = 16 * 1024;

    private final Limits limits;
    private final References references;
    private final PayloadReaders readers;

    /** One that nobody uses; with many callers some find none and make one. */
    private final AtomicReference<@Nullable PayloadWriter> spare = new AtomicReference<>();

    /** Makes one for payloads within these limits, whose references mean this. */
    public Payloads(Limits limits, References references) {
        this.limits = limits;
        this.references = references;
        this.readers = new PayloadReaders(limits);
    }

    /**
     * Encodes arguments.
     *
     * @param mostBytes what the peer takes
     * @throws PayloadException if they cannot be sent
     */
    byte[] arguments(MethodDescriptor<?> method, Arguments arguments, long mostBytes, Object peer) {
        PayloadWriter out = writer();
        try {
            arguments.writeTo(out);
        } catch (PayloadException e) {
            throw e;
        } catch (RuntimeException e) {
            throw new PayloadException("arguments of " + method + ": " + e, e);
        }
        if (out.length() > mostBytes) {
            throw new PayloadException(
                    "arguments of " + out.length() + " bytes where " + peer + " takes at most " + mostBytes);
        }
        return bytesOf(out);
    }

    /** Reads arguments, which must not change meanwhile. */
    <T> T read(byte[] arguments, Function<PayloadReader, T> content) {
        return readers.read(arguments, references, content);
    }

    private PayloadWriter writer() {
        PayloadWriter kept = spare.getAndSet(null);
        return kept == null ? new PayloadWriter(limits, references) : kept;
    }

    /**
     * Takes what was written, and keeps the writer for the next payload. One that has failed is left to the collector, and so is one with a long
     * payload, which needs no copy where its array has the very length, as behind an array of bytes.
     */
    private byte[] bytesOf(PayloadWriter out) {
        byte[] written = out.buffer();
        if (written.length > MOST_KEPT_BYTES) {
            return written.length == out.length() ? written : out.toBytes();
        }
        byte[] bytes = out.length() == 0 ? Answer.NO_PAYLOAD : out.toBytes();
        out.reset(references);
        spare.set(out);
        return bytes;
    }

    /** Encodes an outcome; what cannot be encoded is answered as a failure of the method. */
    public Answer encode(MethodDescriptor<?> method, Outcome outcome, long mostBytes) {
        if (outcome instanceof Outcome.NotExecuted refusal) {
            return refusal(refusal);
        }
        if (outcome instanceof Outcome.Unknown unknown) {
            return unknown(unknown.detail());
        }
        try {
            Answer answer = encodeEnd(method, outcome);
            if (answer.payload().length > mostBytes) {
                throw new PayloadException(
                        "result: " + answer.payload().length + " bytes where the caller takes at most " + mostBytes);
            }
            return answer;
        } catch (RuntimeException | StackOverflowError e) {
            LOG.warn("{}: its outcome cannot be sent", method, e);
            String why = e instanceof PayloadException
                    ? e.getMessage()
                    : e.getClass().getSimpleName();
            return new Answer(new ReplyFrame.Failed("the outcome cannot be sent: " + why, ""));
        }
    }

    private Answer encodeEnd(MethodDescriptor<?> method, Outcome outcome) {
        if (outcome instanceof Outcome.Returned returned) {
            PayloadWriter out = writer();
            writeResult(method, out, returned.value());
            byte[] payload = bytesOf(out);
            return new Answer(new ReplyFrame.Returned(payload.length), payload);
        }
        Throwable thrown = ((Outcome.Threw) outcome).exception();
        if (thrown instanceof RemoteFailureException failure
                && failure.remoteFrames().length == 0
                && !method.thrown().declares(thrown)) {
            return new Answer(new ReplyFrame.Failed(failure.getMessage(), failure.failureId()));
        }
        PayloadWriter out = writer();
        method.thrown().write(out, thrown);
        byte[] payload = bytesOf(out);
        return new Answer(new ReplyFrame.Threw(payload.length), payload);
    }

    // The descriptor's codec writes what its method returns; that the two agree is for whoever calls the method.
    @SuppressWarnings("unchecked")
    private static void writeResult(MethodDescriptor<?> method, PayloadWriter out, @Nullable Object value) {
        ((Codec<@Nullable Object>) method.result()).write(out, value);
    }

    static Answer unknown(String detail) {
        return new Answer(new ReplyFrame.Unknown(detail));
    }

    static Answer refusal(Outcome.NotExecuted refusal) {
        long retryAfter = Math.min(TimeUnit.DAYS.toMicros(1), micros(refusal.retryAfter()));
        Binding redirect = refusal.redirect();
        return new Answer(
                new ReplyFrame.NotExecuted(refusal.reason(), refusal.detail(), Math.max(0, retryAfter), redirect));
    }

    private static long micros(Duration span) {
        return span.compareTo(Duration.ofDays(1)) > 0 ? TimeUnit.DAYS.toMicros(1) : span.toNanos() / 1_000;
    }

    /** Reads an answer and passes the outcome on: here if it is small, which costs less than to hand it over, else on the executor. */
    void decode(
            MethodDescriptor<?> method,
            ReplyFrame.Answer answer,
            Payload payload,
            Executor executor,
            Consumer<Outcome> then) {
        if (payload.length() <= SMALL_RESULT_BYTES) {
            then.accept(decode(method, answer, payload));
            return;
        }
        try {
            executor.execute(() -> then.accept(decode(method, answer, payload)));
        } catch (RejectedExecutionException e) {
            then.accept(decode(method, answer, payload));
        }
    }

    /** Reads an answer. */
    Outcome decode(MethodDescriptor<?> method, ReplyFrame.Answer answer, Payload payload) {
        if (answer instanceof ReplyFrame.NotExecuted refusal) {
            Duration retryAfter = Duration.of(refusal.retryAfterMicros(), java.time.temporal.ChronoUnit.MICROS);
            return new Outcome.NotExecuted(refusal.reason(), refusal.detail(), retryAfter, refusal.redirect(), null);
        }
        if (answer instanceof ReplyFrame.Unknown unknown) {
            return new Outcome.Unknown(unknown.detail(), null, true);
        }
        if (answer instanceof ReplyFrame.Failed failed) {
            return new Outcome.Threw(failure(failed));
        }
        try {
            boolean returned = answer instanceof ReplyFrame.Returned;
            return payload.read(readers, references, in -> end(method, returned, in));
        } catch (RuntimeException | StackOverflowError e) {
            LOG.warn("{}: its outcome cannot be read", method, e);
            String why = e instanceof PayloadException
                    ? e.getMessage()
                    : e.getClass().getSimpleName();
            return new Outcome.Threw(new RemoteFailureException(
                    "the method ran, but its outcome cannot be read: " + why, "", NO_FRAMES));
        }
    }

    private static Outcome end(MethodDescriptor<?> method, boolean returned, PayloadReader in) {
        Outcome outcome = returned
                ? new Outcome.Returned(method.result().read(in))
                : new Outcome.Threw(method.thrown().read(in));
        in.end();
        return outcome;
    }

    // A throwable's message may be null, which NullAway does not know of RuntimeException's constructor.
    @SuppressWarnings("NullAway")
    private static RemoteFailureException failure(ReplyFrame.Failed failed) {
        return new RemoteFailureException(failed.message(), failed.failureId(), NO_FRAMES);
    }

    static Outcome.NotExecuted notExecuted(Reason reason, String detail, @Nullable Throwable cause) {
        return new Outcome.NotExecuted(reason, detail, Duration.ZERO, null, cause);
    }
}
