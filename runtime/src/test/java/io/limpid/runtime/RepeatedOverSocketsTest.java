package io.limpid.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.limpid.Concurrent;
import io.limpid.InvocationId;
import io.limpid.runtime.identity.InterfaceId;
import io.limpid.runtime.identity.ObjectName;
import io.limpid.runtime.identity.Standing;
import io.limpid.runtime.simulation.NoReferences;
import io.limpid.runtime.transport.RawPeer;
import io.limpid.runtime.wire.CallFrame;
import io.limpid.runtime.wire.Limits;
import io.limpid.runtime.wire.PayloadWriter;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Calls that are sent again over a second connection while they run: by sockets, from one that chooses each frame. */
@Timeout(60)
final class RepeatedOverSocketsTest {
    private static final int BATCHES = 6;
    private static final int TOGETHER = 100;
    private static final long CLIENT = 9;

    private final Host host = Host.builder().directory(List.of()).open();
    private final Held held = new Held();

    @AfterEach
    void close() {
        host.close();
    }

    @Test
    void eachRunsOnceAndBothConnectionsGetItsOneAnswer() throws IOException {
        host.export("held", Notebook.class, held);
        Set<ByteBuffer> answers = new HashSet<>();
        try (Line one = new Line(RawPeer.greeted(host.endpoint()));
                Line other = new Line(RawPeer.greeted(host.endpoint()))) {
            for (int batch = 0; batch < BATCHES; batch++) {
                long first = batch * (TOGETHER + 1L) + 1;
                for (int i = 0; i < TOGETHER; i++) {
                    one.send(first + i, first);
                }
                await().until(() -> held.open.size() == TOGETHER);
                for (int i = 0; i < TOGETHER; i++) {
                    other.send(first + i, first);
                }
                // What a peer sends is met in its order: once this call runs, those before it have found theirs
                // running.
                other.send(first + TOGETHER, first);
                await().until(() -> held.open.size() == TOGETHER + 1);
                held.letAllGo();

                Map<Long, byte[]> toOne = one.peer.replies(TOGETHER);
                Map<Long, byte[]> toOther = other.peer.replies(TOGETHER + 1);
                for (int i = 0; i < TOGETHER; i++) {
                    byte[] answer = toOne.get((long) batch * TOGETHER + i + 1);
                    assertThat(toOther.get(first + i)).isEqualTo(answer);
                    answers.add(ByteBuffer.wrap(answer));
                }
            }
        }

        assertThat(answers).as("different answers").hasSize(BATCHES * TOGETHER);
        assertThat(held.runs).hasValue(BATCHES * (TOGETHER + 1));
    }

    /** One connection, and how many calls were sent over it. */
    private static final class Line implements AutoCloseable {
        private final RawPeer peer;
        private long sent;

        Line(RawPeer peer) {
            this.peer = peer;
        }

        void send(long sequence, long acknowledged) throws IOException {
            PayloadWriter out = new PayloadWriter(Limits.DEFAULT, new NoReferences());
            out.writeInt(1);
            byte[] payload = out.toBytes();
            InvocationId id = new InvocationId(CLIENT, sequence);
            sent++;
            peer.send(
                    new CallFrame(
                            sent,
                            new CallFrame.Target(0, new ObjectName("held"), new InterfaceId(Notebook.class.getName())),
                            NotebookMethods.WRITE.id(),
                            Standing.NONE,
                            new CallFrame.Identity(id, acknowledged, 0, id),
                            Duration.ofSeconds(30).toNanos() / 1_000,
                            payload.length),
                    payload);
        }

        @Override
        public void close() throws IOException {
            peer.close();
        }
    }

    /** Answers each run with how many there have been, when the test lets it. */
    @Concurrent
    private static final class Held implements Notebook {
        private final AtomicInteger runs = new AtomicInteger();
        private final Queue<Runnable> open = new ConcurrentLinkedQueue<>();

        @Override
        public CompletionStage<Integer> write(int number) {
            CompletableFuture<Integer> end = new CompletableFuture<>();
            int answer = runs.incrementAndGet();
            open.add(() -> end.complete(answer));
            return end;
        }

        void letAllGo() {
            for (Runnable each = open.poll(); each != null; each = open.poll()) {
                each.run();
            }
        }
    }
}
