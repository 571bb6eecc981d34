package io.limpid.testkit;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A TCP proxy on loopback that does on purpose what networks do by accident. Thread-safe.
 *
 * <pre>{@code
 * try (FaultProxy link = FaultProxy.to(host.endpoint().port(), seed)) {
 *     link.faults(Faults.NONE.cutEvery(20_000).loseAnswerEvery(20_000));
 *     ... // callers connect to link.port()
 * }
 * }</pre>
 *
 * <p>TCP neither loses nor doubles nor reorders bytes, it breaks; so does the proxy. A request that is lost is a connection cut inside it,
 * an answer that is lost is a connection cut after the request was delivered, and a request that comes twice is the repetition by a
 * caller whose answer was lost. Frames are not looked into, so TLS may go through.
 *
 * <p>A host that is to be found behind a proxy advertises the proxy's port.
 */
public final class FaultProxy implements AutoCloseable {
    private final InetSocketAddress target;
    private final long seed;
    private final ServerSocket listener;
    private final Switchboard switchboard = new Switchboard();
    private final Set<Link> links = ConcurrentHashMap.newKeySet();
    private final AtomicLong accepted = new AtomicLong();
    private final AtomicLong cuts = new AtomicLong();
    private final AtomicLong lostAnswers = new AtomicLong();

    private FaultProxy(InetSocketAddress target, long seed, ServerSocket listener) {
        this.target = target;
        this.seed = seed;
        this.listener = listener;
    }

    /**
     * Opens a proxy, at a port of the system's choosing, to a port of this machine. Nobody needs to listen there yet: connections are
     * made when callers come, and theirs are closed while there is nobody.
     *
     * @param seed what decides after how many bytes each connection is cut
     * @throws IOException if there is no port to listen at
     */
    public static FaultProxy to(int port, long seed) throws IOException {
        InetAddress loopback = InetAddress.getLoopbackAddress();
        FaultProxy proxy =
                new FaultProxy(new InetSocketAddress(loopback, port), seed, new ServerSocket(0, 1024, loopback));
        Link.daemon("fault-proxy-" + proxy.port(), proxy::accept).start();
        return proxy;
    }

    /** Where callers are to connect to. */
    public int port() {
        return listener.getLocalPort();
    }

    /** Replaces what happens by itself, on connections to come and, but for where they are cut, on those there are. */
    public void faults(Faults faults) {
        switchboard.faults(faults);
    }

    /**
     * Says what becomes of the bytes of one direction from now on. Opening what was swallowed cuts the connections that lost bytes,
     * since the rest of their streams means nothing.
     */
    public void pass(Direction direction, Passage passage) {
        switchboard.pass(direction, passage);
        if (passage == Passage.OPEN) {
            links.stream().filter(Link::hasLostBytes).forEach(Link::cut);
        }
    }

    /** Says what becomes of the bytes of both directions; {@link Passage#SWALLOWED} makes a black hole. */
    public void pass(Passage passage) {
        for (Direction direction : Direction.values()) {
            pass(direction, passage);
        }
    }

    /** Cuts every connection there is. */
    public void cut() {
        links.forEach(Link::cut);
    }

    /** How many connections there have been. */
    public long connections() {
        return accepted.get();
    }

    /** How many connections were cut, answers lost included. */
    public long cuts() {
        return cuts.get();
    }

    /** How many connections were cut after a request was delivered and before an answer passed. */
    public long lostAnswers() {
        return lostAnswers.get();
    }

    private void accept() {
        while (!listener.isClosed()) {
            try {
                connect(listener.accept());
            } catch (IOException e) {
                // Closed, or a caller that has gone: the loop's condition tells.
            }
        }
    }

    private void connect(Socket caller) throws IOException {
        long number = accepted.incrementAndGet();
        Socket behind = new Socket();
        try {
            behind.connect(target);
        } catch (IOException e) {
            behind.close();
            caller.close();
            return;
        }
        Link link = new Link(caller, behind, switchboard, seed + number, this::ended);
        links.add(link);
        try {
            link.start();
        } catch (IOException e) {
            link.close();
        }
        if (listener.isClosed()) {
            link.close();
        }
    }

    private void ended(Link link, Link.End end) {
        links.remove(link);
        if (end != Link.End.CLOSED) {
            cuts.incrementAndGet();
        }
        if (end == Link.End.ANSWER_LOST) {
            lostAnswers.incrementAndGet();
        }
    }

    /** Takes no further connections, and closes those there are. */
    @Override
    public void close() {
        try {
            listener.close();
        } catch (IOException e) {
            // It takes no connections either way.
        }
        links.forEach(Link::close);
    }
}
