package io.limpid.runtime.failure;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.limpid.runtime.invocation.Clock;
import io.limpid.runtime.invocation.Effect;
import io.limpid.runtime.invocation.Invocation;
import io.limpid.runtime.invocation.Invoker;
import io.limpid.runtime.invocation.MethodDescriptor;
import io.limpid.runtime.invocation.Outcome;
import io.limpid.runtime.wire.Codec;
import io.limpid.runtime.wire.Limits;
import io.limpid.runtime.wire.PayloadException;
import io.limpid.runtime.wire.PayloadReader;
import io.limpid.runtime.wire.PayloadWriter;
import io.limpid.runtime.wire.References;
import io.limpid.runtime.wire.RemoteReference;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Remembers what read-only methods returned, and gives it again where nobody answers: stale-if-error, RFC 5861 section 4. Results are kept as
 * the bytes that they travel as, so that nobody shares an object with another caller; the latest of each method and arguments, and of all those
 * asked for last, {@link #MOST_BYTES}. What holds references to remote objects is not kept. Thread-safe.
 */
public final class StaleInvoker implements Invoker {
    /** Of arguments and results together. */
    static final int MOST_BYTES = 4 << 20;

    /** What an entry costs besides its bytes, about. */
    private static final int ENTRY_BYTES = 200;

    private final Invoker next;
    private final Clock clock;
    private final long ageNanos;

    /** In the order of use, the longest unused first. */
    @GuardedBy("this")
    private final Map<Question, Kept> kept = new LinkedHashMap<>(16, 0.75f, true);

    @GuardedBy("this")
    private int keptBytes;

    /** A method and what it was asked. */
    private record Question(int method, ByteBuffer arguments) {}

    private record Kept(byte[] result, long sinceNanos) {}

    /**
     * Makes one.
     *
     * @param age up to which a result is better than none
     */
    public StaleInvoker(Invoker next, Clock clock, Duration age) {
        this.next = next;
        this.clock = clock;
        this.ageNanos = age.toNanos();
    }

    @Override
    public CompletableFuture<Outcome> invoke(Invocation invocation) {
        Question question = invocation.method().effect() == Effect.READ_ONLY ? question(invocation) : null;
        CompletableFuture<Outcome> pending = next.invoke(invocation);
        return question == null ? pending : pending.thenApply(outcome -> answered(invocation, question, outcome));
    }

    /** Written now, because the caller may change the arguments afterwards; null if they cannot be compared. */
    private static @Nullable Question question(Invocation invocation) {
        try {
            PayloadWriter out = new PayloadWriter(Limits.DEFAULT, NoReferences.INSTANCE);
            invocation.arguments().writeTo(out);
            return new Question(invocation.method().id(), ByteBuffer.wrap(out.toBytes()));
        } catch (RuntimeException e) {
            // Also what cannot be sent; the call itself says so.
            return null;
        }
    }

    private Outcome answered(Invocation invocation, Question question, Outcome outcome) {
        if (outcome instanceof Outcome.Returned returned) {
            keep(question, bytesOf(invocation.method(), returned.value()));
            return outcome;
        }
        return Unavailability.of(invocation, outcome, clock)
                ? staleOr(invocation.method(), question, outcome)
                : outcome;
    }

    // The descriptor's codec has just read this value.
    @SuppressWarnings("unchecked")
    private static byte @Nullable [] bytesOf(MethodDescriptor<?> method, @Nullable Object value) {
        try {
            PayloadWriter out = new PayloadWriter(Limits.DEFAULT, NoReferences.INSTANCE);
            ((Codec<@Nullable Object>) method.result()).write(out, value);
            return out.toBytes();
        } catch (PayloadException e) {
            return null;
        }
    }

    private synchronized void keep(Question question, byte @Nullable [] result) {
        Kept before = kept.remove(question);
        keptBytes -= before == null ? 0 : size(question, before);
        if (result == null) {
            return;
        }
        Kept now = new Kept(result, clock.nanoTime());
        if (size(question, now) > MOST_BYTES / 4) {
            return;
        }
        kept.put(question, now);
        keptBytes += size(question, now);
        Iterator<Map.Entry<Question, Kept>> oldest = kept.entrySet().iterator();
        while (keptBytes > MOST_BYTES) {
            Map.Entry<Question, Kept> goes = oldest.next();
            keptBytes -= size(goes.getKey(), goes.getValue());
            oldest.remove();
        }
    }

    private static int size(Question question, Kept kept) {
        return ENTRY_BYTES + question.arguments().capacity() + kept.result().length;
    }

    private Outcome staleOr(MethodDescriptor<?> method, Question question, Outcome outcome) {
        Kept last;
        synchronized (this) {
            last = kept.get(question);
        }
        if (last == null || clock.nanoTime() - last.sinceNanos() > ageNanos) {
            return outcome;
        }
        return new Outcome.Returned(
                method.result().read(new PayloadReader(last.result(), Limits.DEFAULT, NoReferences.INSTANCE)));
    }

    /** A remote object may be gone when its reference is given again, and another may be in its place. */
    private enum NoReferences implements References {
        INSTANCE;

        @Override
        public RemoteReference toReference(Object object, Class<?> remoteInterface) {
            throw new PayloadException("a remote object is not kept");
        }

        @Override
        public <T> T toObject(RemoteReference reference, Class<T> remoteInterface) {
            throw new PayloadException("a remote object is not kept");
        }
    }
}
