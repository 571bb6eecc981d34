package io.limpid.runtime.transport;

import io.limpid.runtime.wire.FrameException;
import io.netty.buffer.ByteBuf;
import java.util.Arrays;

/**
 * Puts a payload together from its pieces. What it allocates grows with what has arrived, not with what was announced, so that a
 * peer pays in bytes for the memory it takes.
 */
final class Assembly {
    private static final int FREE_BYTES = 64 * 1024;
    private static final int BYTES_PER_BYTE = 8;

    private final int total;
    private byte[] bytes = new byte[0];
    private int received;

    /** @param total the announced length, which was checked against the limit */
    Assembly(int total) {
        this.total = total;
    }

    void add(ByteBuf in, int index, int length) {
        if (length > total - received) {
            throw new FrameException("payload: more than the " + total + " bytes that were announced");
        }
        int needed = received + length;
        if (needed > bytes.length) {
            long affordable = Math.max(FREE_BYTES, (long) BYTES_PER_BYTE * needed);
            bytes = Arrays.copyOf(bytes, (int) Math.min(total, affordable));
        }
        in.getBytes(index, bytes, received, length);
        received = needed;
    }

    boolean isComplete() {
        return received == total;
    }

    /** The whole payload; only once it is complete. */
    byte[] bytes() {
        return bytes;
    }
}
