package io.limpid.runtime.transport;

import org.jspecify.annotations.Nullable;

/** What a thread is about to do with the loops that it meets. Belongs to the thread. */
final class LoopTurn {
    @SuppressWarnings(
            "ThreadLocalUsage") // What a thread is about to do is a matter of the thread, whichever loop it meets.
    private static final ThreadLocal<LoopTurn> PRESENT = ThreadLocal.withInitial(LoopTurn::new);

    /** Whether it makes a call that it is going to wait for. */
    boolean willWait;

    /** Which loop has a task of this thread's that nobody else has been woken for; null where none has. */
    @Nullable
    LoopCallers left;

    /** The loop that it has left to run something, and comes back to; null for all but keepers. */
    @Nullable
    LoopKeepers behind;

    private LoopTurn() {}

    static LoopTurn present() {
        return PRESENT.get();
    }
}
