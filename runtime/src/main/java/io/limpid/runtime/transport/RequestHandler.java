package io.limpid.runtime.transport;

import io.limpid.runtime.invocation.MethodDescriptor;
import io.limpid.runtime.invocation.Outcome;

/** Receives what other processes ask of this one. Called on I/O threads: must return at once, never block, never throw. */
@FunctionalInterface
public interface RequestHandler {
    /** Takes a request; the responder is to be used exactly once, now or later, on any thread. */
    void handle(Request request, Responder responder);

    /** The way back to the caller. */
    interface Responder {
        /**
         * Answers a request whose method was found. Encodes on the calling thread; a result that cannot be encoded is answered as a
         * failure of the method.
         */
        void respond(MethodDescriptor<?> method, Outcome outcome);

        /** Refuses a request before any method ran. */
        void refuse(Outcome.NotExecuted refusal);
    }
}
