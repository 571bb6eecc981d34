package io.limpid.testkit;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The way from all callers to one host, and the faults on it. A fault is dealt to an attempt of a call, in the order in which attempts
 * come by: first those that were planned ({@link #next}), then by chance ({@link #sometimes}), which the seed decides. A call whose
 * fate is bad is tried again by its client as a rule, and that attempt takes the next fate.
 *
 * <p>The link remains when its host crashes; callers are turned away until it is back. Thread-safe.
 */
public final class HostLink {
    private final Fates fates;
    private final long seed;
    private final ServerSocket listener;
    private final Set<CallConnection> connections = ConcurrentHashMap.newKeySet();

    /** What delays and holds bytes, and leads to where the host listens; null while there is no host. */
    @GuardedBy("this")
    private @Nullable FaultProxy behind;

    @GuardedBy("this")
    private Faults faults = Faults.NONE;

    @GuardedBy("this")
    private Passage passage = Passage.OPEN;

    private HostLink(long seed, ServerSocket listener) {
        this.seed = seed;
        this.fates = new Fates(seed);
        this.listener = listener;
    }

    static HostLink open(long seed) throws IOException {
        HostLink link = new HostLink(seed, new ServerSocket(0, 1024, InetAddress.getLoopbackAddress()));
        Link.daemon("limpid-link-" + link.port(), link::accept).start();
        return link;
    }

    int port() {
        return listener.getLocalPort();
    }

    /** From now on the host is at this port. */
    synchronized void leadTo(int port) throws IOException {
        FaultProxy proxy = FaultProxy.to(port, seed);
        proxy.faults(faults);
        proxy.pass(passage);
        behind = proxy;
    }

    /** From now on there is no host. */
    void leadNowhere() {
        FaultProxy gone;
        synchronized (this) {
            gone = behind;
            behind = null;
        }
        cut();
        if (gone != null) {
            gone.close();
        }
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
        Integer port = portBehind();
        if (port == null) {
            caller.close();
            return;
        }
        CallConnection connection = new CallConnection(
                caller, new Socket(InetAddress.getLoopbackAddress(), port), fates, connections::remove);
        connections.add(connection);
        connection.start();
        if (listener.isClosed() || !port.equals(portBehind())) {
            connection.cut();
        }
    }

    private synchronized @Nullable Integer portBehind() {
        return behind == null ? null : behind.port();
    }

    /** Plans the fates of the next attempts, one each, behind those that are planned already. */
    public void next(Fate... planned) {
        fates.plan(List.of(planned));
    }

    /**
     * Deals a fate by chance to attempts for which none is planned, until this is said again.
     *
     * @param thousandths of how many among a thousand attempts
     * @throws IllegalArgumentException if it is less than 0, or more than the other fates leave
     */
    public void sometimes(Fate fate, int thousandths) {
        fates.chance(fate, thousandths);
    }

    /** How many attempts have met a fate. */
    public int count(Fate fate) {
        return fates.count(fate);
    }

    /** Delays every byte by this long each way. Those that arrive meanwhile wait up to twice as long. */
    public synchronized void delay(Duration span) {
        faults = faults.delay(span);
        if (behind != null) {
            behind.faults(faults);
        }
    }

    /** Holds up every byte both ways until {@link #resume}; nothing is lost. To callers it is as if the host had stopped. */
    public void stall() {
        pass(Passage.HELD);
    }

    /** Takes every byte both ways and delivers none, until {@link #resume}: nobody is told, as when a cable is pulled. */
    public void swallow() {
        pass(Passage.SWALLOWED);
    }

    /** Lets bytes pass again. Connections that lost some end. */
    public void resume() {
        pass(Passage.OPEN);
    }

    private synchronized void pass(Passage changed) {
        passage = changed;
        if (behind != null) {
            behind.pass(changed);
        }
    }

    /** Cuts every connection there is; new ones can be made. */
    public void cut() {
        connections.forEach(CallConnection::cut);
    }

    /** What was planned and no attempt has met. */
    List<Fate> left() {
        return fates.left();
    }

    void close() {
        Link.closeQuietly(listener);
        leadNowhere();
    }

    /** Says where callers connect. */
    @Override
    public String toString() {
        return "link at port " + port();
    }
}
