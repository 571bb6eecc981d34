package io.limpid.runtime.transport;

import io.limpid.runtime.identity.Binding;
import io.limpid.runtime.identity.Endpoint;
import io.limpid.runtime.identity.Standing;
import io.limpid.runtime.invocation.Invocation;
import io.limpid.runtime.invocation.Meanwhile;
import io.limpid.runtime.invocation.Outcome;
import io.limpid.runtime.invocation.TargetInvoker;
import io.limpid.runtime.wire.References;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

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

    /** From now on, passes on where objects are by now, as those say who had them; may be called once. */
    void hintsTo(HintListener listener);

    /** As whom this process shows itself to others: the name of its certificate; empty where it has none. */
    String principal();

    /** Whether anybody listens in this process, so that it is worth to ask for {@link #nearby}. */
    default boolean hasNeighbours() {
        return false;
    }

    /** Gives the way to whoever listens there, if that is in this process and can be called; else null. */
    default @Nullable Nearby nearby(Endpoint endpoint) {
        return null;
    }

    /** Gives an open connection with room to whoever listens there, beyond this process; null where there is none, and the layers have to {@link #invoke}. */
    default @Nullable Lane lane(Endpoint endpoint) {
        return null;
    }

    /** What threads do that wait for a call which goes by this transport. */
    default Meanwhile meanwhile() {
        return Meanwhile.NOTHING;
    }

    /** Stops listening and tells every peer to send no more calls; what was received is answered. */
    Draining drain();

    /** Closes every connection; calls under way end as {@code Unknown} or {@code NotExecuted}, by what is known. Never throws. */
    @Override
    void close();

    /** Whoever listens in this process. */
    @FunctionalInterface
    interface Nearby {
        /**
         * Runs a call on this thread, if that is at least as good: its object is there, and free, and its method takes but a moment.
         *
         * @param call one that has its id
         * @param type the Java interface by which it is made
         * @param standing as which the object is believed to be there
         * @return how it ended; null if it has to be {@linkplain Transport#invoke made} otherwise, and then nothing has happened
         */
        @Nullable
        Outcome runHere(Invocation call, Class<?> type, Standing standing);
    }

    /** Hears where objects are by now. Called on I/O threads: must return at once, never block, never throw. */
    @FunctionalInterface
    interface HintListener {
        /**
         * Takes a hint, which may be wrong.
         *
         * @param by where whoever says so listens, as this process called it
         */
        void hinted(Endpoint by, Binding place);
    }

    /** Makes the {@link References} by which payloads on a connection turn remote objects into references and back. */
    @FunctionalInterface
    interface ReferenceSource {
        /** Gives those of one connection. */
        References over(Connection connection);
    }

    /**
     * How far draining is.
     *
     * @param told completes when no further call is taken from any peer, and each is being told so
     * @param answered completes when those that were taken are answered
     */
    record Draining(CompletableFuture<Void> told, CompletableFuture<Void> answered) {}

    /**
     * Where to listen.
     *
     * @param host the address to bind
     * @param port the port; 0 lets the system choose
     * @param advertisedHost what others are told to connect to
     * @param advertisedPort the port that they are told; 0: the one that is listened at
     */
    record ListenSettings(String host, int port, String advertisedHost, int advertisedPort) {
        /** Where others are told the port that is listened at. */
        public ListenSettings(String host, int port, String advertisedHost) {
            this(host, port, advertisedHost, 0);
        }
    }
}
