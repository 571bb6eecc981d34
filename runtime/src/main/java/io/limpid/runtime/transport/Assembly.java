package io.limpid.runtime.transport;

import io.limpid.runtime.wire.FrameException;
import io.limpid.runtime.wire.PayloadReader;
import io.limpid.runtime.wire.PayloadReaders;
import io.limpid.runtime.wire.References;
import io.netty.buffer.ByteBuf;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A payload that is put together from its pieces: a short one in an array, a long one {@linkplain Pieces in the buffers in which it came}. What it
 * takes grows with what has arrived, not with what was announced, so that a peer pays in bytes for the memory it takes. It is filled by one
 * thread, and goes to others once it is complete.
 */
final class Assembly implements Payload {
    /** Up to here an array is made for what was announced. */
    private static final int SHORT_BYTES = 16 * 1024;

    private final int total;
    private final byte[] bytes;
    private final @Nullable Pieces pieces;

    /** What frames have announced of it so far. */
    private int announced;

    private int received;

    /** @param total the announced length, which was checked against the limit */
    Assembly(int total) {
        this.total = total;
        this.pieces = total > SHORT_BYTES ? new Pieces() : null;
        this.bytes = total > SHORT_BYTES ? Answer.NO_PAYLOAD : new byte[total];
    }

    /** A frame brings so much of it. */
    void announce(int length) {
        if (length > total - announced) {
            throw new FrameException("payload: more than the " + total + " bytes that were announced");
        }
        announced += length;
    }

    /** A part of what was announced has come. */
    void add(ByteBuf in, int index, int length) {
        if (pieces == null) {
            in.getBytes(index, bytes, received, length);
        } else {
            pieces.add(in, index, length, total - received);
        }
        received += length;
    }

    boolean isComplete() {
        return received == total;
    }

    @Override
    public int length() {
        return total;
    }

    @Override
    public <T> T read(PayloadReaders readers, References references, Function<PayloadReader, T> content) {
        return pieces == null
                ? readers.read(bytes, references, content)
                : pieces.read(total, readers.limits(), references, content);
    }

    @Override
    public byte[] bytes() {
        return pieces == null ? bytes : pieces.bytes(total);
    }

    @Override
    public void release() {
        if (pieces != null) {
            pieces.release();
        }
    }
}
