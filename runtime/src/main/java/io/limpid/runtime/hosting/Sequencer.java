package io.limpid.runtime.hosting;

import io.limpid.runtime.invocation.MethodDescriptor;
import io.limpid.runtime.transport.Request;
import io.limpid.runtime.transport.RequestHandler.Responder;

/**
 * Runs the calls of an object that several hosts have together, in an order on which they agree: instead of this host's gate, threads and
 * completion records. Thread-safe.
 */
@FunctionalInterface
public interface Sequencer {
    /**
     * Takes a call whose client may make it. Called on I/O threads: returns at once, never throws, and answers once, now or later.
     *
     * @param method what the request's number means; of {@link io.limpid.runtime.completion.Question}s, too
     */
    void take(Request request, MethodDescriptor<?> method, Responder responder);
}
