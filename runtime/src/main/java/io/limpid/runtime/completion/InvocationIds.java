package io.limpid.runtime.completion;

import io.limpid.InvocationId;
import java.util.concurrent.atomic.AtomicLong;
import java.util.random.RandomGenerator;

/**
 * Numbers the calls of one process: by the client id that naming has granted, in sequence from one; before it has granted any,
 * under the client id 0. Thread-safe.
 */
public final class InvocationIds {
    /**
     * Where a process without a client id begins to count: a random point of a range so large that two such processes do not meet,
     * because a call's id also tells its chain from others.
     */
    private static final long ANONYMOUS_STARTS = 1L << 62;

    private volatile Numbering present;

    /** Begins without a client id. */
    public InvocationIds(RandomGenerator random) {
        present = new Numbering(0, random.nextLong(ANONYMOUS_STARTS));
    }

    /** Draws the next id; never the same twice. */
    public InvocationId next() {
        Numbering numbering = present;
        return new InvocationId(numbering.clientId, numbering.last.incrementAndGet());
    }

    /** Numbers calls by this client id from now on. It must never have been given before. */
    public void adopt(long clientId) {
        present = new Numbering(clientId, 0);
    }

    /** The client id in use; 0 for none. */
    public long clientId() {
        return present.clientId;
    }

    private static final class Numbering {
        final long clientId;
        final AtomicLong last;

        Numbering(long clientId, long last) {
            this.clientId = clientId;
            this.last = new AtomicLong(last);
        }
    }
}
