package io.limpid.runtime.transport;

import io.limpid.NotExecutedException.Reason;
import io.limpid.runtime.identity.Binding;
import io.limpid.runtime.identity.Endpoint;
import io.limpid.runtime.invocation.Invocation;
import io.limpid.runtime.invocation.Meanwhile;
import io.limpid.runtime.invocation.Outcome;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The transport over TCP, on Netty; a call to a listener of the same process skips the network, and one to another process of the same machine goes by
 * a Unix socket, unless the settings say otherwise.
 */
public final class NettyTransport implements Transport {
    private static final Logger LOG = LoggerFactory.getLogger(NettyTransport.class);

    private final Wiring wiring;
    private final EventLoops loops;
    private final @Nullable TlsContexts tls;
    private final Dialer dialer;
    private final Map<Endpoint, Peer> peers = new ConcurrentHashMap<>();
    private final Set<NettyConnection> accepted = ConcurrentHashMap.newKeySet();

    /** The ends here of connections within this process: those made here, by where they lead, and those made to here. */
    private final Map<Endpoint, LocalConnection> locals = new ConcurrentHashMap<>();

    private final Set<LocalConnection> acceptedLocals = ConcurrentHashMap.newKeySet();
    private final AtomicReference<@Nullable Listener> listener = new AtomicReference<>();
    private volatile boolean closed;
    private volatile HintListener hints = (by, place) -> {};

    private NettyTransport(Wiring wiring) {
        this.wiring = wiring;
        TlsSettings settings = wiring.settings().tls();
        this.tls = settings == null ? null : new TlsContexts(settings, wiring.limits());
        this.loops = new EventLoops(wiring.settings().sharing().ioThreads(), UnixSockets.ofThisUser());
        this.dialer = new Dialer(loops, wiring, tls);
    }

    /**
     * Opens one, which neither listens nor connects yet.
     *
     * @param handler takes the calls that peers make, over a connection of either direction
     * @param references serves the payloads of each connection
     * @throws IllegalArgumentException if the TLS settings' files cannot be used
     */
    public static NettyTransport open(
            TransportSettings settings, Surroundings surroundings, RequestHandler handler, ReferenceSource references) {
        Refusals refusals = new Refusals(surroundings.clock());
        return new NettyTransport(new Wiring(settings, surroundings, handler, references, refusals));
    }

    @Override
    public Endpoint listen(ListenSettings settings) {
        if (listener.get() != null) {
            throw new IllegalStateException("this transport listens already");
        }
        Listener opened = Listener.open(settings, loops, wiring, tls, this::onAccepted);
        listener.set(opened);
        if (wiring.settings().sharing().withinProcess()) {
            LocalListeners.add(opened.endpoint(), this);
        }
        LOG.info("listening on {} ({}, {})", opened.endpoint(), loops, tls == null ? "plain text" : "TLS");
        return opened.endpoint();
    }

    private void onAccepted(NettyConnection connection) {
        accepted.add(connection);
        connection.onClose(() -> accepted.remove(connection));
        if (closed) {
            connection.close("the transport is closed");
        }
    }

    @Override
    public CompletableFuture<Outcome> invoke(Invocation invocation, Target target) {
        if (closed) {
            return CompletableFuture.completedFuture(
                    Payloads.notExecuted(Reason.CLOSED, "the transport is closed", null));
        }
        LocalConnection local = local(target.endpoint());
        if (local != null) {
            return local.invoke(invocation, target.standing());
        }
        Peer peer = peers.get(target.endpoint());
        if (peer == null) {
            peer = peers.computeIfAbsent(
                    target.endpoint(), endpoint -> new Peer(endpoint, wiring, dialer, this::hinted));
        }
        return peer.invoke(invocation, target.standing());
    }

    @Override
    public @Nullable Lane lane(Endpoint endpoint) {
        Peer peer = peers.get(endpoint);
        return closed || peer == null || local(endpoint) != null ? null : peer.lane();
    }

    @Override
    public boolean hasNeighbours() {
        return LocalListeners.areAny();
    }

    @Override
    public @Nullable Nearby nearby(Endpoint endpoint) {
        return closed ? null : local(endpoint);
    }

    /** Gives the way within this process; null where it leads elsewhere, or is not to be taken. */
    private @Nullable LocalConnection local(Endpoint endpoint) {
        LocalConnection known = locals.get(endpoint);
        if (known != null && known.isUsable()) {
            return known;
        }
        NettyTransport other = wiring.settings().sharing().withinProcess() ? LocalListeners.find(endpoint) : null;
        return other == null || !wiring.settings().trusts(other.wiring.settings()) ? null : connect(endpoint, other);
    }

    private @Nullable LocalConnection connect(Endpoint endpoint, NettyTransport other) {
        LocalConnection present = locals.compute(endpoint, (key, known) -> {
            if (known != null && known.isUsable()) {
                return known;
            }
            LocalConnection near = LocalConnection.between(wiring, other.wiring, principal());
            near.hintsTo(place -> hinted(endpoint, place));
            near.onClose(() -> locals.remove(endpoint, near));
            return near;
        });
        other.acceptedLocals.add(present.peer());
        present.peer().onClose(() -> other.acceptedLocals.remove(present.peer()));
        // Either side may have begun to close meanwhile, without seeing this connection.
        if (closed || LocalListeners.find(endpoint) != other) {
            present.close("this side is closing");
        }
        return present.isUsable() ? present : null;
    }

    @Override
    public String principal() {
        return tls == null ? "" : tls.ownPrincipal();
    }

    @Override
    public void hintsTo(HintListener listener) {
        hints = listener;
    }

    private void hinted(Endpoint by, Binding place) {
        hints.hinted(by, place);
    }

    /** How many connections were refused or cut since the transport was opened, by reason. */
    public Map<Refusal, Long> refusals() {
        return wiring.refusals().snapshot();
    }

    @Override
    public Meanwhile meanwhile() {
        return loops.meanwhile();
    }

    @Override
    public Draining drain() {
        stopListening();
        List<Draining> each = new ArrayList<>();
        acceptedLocals.forEach(connection -> each.add(connection.drain()));
        locals.values().forEach(connection -> each.add(connection.drain()));
        accepted.forEach(connection -> each.add(connection.drain()));
        peers.values().forEach(peer -> peer.connections().forEach(connection -> each.add(connection.drain())));
        return new Draining(all(each, Draining::told), all(each, Draining::answered));
    }

    private static CompletableFuture<Void> all(List<Draining> each, Function<Draining, CompletableFuture<Void>> part) {
        return CompletableFuture.allOf(each.stream().map(part).toArray(CompletableFuture<?>[]::new));
    }

    private void stopListening() {
        Listener open = listener.get();
        if (open != null) {
            LocalListeners.remove(open.endpoint(), this);
            open.close();
        }
    }

    @Override
    public void close() {
        if (closed) {
            return;
        }
        closed = true;
        stopListening();
        locals.values().forEach(connection -> connection.close("this side is closing"));
        acceptedLocals.forEach(connection -> connection.close("this side is closing"));
        peers.values().forEach(peer -> peer.close("this side is closing"));
        accepted.forEach(connection -> connection.close("this side is closing"));
        loops.close();
    }

    @Override
    public String toString() {
        Listener open = listener.get();
        return "transport over TCP" + (open == null ? "" : " at " + open.endpoint());
    }
}
