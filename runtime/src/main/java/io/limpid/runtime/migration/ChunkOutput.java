package io.limpid.runtime.migration;

import io.limpid.runtime.invocation.Waits;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;

/**
 * A stream that is sent in chunks, each by a call. Two are under way at most: while they are, whoever writes waits, and while one is, the next is
 * filled. So two chunks are held, however much is written. A flush sends nothing, because a small chunk costs as much as a large one. For one
 * thread.
 */
final class ChunkOutput extends OutputStream {
    /** Well below what one call may carry, and so large that its round trip hardly counts. */
    static final int CHUNK_BYTES = 256 << 10;

    private final Sending sending;
    private final Waits waits;
    private byte[] chunk = new byte[CHUNK_BYTES];
    private int filled;
    private int next;
    private long bytes;
    private boolean closed;

    /** The chunk that was sent last. */
    private CompletionStage<?> underWay = CompletableFuture.completedFuture(null);

    ChunkOutput(Sending sending, Waits waits) {
        this.sending = sending;
        this.waits = waits;
    }

    @Override
    public void write(int value) throws IOException {
        write(new byte[] {(byte) value}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        Objects.checkFromIndexSize(offset, length, bytes.length);
        if (closed) {
            throw new IOException("the stream has been sent to its end");
        }
        int from = offset;
        int left = length;
        while (left > 0) {
            if (filled == CHUNK_BYTES) {
                send(chunk);
                chunk = new byte[CHUNK_BYTES];
            }
            int count = Math.min(left, CHUNK_BYTES - filled);
            System.arraycopy(bytes, from, chunk, filled, count);
            filled += count;
            from += count;
            left -= count;
        }
    }

    /** Returns when the one before has arrived: its answer is on its way while this one is on its own. */
    private void send(byte[] full) throws IOException {
        CompletionStage<?> before = underWay;
        bytes += full.length;
        underWay = sending.send(next++, full);
        filled = 0;
        await(before);
    }

    private void await(CompletionStage<?> sent) throws IOException {
        try {
            waits.get(sent.toCompletableFuture());
        } catch (ExecutionException e) {
            throw new IOException("a part of the state could not be sent: " + e.getCause(), e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while a part of the state was sent");
        }
    }

    /** How many bytes have been sent; all of them once it is closed. */
    long bytes() {
        return bytes;
    }

    /**
     * Sends the rest; nothing more can be written. Does not wait for the last chunk, so that the question that follows it can go along.
     *
     * @return how many chunks there are
     */
    int end() throws IOException {
        if (!closed) {
            closed = true;
            if (filled > 0) {
                send(Arrays.copyOf(chunk, filled));
            }
        }
        return next;
    }

    /** Sends the rest and waits until the last chunk has arrived. */
    @Override
    public void close() throws IOException {
        var unused = end();
        await(underWay);
    }

    /** Sends one chunk. */
    interface Sending {
        /** The stage completes when the receiver is ready for the next. */
        CompletionStage<?> send(int index, byte[] chunk);
    }
}
