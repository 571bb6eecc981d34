package io.limpid.testkit;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.limpid.naming.server.NamingServer;
import io.limpid.naming.server.NamingSettings;
import io.limpid.naming.state.Terms;
import io.limpid.runtime.Client;
import io.limpid.runtime.ClientBuilder;
import io.limpid.runtime.LimpidAddress;
import io.limpid.runtime.transport.TransportSettings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Naming, hosts and clients in this JVM, in memory, that meet over loopback only, so that faults can come between them. Hosts and
 * clients start when they are first mentioned. Thread-safe.
 *
 * <pre>{@code
 * try (TestCluster cluster = TestCluster.start(seed)) {
 *     Account alice = cluster.host().export("bank/accounts/alice", Account.class, object);
 *     cluster.host().link().next(Fate.LOSE_ANSWER);
 *     alice.deposit(100);
 * }
 * }</pre>
 *
 * <p>With JUnit, {@link LimpidExtension} starts and ends one for each test.
 */
public final class TestCluster implements AutoCloseable {
    /** Calls take the network although everything is in one process. */
    static final TransportSettings TRANSPORT =
            TransportSettings.DEFAULT.sharing(TransportSettings.Sharing.DEFAULT.overTheNetwork());

    /** Short, because a host that crashed comes back only once naming has given it up. */
    static final Duration HOST_TERM = Duration.ofSeconds(1);

    private static final String FIRST = "first";

    private final long seed;
    private final NamingServer server;
    private final NamingLink naming;
    private final FaultProxy clientsToNaming;

    @GuardedBy("this")
    private final Map<String, TestHost> hosts = new LinkedHashMap<>();

    @GuardedBy("this")
    private final Map<String, Client> clients = new LinkedHashMap<>();

    private TestCluster(long seed, NamingServer server) throws IOException {
        this.seed = seed;
        this.server = server;
        int port = LimpidAddress.parse(server.address()).servers().get(0).port();
        this.naming = new NamingLink(port, seed);
        this.clientsToNaming = naming.open();
    }

    /**
     * Starts naming.
     *
     * @param seed decides what is left to chance on the links
     * @throws UncheckedIOException if there is no port to listen at
     */
    public static TestCluster start(long seed) {
        try {
            return new TestCluster(
                    seed,
                    NamingServer.start(NamingSettings.inMemory()
                            .terms(HOST_TERM, Duration.ofMillis(Terms.DEFAULT.clientMillis()))));
        } catch (IOException e) {
            throw new UncheckedIOException("naming could not be started", e);
        }
    }

    /** What decides what is left to chance. */
    public long seed() {
        return seed;
    }

    /** The host of those who need only one; it is called {@code first}. */
    public TestHost host() {
        return host(FIRST);
    }

    /** The host of this name; it is started if it was not mentioned before. */
    public synchronized TestHost host(String name) {
        TestHost known = hosts.get(name);
        if (known != null) {
            return known;
        }
        try {
            // Each link another seed, the same one in each run.
            TestHost started = TestHost.start(name, naming, this::client, seed + name.hashCode());
            hosts.put(name, started);
            return started;
        } catch (IOException e) {
            throw new UncheckedIOException("host " + name + " could not be started", e);
        }
    }

    /** The client of those who need only one; it is called {@code first}. */
    public Client client() {
        return client(FIRST);
    }

    /** The client of this name, with a client id of its own; it is connected if it was not mentioned before. */
    public synchronized Client client(String name) {
        return clients.computeIfAbsent(
                name, given -> clientBuilder().name(given).open());
    }

    /** Begins to describe a client of this cluster with settings of its own; whoever opens it closes it. */
    public ClientBuilder clientBuilder() {
        return Client.builder().naming(namingAddress()).transport(TRANSPORT);
    }

    /** Where clients reach naming. */
    public String namingAddress() {
        return "limpid://127.0.0.1:" + clientsToNaming.port();
    }

    /** Takes naming away from everybody, until {@link #returnNaming}: what is sent there is lost, and nobody is told. */
    public void loseNaming() {
        naming.pass(Passage.SWALLOWED);
    }

    /** Gives naming back. */
    public void returnNaming() {
        naming.pass(Passage.OPEN);
    }

    /**
     * Checks that the faults which a test has planned were met by its calls; otherwise it has tested nothing.
     *
     * @throws AssertionError if there are planned fates left
     */
    public synchronized void assertFaultsWereMet() {
        hosts.forEach((name, host) -> {
            List<Fate> left = host.link().left();
            if (!left.isEmpty()) {
                throw new AssertionError("planned on the link to host " + name + ", and met by no call: " + left
                        + " (calls reach it only through stubs of this cluster's clients)");
            }
        });
    }

    /** Ends the clients, the hosts and naming. */
    @Override
    public synchronized void close() {
        returnNaming();
        clients.values().forEach(Client::close);
        hosts.values().forEach(TestHost::close);
        naming.close(clientsToNaming);
        server.close();
    }

    /** Says what it consists of. */
    @Override
    public synchronized String toString() {
        return "cluster of " + hosts.keySet() + ", seed " + seed;
    }
}
