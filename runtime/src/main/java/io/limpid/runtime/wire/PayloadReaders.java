package io.limpid.runtime.wire;

import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Reads payloads with a reader that is kept for the next: one takes more memory than most payloads. Whoever finds it taken makes another. One
 * that has met an error is left to the collector. Thread-safe.
 */
public final class PayloadReaders {
    private static final byte[] NOTHING = {};

    private final Limits limits;

    /** One that nobody uses, and that holds on to nothing. */
    private final AtomicReference<@Nullable PayloadReader> spare = new AtomicReference<>();

    /** Reads payloads within these limits. */
    public PayloadReaders(Limits limits) {
        this.limits = limits;
    }

    /** The limits. */
    public Limits limits() {
        return limits;
    }

    /**
     * Reads a payload.
     *
     * @param bytes the payload, which must not change meanwhile
     * @param content reads what it says; must not use the reader after it has returned
     * @throws PayloadException if it says something else
     */
    public <T> T read(byte[] bytes, References references, Function<PayloadReader, T> content) {
        PayloadReader kept = spare.getAndSet(null);
        PayloadReader in = kept == null ? new PayloadReader(bytes, limits, references) : kept;
        if (kept != null) {
            kept.begin(bytes, references);
        }
        T read = content.apply(in);
        in.begin(NOTHING, Nobody.INSTANCE);
        spare.set(in);
        return read;
    }

    /** Of a reader that reads nothing. */
    private enum Nobody implements References {
        INSTANCE;

        @Override
        public RemoteReference toReference(Object object, Class<?> remoteInterface) {
            throw new PayloadException("a reference of no payload");
        }

        @Override
        public <T> T toObject(RemoteReference reference, Class<T> remoteInterface) {
            throw new PayloadException("a reference of no payload");
        }
    }
}
