package io.limpid.runtime.transport;

import io.netty.channel.EventLoop;

/** What an event loop is to know of those who use it, and does for them, if it is shared with them. */
interface LoopSharing {
    /** Of a loop that has a thread of its own. */
    LoopSharing NONE = new LoopSharing() {
        @Override
        public void crowded() {}

        @Override
        public boolean runBeside(Runnable task) {
            return false;
        }
    };

    /** That of a loop of either kind. */
    static LoopSharing of(EventLoop loop) {
        return loop instanceof LoopSharing shared ? shared : NONE;
    }

    /**
     * Takes note, on the loop, that several have left something with one task: those whose answers are to be read although they have called for
     * nobody.
     */
    void crowded();

    /**
     * Runs the task on this thread once everything was read that is there, if this thread keeps the loop and has nothing to run yet. The loop goes
     * on without it, though it takes a moment until somebody notices that the task takes long.
     *
     * @return whether it will be run
     */
    boolean runBeside(Runnable task);
}
