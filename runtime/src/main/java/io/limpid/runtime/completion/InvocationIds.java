package io.limpid.runtime.completion;

import io.limpid.InvocationId;
import io.limpid.runtime.identity.ObjectName;
import java.util.function.LongConsumer;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Numbers the calls of one process: by the client id that naming has granted, in sequence from one; before it has granted any, and
 * after it has taken it back, under the client id 0. Thread-safe.
 */
public final class InvocationIds {
    /**
     * Where a process without a client id begins to count: a random point of a range so large that two such processes do not meet,
     * because a call's id also tells its chain from others.
     */
    private static final long ANONYMOUS_STARTS = 1L << 62;

    private final Session anonymous;
    private volatile Session present;

    /** Is told of a client id under which a call was refused. */
    private volatile LongConsumer doubts = clientId -> {};

    /** Begins without a client id. */
    public InvocationIds(RandomGenerator random) {
        anonymous = new Session(0, random.nextLong(ANONYMOUS_STARTS));
        present = anonymous;
    }

    /** Draws the next id; never the same twice. */
    public InvocationId next() {
        return present.next();
    }

    /** Numbers calls by this client id from now on. It must never have been given before. */
    public void adopt(long clientId) {
        Session before = present;
        present = new Session(clientId, 0);
        before.end();
    }

    /** The client id's lease is over: nothing more is sent under it, not even again. */
    public void end() {
        Session before = present;
        present = anonymous;
        before.end();
    }

    /** Has somebody told, who must return at once, of each call that a host did not let in under this process's client id. */
    void doubtedTo(LongConsumer listener) {
        doubts = listener;
    }

    /** A host did not let a call in under this client id. */
    void doubted(long clientId) {
        doubts.accept(clientId);
    }

    /** The client id in use; 0 for none. */
    public long clientId() {
        return present.clientId();
    }

    /**
     * Opens a call that is to run exactly once and passes the layers by.
     *
     * @return its id, until it is closed; null if it would have to wait for its turn, or this process has no client id
     */
    public @Nullable Ticket openNow(ObjectName object) {
        return present.openNow(object);
    }

    Session session() {
        return present;
    }
}
