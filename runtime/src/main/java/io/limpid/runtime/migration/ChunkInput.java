package io.limpid.runtime.migration;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.limpid.runtime.invocation.Waits;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;

/**
 * What a {@link ChunkOutput} sends, as a stream: one thread reads and waits, others hand chunks over and never wait. A chunk is
 * answered when the reader turns to it, and two at most may be sent that are not answered; these may come in either order, and before or after
 * the word of how many there are.
 */
final class ChunkInput extends InputStream {
    /** How many chunks may be on their way, or wait to be read. */
    private static final int AHEAD = 2;

    private static final int NOT_SAID = Integer.MAX_VALUE;

    private final Waits waits;

    /** By their number. */
    @GuardedBy("this")
    private final Map<Integer, Chunk> waiting = new HashMap<>();

    /** The number of the chunk that the reader turns to next. */
    @GuardedBy("this")
    private int next;

    /** How many there are. */
    @GuardedBy("this")
    private int count = NOT_SAID;

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
     * Hands a chunk over.
     *
     * @return completes when the reader turns to it, exceptionally if nobody will
     * @throws IllegalArgumentException if it has come already, or the sender did not wait for those before
     */
    synchronized CompletionStage<@Nullable Void> take(int index, byte[] bytes) {
        if (index < next || index >= next + AHEAD || index >= count || waiting.containsKey(index)) {
            throw new IllegalArgumentException("chunk: " + index + " (expected: one of the " + AHEAD + " from " + next
                    + " that has not come" + (count == NOT_SAID ? "" : ", of " + count) + ")");
        }
        if (failure != null) {
            return CompletableFuture.failedFuture(failure);
        }
        Chunk chunk = new Chunk(bytes, new CompletableFuture<>());
        waiting.put(index, chunk);
        tellReader();
        return chunk.turnedTo();
    }

    /**
     * Tells of a chunk that has come.
     *
     * @return completes when the reader turns to it, exceptionally if nobody will
     * @throws IllegalArgumentException if it has not come
     */
    synchronized CompletionStage<@Nullable Void> turnTo(int index) {
        if (failure != null) {
            return CompletableFuture.failedFuture(failure);
        }
        Chunk chunk = waiting.get(index);
        if (chunk == null && (index < 0 || index >= next)) {
            throw new IllegalArgumentException("chunk: " + index + " (expected: one that has come)");
        }
        return chunk == null ? CompletableFuture.completedFuture(null) : chunk.turnedTo();
    }

    /**
     * Says how many chunks there are in all.
     *
     * @throws IllegalArgumentException if more have come, or another number was said
     */
    synchronized void end(int chunks) {
        boolean hasMore = chunks < next || waiting.keySet().stream().anyMatch(index -> index >= chunks);
        if (hasMore || (count != NOT_SAID && count != chunks)) {
            throw new IllegalArgumentException("chunks: " + chunks + " (expected: "
                    + (hasMore ? "as many as have come, or more" : "the " + count + " that were said before") + ")");
        }
        count = chunks;
        tellReader();
    }

    /** Ends reading with a failure, which the reader meets at once. */
    void fail(IOException cause) {
        List<Chunk> dropped;
        synchronized (this) {
            if (failure == null) {
                failure = cause;
            }
            dropped = List.copyOf(waiting.values());
            waiting.clear();
            tellReader();
        }
        dropped.forEach(chunk -> chunk.turnedTo().completeExceptionally(cause));
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
            Chunk chunk = waiting.remove(next);
            if (chunk != null) {
                next++;
            }
            return chunk;
        }
    }

    private synchronized CompletableFuture<@Nullable Void> turn() {
        if (!isForReader()) {
            something = new CompletableFuture<>();
        }
        return something;
    }

    @GuardedBy("this")
    private void tellReader() {
        if (isForReader()) {
            something.complete(null);
        }
    }

    @GuardedBy("this")
    private boolean isForReader() {
        return failure != null || next == count || waiting.containsKey(next);
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
