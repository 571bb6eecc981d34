package io.limpid.runtime.transport;

import io.limpid.runtime.wire.PayloadReader;
import io.limpid.runtime.wire.PayloadReaders;
import io.limpid.runtime.wire.References;
import java.util.function.Function;

/**
 * The bytes of arguments, or of an outcome, as they arrived. A long one lies in the buffers in which it came until it is read or released, and is
 * read once. Thread-safe.
 */
public interface Payload {
    /** Gives one that lies in an array, which must not be changed. */
    static Payload of(byte[] bytes) {
        return new Whole(bytes);
    }

    /** How many bytes it is; also once it has been read. */
    int length();

    /**
     * Reads it, and releases it.
     *
     * @param content reads what it says; must read it before it returns
     * @throws io.limpid.runtime.wire.PayloadException if it says something else
     * @throws IllegalStateException if a long one was read or released before
     */
    <T> T read(PayloadReaders readers, References references, Function<PayloadReader, T> content);

    /**
     * Gives all of it, and releases it.
     *
     * @throws IllegalStateException if a long one was read or released before
     */
    byte[] bytes();

    /** Gives back what it takes, unless somebody is reading it, who does that then. Nothing happens the second time. */
    void release();

    /** One in an array. */
    record Whole(byte[] bytes) implements Payload {
        @Override
        public int length() {
            return bytes.length;
        }

        @Override
        public <T> T read(PayloadReaders readers, References references, Function<PayloadReader, T> content) {
            return readers.read(bytes, references, content);
        }

        @Override
        public void release() {
            // It is the collector's.
        }
    }
}
