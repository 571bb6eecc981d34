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
import java.util.concurrent.CopyOnWriteArrayList;
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

        CompletableFuture<Void> sent = CompletableFuture.runAsync(() -> {
            try (ChunkOutput out = new ChunkOutput(in::take, Waits.BLOCKING)) {
                for (int at = 0; at < all.length; ) {
                    int piece = Math.min(all.length - at, 1 + random.nextInt(2 * CHUNK));
                    out.write(all, at, piece);
                    at += piece;
                }
                in.end(out.end());
            } catch (IOException e) {
                throw new AssertionError(e);
            }
        });

        assertThat(in.readAllBytes()).as("seed %d", seed).isEqualTo(all);
        sent.get();
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
                in.end(out.end());
            } catch (IOException e) {
                throw new AssertionError(e);
            }
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
    void theSecondChunkIsSentBeforeTheFirstIsAnswered() throws Exception {
        List<CompletableFuture<Void>> sent = new CopyOnWriteArrayList<>();
        ChunkOutput out = new ChunkOutput(
                (index, chunk) -> {
                    sent.add(new CompletableFuture<>());
                    return sent.get(index);
                },
                Waits.BLOCKING);
        CompletableFuture<Void> writer = CompletableFuture.runAsync(() -> {
            try {
                out.write(new byte[4 * CHUNK]);
            } catch (IOException e) {
                throw new AssertionError(e);
            }
        });

        await().until(() -> sent.size() == 2);
        sent.get(0).complete(null);
        await().until(() -> sent.size() == 3);
        sent.get(1).complete(null);
        writer.get();
        sent.get(2).complete(null);

        assertThat(out.end()).isEqualTo(4);
        assertThat(sent.get(3)).isNotDone();
    }

    @Test
    void ofAChunkThatHasComeIsToldWhetherItIsTurnedTo() throws IOException {
        ChunkInput in = new ChunkInput(Waits.BLOCKING);
        CompletableFuture<?> unused = in.take(0, new byte[] {1}).toCompletableFuture();
        CompletableFuture<?> turnedTo = in.turnTo(0).toCompletableFuture();

        assertThat(turnedTo).isNotDone();
        assertThatThrownBy(() -> in.turnTo(1)).hasMessage("chunk: 1 (expected: one that has come)");
        assertThat(in.read()).isEqualTo(1);

        assertThat(turnedTo).isCompleted();
        assertThat(in.turnTo(0).toCompletableFuture()).isCompleted();
        in.fail(new IOException("over"));
        assertThat(in.turnTo(0).toCompletableFuture()).isCompletedExceptionally();
    }

    @Test
    void twoChunksAndTheirEndMayComeInAnyOrder() throws IOException {
        ChunkInput in = new ChunkInput(Waits.BLOCKING);

        in.end(2);
        CompletableFuture<?> second = in.take(1, new byte[] {2}).toCompletableFuture();
        CompletableFuture<?> first = in.take(0, new byte[] {1}).toCompletableFuture();

        assertThat(in.read()).isEqualTo(1);
        assertThat(first).isCompleted();
        assertThat(second).isNotDone();
        assertThat(in.readAllBytes()).containsExactly(2);
        assertThat(second).isCompleted();
    }

    @Test
    void aReaderThatHasTheSecondChunkWaitsForTheFirst() throws Exception {
        ChunkInput in = new ChunkInput(Waits.BLOCKING);
        CompletableFuture<byte[]> read = CompletableFuture.supplyAsync(() -> {
            try {
                return in.readAllBytes();
            } catch (IOException e) {
                throw new AssertionError(e);
            }
        });

        CompletableFuture<?> second = in.take(1, new byte[] {2}).toCompletableFuture();
        CompletableFuture<?> first = in.take(0, new byte[] {1}).toCompletableFuture();
        second.get();
        first.get();
        in.end(2);

        assertThat(read.get()).containsExactly(1, 2);
    }

    @Test
    void aChunkThatCannotComeNowIsRefused() {
        ChunkInput in = new ChunkInput(Waits.BLOCKING);

        assertThatThrownBy(() -> in.take(2, new byte[1]))
                .hasMessage("chunk: 2 (expected: one of the 2 from 0 that has not come)");
        assertThat(in.take(0, new byte[1]).toCompletableFuture()).isNotDone();
        assertThatThrownBy(() -> in.take(0, new byte[1])).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> in.end(0)).hasMessage("chunks: 0 (expected: as many as have come, or more)");
        in.end(1);
        assertThatThrownBy(() -> in.take(1, new byte[1]))
                .hasMessage("chunk: 1 (expected: one of the 2 from 0 that has not come, of 1)");
        assertThatThrownBy(() -> in.end(2)).hasMessage("chunks: 2 (expected: the 1 that were said before)");
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
        assertThat(sent).containsExactly(0, 1);
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
