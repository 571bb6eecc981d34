package io.limpid.runtime.transport;

import io.limpid.runtime.wire.ReplyFrame;

/**
 * What became of a call, as it goes over the wire. Immutable; the payload is not copied and must not be changed.
 *
 * @param head the outcome
 * @param payload the result or the exception; empty for the outcomes that have none
 */
public record Answer(ReplyFrame.Answer head, byte[] payload) {
    static final byte[] NO_PAYLOAD = {};
    private static final int OVERHEAD_BYTES = 128;

    /** About how many bytes it takes. */
    public long bytes() {
        return OVERHEAD_BYTES + (long) payload.length;
    }

    /** One without a payload. */
    Answer(ReplyFrame.Answer head) {
        this(head, NO_PAYLOAD);
    }
}
