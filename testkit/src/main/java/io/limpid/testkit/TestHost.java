package io.limpid.testkit;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.limpid.runtime.Client;
import io.limpid.runtime.Host;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A host of a {@link TestCluster}, in this JVM and as if it were not: it is reached over its {@linkplain #link link} alone, and can
 * crash and be started again. Thread-safe.
 */
public final class TestHost {
    private static final String LOOPBACK = "127.0.0.1";

    /** How often somebody else may take the port that was free a moment ago. */
    private static final int PORTS_TRIED = 5;

    private static final Duration CLOSE_SPAN = Duration.ofSeconds(1);
    private static final Duration CRASH_SPAN = Duration.ofSeconds(5);

    /** Naming may give terms once or twice more to leases that end together. */
    private static final int TERMS_WAITED = 4;

    private static final Duration LOOK_AGAIN = Duration.ofMillis(20);

    private final String name;
    private final NamingLink naming;
    private final Supplier<Client> client;
    private final HostLink link;

    @GuardedBy("this")
    private @Nullable Life life;

    /** A host between its start and its end, and its own way to naming. */
    private record Life(Host host, FaultProxy toNaming) {}

    private TestHost(String name, NamingLink naming, Supplier<Client> client, HostLink link) {
        this.name = name;
        this.naming = naming;
        this.client = client;
        this.link = link;
    }

    static TestHost start(String name, NamingLink naming, Supplier<Client> client, long seed) throws IOException {
        HostLink link = HostLink.open(seed);
        TestHost host = new TestHost(name, naming, client, link);
        try {
            host.begin();
            return host;
        } catch (IOException | RuntimeException e) {
            link.close();
            throw e;
        }
    }

    private synchronized void begin() throws IOException {
        FaultProxy toNaming = naming.open();
        try {
            for (int left = PORTS_TRIED; life == null; left--) {
                int port = freePort();
                try {
                    life = new Life(open(port, toNaming.port()), toNaming);
                    link.leadTo(port);
                } catch (UncheckedIOException e) {
                    if (left == 1) {
                        throw e;
                    }
                }
            }
        } catch (IOException | RuntimeException e) {
            naming.close(toNaming);
            throw e;
        }
    }

    private Host open(int port, int namingPort) {
        return Host.builder()
                .naming("limpid://" + LOOPBACK + ":" + namingPort)
                .name(name)
                .transport(TestCluster.TRANSPORT)
                .listen(LOOPBACK, port)
                .advertise(LOOPBACK, link.port())
                .closeWithin(CLOSE_SPAN)
                .open();
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    /** The name under which it joined. */
    public String name() {
        return name;
    }

    /** The way to it, and the faults on it. */
    public HostLink link() {
        return link;
    }

    /**
     * The host itself, for what is not said here.
     *
     * @throws IllegalStateException if it has crashed
     */
    public Host host() {
        return lived().host;
    }

    private synchronized Life lived() {
        if (life == null) {
            throw new IllegalStateException("host " + name + " has crashed (restart() starts it again)");
        }
        return life;
    }

    /**
     * Exports an object, as {@link Host#export} does, and gives a stub of it: what the cluster's {@linkplain TestCluster#client()
     * client} has, whose calls take the link.
     *
     * @throws IllegalArgumentException if the name is not a name or is in use in this host, or nothing was generated for the interface
     * @throws IllegalStateException if another host holds the name, or this one has crashed
     */
    @CanIgnoreReturnValue
    public <T> T export(String objectName, Class<T> type, T object) {
        host().export(objectName, type, object);
        return client.get().lookup(type, objectName);
    }

    /**
     * Ends it as a kill does: in the midst of its calls, without a word to anybody, and with it all that it knows. Methods that run are
     * interrupted, and nobody hears of what they do from then on.
     *
     * @throws IllegalStateException if it has crashed
     */
    public synchronized void crash() {
        Life dying = lived();
        link.leadNowhere();
        naming.close(dying.toNaming);
        life = null;
        // An interrupt is how a host is told not to wait for anything; what it says on its way out reaches nobody.
        Thread end = Link.daemon("limpid-crash-" + name, () -> {
            Thread.currentThread().interrupt();
            dying.host.close();
        });
        end.start();
        try {
            end.join(CRASH_SPAN.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /**
     * Starts it again after a {@link #crash}, under its name and with nothing exported, like a new process. Waits until naming has given
     * up the old one, about a second.
     *
     * @throws IllegalStateException if it has not crashed, or naming does not give it up
     */
    public synchronized void restart() {
        if (life != null) {
            throw new IllegalStateException("host " + name + " is running (expected: crash() before restart())");
        }
        long end = System.nanoTime() + TERMS_WAITED * TestCluster.HOST_TERM.toNanos();
        while (life == null) {
            try {
                begin();
            } catch (IllegalStateException e) {
                // Naming still believes in the old one.
                if (System.nanoTime() - end > 0) {
                    throw e;
                }
                LockSupport.parkNanos(LOOK_AGAIN.toNanos());
            } catch (IOException e) {
                throw new UncheckedIOException("host " + name + " could not be started again", e);
            }
        }
    }

    synchronized void close() {
        link.resume();
        if (life != null) {
            life.host.close();
            naming.close(life.toNaming);
            life = null;
        }
        link.close();
    }

    /** Gives its name. */
    @Override
    public String toString() {
        return "host " + name;
    }
}
