package io.limpid.runtime.wire;

import org.jspecify.annotations.Nullable;

/**
 * Writes and reads the values of one type. Stateless and thread-safe.
 *
 * @param <T> the type; where its Java type allows null, so does its codec
 */
public interface Codec<T> {
    /**
     * Writes a value.
     *
     * @throws PayloadException if the value cannot be written or is beyond a limit
     */
    void write(PayloadWriter out, @Nullable T value);

    /**
     * Reads a value.
     *
     * @throws PayloadException if the bytes are not such a value or are beyond a limit
     */
    @Nullable
    T read(PayloadReader in);
}
