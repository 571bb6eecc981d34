package io.limpid.runtime.migration;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.limpid.runtime.invocation.Waits;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;

/**
 * What a {@link ChunkOutput} sends, as a stream: one thread reads and waits, others hand chunks over and never wait. A chunk is
 * answered when the reader turns to it, so that a sender that waits for that is at most one chunk ahead.
 */
final class ChunkInput extends InputStream {
    private final Waits waits;

    @GuardedBy("this")
    private final Deque<Chunk> waiting = new ArrayDeque<>();

    @GuardedBy("this")
    private int next;

    @GuardedBy("this")
    private boolean ended;

    @GuardedBy("this")
    private @Nullable IOException failure;

    /** Completed when there is something for the reader. */
    @GuardedBy("this")
    private CompletableFuture<@Nullable Void> something = new CompletableFuture<>();

    /** What is being read; of the reading thread alone. */
    private byte[] present = {};

    private int position;

    ChunkInput(Waits waits) {
        this.waits = waits;
    }

    /** A chunk that nobody has turned to yet. */
    private record Chunk(byte[] bytes, CompletableFuture<@Nullable Void> turnedTo) {}

    /**
     * Hands the next chunk over.
     *
     * @return completes when the reader turns to it, exceptionally if nobody will
     * @throws IllegalArgumentException if it is not the next, or the sender did not wait for the one before
     */
    synchronized CompletionStage<@Nullable Void> take(int index, byte[] bytes) {
        if (index != next || !waiting.isEmpty() || ended) {
            throw new IllegalArgumentException("chunk: " + index + " (expected: "
                    + (ended ? "none behind the end" : next + ", and the one before answered") + ")");
        }
        if (failure != null) {
            return CompletableFuture.failedFuture(failure);
        }
        next++;
        Chunk chunk = new Chunk(bytes, new CompletableFuture<>());
        waiting.add(chunk);
        something.complete(null);
        return chunk.turnedTo();
    }

    /** Says that all chunks have been handed over. */
    synchronized void end() {
        ended = true;
        something.complete(null);
    }

    /** Ends reading with a failure, which the reader meets at once. */
    void fail(IOException cause) {
        Chunk dropped;
        synchronized (this) {
            if (failure == null) {
                failure = cause;
            }
            dropped = waiting.poll();
            something.complete(null);
        }
        if (dropped != null) {
            dropped.turnedTo().completeExceptionally(cause);
        }
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        Objects.checkFromIndexSize(offset, length, bytes.length);
        if (length == 0) {
            return 0;
        }
        while (position == present.length) {
            Chunk chunk = awaitChunk();
            if (chunk == null) {
                return -1;
            }
            present = chunk.bytes();
            position = 0;
            // Not under the lock: whoever is answered may run here.
            chunk.turnedTo().complete(null);
        }
        int count = Math.min(length, present.length - position);
        System.arraycopy(present, position, bytes, offset, count);
        position += count;
        return count;
    }

    private @Nullable Chunk awaitChunk() throws IOException {
        CompletableFuture<@Nullable Void> turn = turn();
        try {
            waits.get(turn);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while a state was received");
        } catch (ExecutionException e) {
            throw new IllegalStateException("this cannot fail", e);
        }
        synchronized (this) {
            if (failure != null) {
                throw new IOException(failure.getMessage(), failure);
            }
            return waiting.poll();
        }
    }

    private synchronized CompletableFuture<@Nullable Void> turn() {
        if (failure == null && waiting.isEmpty() && !ended) {
            something = new CompletableFuture<>();
        }
        return something;
    }

    @Override
    public int available() {
        return present.length - position;
    }

    /** Lets whoever still sends know that nobody reads any more. */
    @Override
    public void close() {
        fail(new IOException("nobody reads the state any more"));
    }
}
