package io.limpid.runtime.transport;

import io.limpid.runtime.invocation.MethodDescriptor;
import io.limpid.runtime.invocation.Outcome;
import org.jspecify.annotations.Nullable;

/** Receives what other processes ask of this one. Called on I/O threads: must return at once, never block, never throw. */
@FunctionalInterface
public interface RequestHandler {
    /** Takes a request; the responder is to be used exactly once, now or later, on any thread. */
    void handle(Request request, Responder responder);

    /**
     * Runs a call from within this process on this thread, if its method takes but a moment and its object is here and free.
     *
     * @return how it ended; null if it is to be made as a request, and then nothing has happened
     */
    default @Nullable Outcome runHere(NearCall call) {
        return null;
    }

    /** Takes note that a client has the answers of all its calls with sequences below the prefix. */
    default void acknowledged(Connection connection, long clientId, long prefix) {}

    /** Whose objects have left this process lately. */
    default MovedNames moved() {
        return MovedNames.NONE;
    }

    /** The way back to the caller. */
    interface Responder {
        /**
         * Encodes what became of a request, on the calling thread; so the object may change as soon as this returns. A result that
         * cannot be encoded becomes a failure of the method.
         */
        Answer encode(MethodDescriptor<?> method, Outcome outcome);

        /** The method begins now; said, before the answer, of methods that may run more than once. */
        default void begun() {}

        /** Answers a request. The answer may have been encoded for another responder of the same process. */
        void send(Answer answer);

        /** Encodes and sends. */
        default void respond(MethodDescriptor<?> method, Outcome outcome) {
            send(encode(method, outcome));
        }

        /**
         * Has a task run on the I/O thread that brought the request, as soon as that has read what there is. For tasks that take no longer than to
         * hand them to another thread would; one that does take longer holds that up for a few milliseconds.
         *
         * @return whether it will be run; not if this is another thread, or it has a task
         */
        default boolean runSoon(Runnable task) {
            return false;
        }

        /** Whether this is the thread that brings the request, and may run a method that takes but a moment before it goes on. */
        default boolean isHere() {
            return false;
        }

        /** Refuses a request before any method ran. */
        void refuse(Outcome.NotExecuted refusal);
    }
}
