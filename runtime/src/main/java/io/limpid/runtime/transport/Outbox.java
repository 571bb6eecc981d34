package io.limpid.runtime.transport;

import io.netty.channel.EventLoop;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Takes what any thread wants sent and gives it to the loop in batches. Whoever finds the box empty wakes the loop; everyone
 * after that, until the loop has emptied it, only adds: with many callers one wake-up and one flush serve many frames.
 *
 * <p>The box is a stack that the loop takes whole and turns round, so that the order of offers is kept.
 */
final class Outbox {
    private final AtomicReference<@Nullable Outgoing> newest = new AtomicReference<>();
    private final EventLoop loop;
    private final LoopSharing sharing;
    private final Runnable drain = this::drain;
    private final FrameSender sender;

    /** Confined to the loop, but for {@link #abandon}. */
    private boolean closed;

    Outbox(EventLoop loop, LoopSharing sharing, FrameSender sender) {
        this.loop = loop;
        this.sharing = sharing;
        this.sender = sender;
    }

    /** Hands something over, from any thread. */
    void offer(Outgoing item) {
        Outgoing before;
        do {
            before = newest.get();
            item.previous = before;
        } while (!newest.compareAndSet(before, item));
        if (before == null) {
            wake();
        }
    }

    private void wake() {
        try {
            loop.execute(drain);
        } catch (RejectedExecutionException e) {
            abandon();
        }
    }

    private void drain() {
        if (closed) {
            abandon();
            return;
        }
        Outgoing first = takeAll();
        if (first != null && first.previous != null) {
            sharing.crowded();
        }
        for (Outgoing item = first; item != null; item = next(item)) {
            // What is sent can close the connection.
            if (closed) {
                item.undeliverable();
            } else {
                item.send();
            }
        }
        sender.flush();
    }

    /** Ends everything in the box and whatever comes later; on the loop. */
    void close() {
        closed = true;
        abandon();
    }

    private void abandon() {
        for (Outgoing item = takeAll(); item != null; item = next(item)) {
            item.undeliverable();
        }
    }

    /** Takes everything; the oldest first, and from there on by {@link #next}. */
    private @Nullable Outgoing takeAll() {
        Outgoing item = newest.getAndSet(null);
        Outgoing oldest = null;
        while (item != null) {
            Outgoing before = item.previous;
            item.previous = oldest;
            oldest = item;
            item = before;
        }
        return oldest;
    }

    private static @Nullable Outgoing next(Outgoing item) {
        Outgoing next = item.previous;
        item.previous = null;
        return next;
    }
}
