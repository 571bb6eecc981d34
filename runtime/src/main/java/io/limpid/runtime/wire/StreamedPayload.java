package io.limpid.runtime.wire;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.function.Consumer;

/**
 * A payload that is never held, for what is too large for it: written and read through a window. Its bytes are those of any other payload. The
 * length of a record stands in front of it and is known behind it; so the content is written twice, first only to be counted. A reader keeps
 * the parts that it skips, because later references may lead there. For one thread.
 */
public final class StreamedPayload {
    private static final int WINDOW_BYTES = 64 << 10;

    private final Consumer<PayloadWriter> content;
    private final Limits limits;
    private final References references;
    private final int window;
    private final RecordLengths records = new RecordLengths();
    private final int length;

    /**
     * Counts it.
     *
     * @param content writes it, the same each time
     * @throws PayloadException if it goes beyond a limit
     */
    public StreamedPayload(Consumer<PayloadWriter> content, Limits limits, References references) {
        this(content, limits, references, WINDOW_BYTES);
    }

    StreamedPayload(Consumer<PayloadWriter> content, Limits limits, References references, int window) {
        this.content = content;
        this.limits = limits;
        this.references = references;
        this.window = window;
        this.length = pass(OutputStream.nullOutputStream());
        records.becomeKnown();
    }

    /** How many bytes it is. */
    public int length() {
        return length;
    }

    /**
     * Writes it, once.
     *
     * @throws PayloadException if it is not what was counted
     */
    public void writeTo(OutputStream out) throws IOException {
        try {
            if (pass(out) != length) {
                throw RecordLengths.changed();
            }
        } catch (PayloadException e) {
            throw ofStream(e);
        }
    }

    private int pass(OutputStream to) {
        CheckedOutput out = new CheckedOutput(to, limits.get(Limit.MESSAGE_BYTES), window);
        content.accept(new PayloadWriter(out, records, limits, references));
        out.flush();
        return out.length();
    }

    /**
     * Reads one of so many bytes, and nothing beyond.
     *
     * @param content reads it
     * @throws IOException if the stream fails or ends too soon
     * @throws PayloadException if it is not one, or longer than what is read
     */
    public static <T> T read(InputStream in, int length, Limits limits, References references, Reading<T> content)
            throws IOException {
        PayloadReader reader = reader(in, length, limits, references, WINDOW_BYTES);
        try {
            T value = content.read(reader);
            reader.end();
            return value;
        } catch (PayloadException e) {
            throw ofStream(e);
        }
    }

    /**
     * Gives a reader of one of so many bytes, and of nothing beyond.
     *
     * @param window about how many bytes it holds of what is no long array
     */
    public static PayloadReader reader(InputStream in, int length, Limits limits, References references, int window) {
        return new PayloadReader(new CheckedInput(in, length, window), limits, references);
    }

    /** Throws what the stream has thrown, if it is that; gives it back if it is not. */
    private static PayloadException ofStream(PayloadException failure) throws IOException {
        if (failure.getCause() instanceof IOException cause) {
            throw cause;
        }
        return failure;
    }

    /** Reads what a payload says. */
    public interface Reading<T> {
        T read(PayloadReader in);
    }
}
