package io.limpid.runtime.transport;

import io.limpid.runtime.identity.Endpoint;
import io.limpid.runtime.invocation.TargetInvoker;
import io.limpid.runtime.wire.References;
import java.time.Duration;

/**
 * Moves attempts between processes: connects where needed, keeps connections, and listens if told to. {@link #invoke} is bound
 * by the contract of {@link io.limpid.runtime.invocation.Invoker}: an attempt that certainly was not sent is {@code NotExecuted},
 * one whose connection broke after it was sent is {@code Unknown}. When the invocation is cancelled, the attempt ends at once by
 * what is known, and the peer is told. The transport watches no deadline: the layer that does cancels. Futures may complete on an
 * I/O thread, so whatever hangs on them must not block. Thread-safe.
 */
public interface Transport extends TargetInvoker, AutoCloseable {
    /**
     * Begins to listen; may be called once.
     *
     * @return where, with the port that was chosen
     * @throws java.io.UncheckedIOException if the place cannot be had; the message names it
     */
    Endpoint listen(ListenSettings settings);

    /** Tells peers to send no more, then waits until what was received is answered, at most for the span. */
    void drain(Duration atMost);

    /** Closes every connection; calls under way end as {@code Unknown} or {@code NotExecuted}, by what is known. Never throws. */
    @Override
    void close();

    /** Makes the {@link References} by which payloads on a connection turn remote objects into references and back. */
    @FunctionalInterface
    interface ReferenceSource {
        /** Gives those of one connection. */
        References over(Connection connection);
    }

    /**
     * Where to listen.
     *
     * @param host the address to bind
     * @param port the port; 0 lets the system choose
     * @param advertisedHost what others are told to connect to
     */
    record ListenSettings(String host, int port, String advertisedHost) {}
}
