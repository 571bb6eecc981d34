package io.limpid.runtime.transport;

import io.limpid.runtime.wire.Frame;
import org.jspecify.annotations.Nullable;

/** Something on its way to the peer, from any thread to the connection's loop. */
abstract class Outgoing {
    /** The one that was offered before; belongs to the {@link Outbox} between offer and drain. */
    @Nullable
    Outgoing previous;

    /** Sends it, on the loop. */
    abstract void send();

    /** Ends it because the connection is closed, on any thread. */
    abstract void undeliverable();

    /** A frame that carries no payload and nobody waits for. */
    static final class Control extends Outgoing {
        private final FrameSender sender;
        private final Frame frame;

        Control(FrameSender sender, Frame frame) {
            this.sender = sender;
            this.frame = frame;
        }

        @Override
        void send() {
            sender.send(frame);
        }

        @Override
        void undeliverable() {
            // The peer is gone, and with it the reason for telling it something.
        }
    }

    /** Runs something on the loop, in order with what is sent. */
    static final class Step extends Outgoing {
        private final Runnable task;

        Step(Runnable task) {
            this.task = task;
        }

        @Override
        void send() {
            task.run();
        }

        @Override
        void undeliverable() {
            task.run();
        }
    }
}
