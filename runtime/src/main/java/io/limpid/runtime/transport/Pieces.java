package io.limpid.runtime.transport;

import io.limpid.runtime.wire.Limits;
import io.limpid.runtime.wire.PayloadReader;
import io.limpid.runtime.wire.References;
import io.limpid.runtime.wire.StreamedPayload;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.io.InputStream;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The parts of a long payload, in the order in which they came. A part that fills most of the buffer in which it came stays there, so that an array of
 * bytes in the payload is copied once, to where it is wanted; lesser parts are gathered, so that a peer cannot have much memory kept by few bytes.
 * Whoever takes the parts away, to read or to release them, has them alone.
 */
final class Pieces {
    /** Shorter parts are not worth a buffer. */
    private static final int LEAST_KEPT_BYTES = 8 * 1024;

    /** How much is set aside for lesser parts at once. */
    private static final int GATHERED_BYTES = 64 * 1024;

    /** How much a reader holds of what is no long array. */
    private static final int WINDOW_BYTES = 4 * 1024;

    private final AtomicReference<@Nullable Queue<ByteBuf>> parts = new AtomicReference<>(new ArrayDeque<>());

    /** Where lesser parts go, until it is full or a large one comes. */
    private @Nullable ByteBuf gathering;

    /**
     * Adds a part; by one thread, before anybody reads.
     *
     * @param left how much of the payload is to come, this included
     */
    void add(ByteBuf in, int index, int length, int left) {
        Queue<ByteBuf> held = parts.get();
        if (held == null) {
            return;
        }
        if (length >= LEAST_KEPT_BYTES && length >= in.capacity() / 2) {
            held.add(in.retainedSlice(index, length));
            gathering = null;
            return;
        }
        for (int from = index, rest = length; rest > 0; ) {
            ByteBuf target = gathering;
            if (target == null || !target.isWritable()) {
                int room = Math.min(left - (length - rest), GATHERED_BYTES);
                target = Unpooled.buffer(room, room);
                held.add(target);
                gathering = target;
            }
            int count = Math.min(rest, target.writableBytes());
            target.writeBytes(in, from, count);
            from += count;
            rest -= count;
        }
    }

    <T> T read(int length, Limits limits, References references, Function<PayloadReader, T> content) {
        try (Taken taken = new Taken(take())) {
            return content.apply(StreamedPayload.reader(taken, length, limits, references, WINDOW_BYTES));
        }
    }

    byte[] bytes(int length) {
        try (Taken taken = new Taken(take())) {
            byte[] all = new byte[length];
            int count = 0;
            while (count < length) {
                count += taken.read(all, count, length - count);
            }
            return all;
        }
    }

    private Queue<ByteBuf> take() {
        Queue<ByteBuf> held = parts.getAndSet(null);
        if (held == null) {
            throw new IllegalStateException("the payload was read or released before");
        }
        return held;
    }

    void release() {
        Queue<ByteBuf> held = parts.getAndSet(null);
        if (held != null) {
            new Taken(held).close();
        }
    }

    /** What somebody has taken; each part is given back as soon as it is read. */
    private static final class Taken extends InputStream {
        private final Queue<ByteBuf> parts;

        Taken(Queue<ByteBuf> parts) {
            this.parts = parts;
        }

        @Override
        public int read() {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] target, int offset, int length) {
            ByteBuf part = parts.peek();
            if (part == null) {
                return length == 0 ? 0 : -1;
            }
            int count = Math.min(length, part.readableBytes());
            part.readBytes(target, offset, count);
            if (!part.isReadable()) {
                parts.remove().release();
            }
            return count;
        }

        @Override
        public void close() {
            for (ByteBuf part = parts.poll(); part != null; part = parts.poll()) {
                part.release();
            }
        }
    }
}
