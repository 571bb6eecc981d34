package io.limpid.runtime.transport;

import io.limpid.runtime.wire.Frame;
import io.limpid.runtime.wire.FrameFormat;
import io.limpid.runtime.wire.FrameWriter;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/**
 * Turns frames into bytes and bytes into few, large writes. Confined to the connection's loop.
 *
 * <p>A short message goes into the batch at once. A long one waits in line, and is cut into frames of which a new one goes into
 * the batch only while little is unwritten: so the long ones take turns, and whatever is short overtakes them.
 */
final class FrameSender {
    private static final int SHORT_MESSAGE_BYTES = 16 * 1024;
    private static final byte[] NO_PAYLOAD = {};
    private static final int SMALLEST_BATCH_BYTES = 512;

    private final Channel channel;
    private final int lowMark;
    private final Runnable onWritten;
    private final FrameWriter writer = new FrameWriter();
    private final ArrayDeque<Transfer> transfers = new ArrayDeque<>();

    private @Nullable ByteBuf batch;
    private int usualBatch = SMALLEST_BATCH_BYTES;
    private boolean feeding;
    private boolean closed;
    /** Whether the channel has been given something since the last flush. */
    private boolean unflushed;

    /** Counts the writes that have reached the socket; a watcher sees by it whether the peer reads. */
    private long progress;

    /** Bytes given to the channel that have not reached the socket. Written on the loop, read anywhere. */
    private volatile int unwritten;

    FrameSender(Channel channel, int lowMark, Runnable onWritten) {
        this.channel = channel;
        this.lowMark = lowMark;
        this.onWritten = onWritten;
    }

    /** A message with a payload. Every method is called on the loop. */
    interface Message {
        byte[] payload();

        /** Tells whether it need not be sent any more; asked before each of its frames. */
        boolean isAbandoned();

        /** Writes the header of its first frame, which carries so much of the payload; called when that is about to be sent. */
        void writeFirst(FrameWriter out, int payloadBytes);

        /** Gives the frame that goes on with the payload. */
        Frame chunk();

        /** Called when its last byte was given to the channel: from here on the peer may have it. */
        void handedOver();

        /** Called instead if it was abandoned after its first frame. */
        void brokenOff();
    }

    int unwritten() {
        return unwritten;
    }

    long progress() {
        return progress;
    }

    void send(Frame frame) {
        if (closed) {
            return;
        }
        writer.write(frame, 0);
        append(NO_PAYLOAD, 0, 0);
    }

    void send(Message message) {
        if (closed) {
            return;
        }
        if (message.payload().length > SHORT_MESSAGE_BYTES) {
            transfers.add(new Transfer(message));
            return;
        }
        if (!message.isAbandoned()) {
            byte[] payload = message.payload();
            message.writeFirst(writer, payload.length);
            append(payload, 0, payload.length);
            message.handedOver();
        }
    }

    void flush() {
        if (closed) {
            return;
        }
        feed();
        if (ship()) {
            unflushed = false;
            channel.flush();
        }
    }

    private void feed() {
        while (unwritten + batchBytes() < lowMark) {
            Transfer next = transfers.poll();
            if (next == null) {
                return;
            }
            if (sendSlice(next)) {
                transfers.add(next);
            }
        }
    }

    /** Sends the next piece; tells whether there is more. */
    private boolean sendSlice(Transfer transfer) {
        Message message = transfer.message;
        if (message.isAbandoned()) {
            if (transfer.sent > 0) {
                message.brokenOff();
            }
            return false;
        }
        byte[] payload = message.payload();
        int length = Math.min(payload.length - transfer.sent, FrameFormat.MAX_SLICE_BYTES);
        if (transfer.sent == 0) {
            message.writeFirst(writer, length);
        } else {
            writer.write(message.chunk(), length);
        }
        append(payload, transfer.sent, length);
        transfer.sent += length;
        if (transfer.sent < payload.length) {
            return true;
        }
        message.handedOver();
        return false;
    }

    private void append(byte[] payload, int offset, int length) {
        int header = writer.size();
        if (batchBytes() + header + length > FrameFormat.MAX_FRAME_BYTES) {
            ship();
        }
        ByteBuf target = batch;
        if (target == null) {
            target = channel.alloc().directBuffer(Math.max(usualBatch, header + length));
            batch = target;
        }
        target.writeBytes(writer.array(), 0, header);
        target.writeBytes(payload, offset, length);
    }

    private int batchBytes() {
        return batch == null ? 0 : batch.readableBytes();
    }

    /** Gives the batch to the channel; tells whether anything waits there for a flush. */
    private boolean ship() {
        ByteBuf full = batch;
        if (full == null) {
            return unflushed;
        }
        unflushed = true;
        batch = null;
        int bytes = full.readableBytes();
        usualBatch = Math.max(SMALLEST_BATCH_BYTES, Math.min(bytes, FrameFormat.MAX_FRAME_BYTES));
        addUnwritten(bytes);
        ChannelFuture written = channel.write(full);
        written.addListener(done -> {
            addUnwritten(-bytes);
            progress++;
            if (done.isSuccess()) {
                onWritten.run();
                feedLater();
            }
        });
        return true;
    }

    // One writer, so that the volatile field needs no atomic update.
    @SuppressWarnings("NonAtomicVolatileUpdate")
    private void addUnwritten(int bytes) {
        unwritten = unwritten + bytes;
    }

    private void feedLater() {
        if (!feeding && !transfers.isEmpty() && unwritten < lowMark) {
            feeding = true;
            channel.eventLoop().execute(() -> {
                feeding = false;
                flush();
            });
        }
    }

    /** Drops what was not given to the channel. */
    void close() {
        closed = true;
        transfers.clear();
        if (batch != null) {
            batch.release();
            batch = null;
        }
    }

    private static final class Transfer {
        private final Message message;
        private int sent;

        private Transfer(Message message) {
            this.message = message;
        }
    }
}
