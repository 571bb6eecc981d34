package io.limpid.runtime.migration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.limpid.runtime.invocation.Waits;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
final class ChunksTest {
    private static final int CHUNK = ChunkOutput.CHUNK_BYTES;

    @Test
    void whatIsWrittenInPiecesOfAnySizeIsRead() throws Exception {
        long seed = 7;
        Random random = new Random(seed);
        byte[] all = new byte[10 * CHUNK + 13];
        random.nextBytes(all);
        ChunkInput in = new ChunkInput(Waits.BLOCKING);

        CompletableFuture<Integer> sent = CompletableFuture.supplyAsync(() -> {
            ChunkOutput out = new ChunkOutput(in::take, Waits.BLOCKING);
            try (out) {
                for (int at = 0; at < all.length; ) {
                    int piece = Math.min(all.length - at, 1 + random.nextInt(2 * CHUNK));
                    out.write(all, at, piece);
                    at += piece;
                }
            } catch (IOException e) {
                throw new AssertionError(e);
            }
            in.end();
            return out.chunks();
        });

        assertThat(in.readAllBytes()).as("seed %d", seed).isEqualTo(all);
        assertThat(sent.get()).isEqualTo(11);
    }

    @Test
    void aWriterIsAtMostTwoChunksAheadOfItsReader() throws Exception {
        ChunkInput in = new ChunkInput(Waits.BLOCKING);
        AtomicLong written = new AtomicLong();
        CompletableFuture<Void> writer = CompletableFuture.runAsync(() -> {
            try (ChunkOutput out = new ChunkOutput(in::take, Waits.BLOCKING)) {
                for (int i = 0; i < 64; i++) {
                    out.write(new byte[CHUNK / 4]);
                    written.addAndGet(CHUNK / 4);
                }
            } catch (IOException e) {
                throw new AssertionError(e);
            }
            in.end();
        });

        await().until(() -> written.get() == 2L * CHUNK);
        long read = 0;
        byte[] piece = new byte[CHUNK / 2];
        for (int count = in.read(piece); count >= 0; count = in.read(piece)) {
            read += count;
            // Of the chunk that is being read and the two behind it.
            assertThat(written.get() - (read - count)).isLessThanOrEqualTo(3L * CHUNK);
        }
        writer.get();

        assertThat(read).isEqualTo(16L * CHUNK);
    }

    @Test
    void aChunkOutOfTurnIsRefused() {
        ChunkInput in = new ChunkInput(Waits.BLOCKING);

        assertThatThrownBy(() -> in.take(1, new byte[1])).isInstanceOf(IllegalArgumentException.class);
        assertThat(in.take(0, new byte[1]).toCompletableFuture()).isNotDone();
        assertThatThrownBy(() -> in.take(0, new byte[1])).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> in.take(1, new byte[1]))
                .hasMessage("chunk: 1 (expected: 1, and the one before answered)");
    }

    @Test
    void aReaderThatWaitsLearnsOfAFailure() {
        ChunkInput in = new ChunkInput(Waits.BLOCKING);
        CompletableFuture<Integer> reader = CompletableFuture.supplyAsync(() -> {
            try {
                return in.read();
            } catch (IOException e) {
                throw new IllegalStateException(e.getMessage());
            }
        });

        in.fail(new IOException("the source has gone"));

        assertThatThrownBy(reader::get).hasMessageContaining("the source has gone");
        assertThat(in.take(0, new byte[1]).toCompletableFuture()).isCompletedExceptionally();
    }

    @Test
    void aWriterLearnsThatNobodyReads() throws IOException {
        ChunkInput in = new ChunkInput(Waits.BLOCKING);
        ChunkOutput out = new ChunkOutput(in::take, Waits.BLOCKING);
        out.write(new byte[CHUNK + 1]);
        in.close();

        assertThatThrownBy(() -> out.write(new byte[CHUNK]))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("nobody reads the state any more");
    }

    @Test
    void aWriterThatFindsNoReceiverStopsThere() {
        List<Integer> sent = new ArrayList<>();
        ChunkOutput out = new ChunkOutput(
                (index, chunk) -> {
                    sent.add(index);
                    return CompletableFuture.failedFuture(new IllegalStateException("no such host"));
                },
                Waits.BLOCKING);

        assertThatThrownBy(() -> out.write(new byte[4 * CHUNK]))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("no such host");
        assertThat(sent).containsExactly(0);
    }

    @Test
    void flushingSendsNothing() throws IOException {
        List<Integer> sizes = new ArrayList<>();
        try (OutputStream out = new ChunkOutput(
                (index, chunk) -> {
                    sizes.add(chunk.length);
                    return CompletableFuture.completedFuture(null);
                },
                Waits.BLOCKING)) {
            for (int i = 0; i < 100; i++) {
                out.write(i);
                out.flush();
            }
        }

        assertThat(sizes).isEqualTo(Arrays.asList(100));
    }
}
