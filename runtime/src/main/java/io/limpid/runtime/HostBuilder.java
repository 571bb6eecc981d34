package io.limpid.runtime;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import io.limpid.NotExecutedException;
import io.limpid.runtime.HostSettings.WithProcess;
import io.limpid.runtime.hosting.HostingSettings;
import io.limpid.runtime.hosting.HostingSettings.Mode;
import io.limpid.runtime.identity.Binding;
import io.limpid.runtime.invocation.CallObserver;
import io.limpid.runtime.invocation.SystemRandom;
import io.limpid.runtime.invocation.SystemThreads;
import io.limpid.runtime.migration.placement.CallerFollower;
import io.limpid.runtime.migration.placement.Rebalancer;
import io.limpid.runtime.transport.TlsSettings;
import io.limpid.runtime.transport.Transport.ListenSettings;
import io.limpid.runtime.transport.TransportSettings;
import io.limpid.runtime.wire.Limits;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Describes a {@link Host}. What is not said is as {@link Host#join} has it. For one thread.
 *
 * <pre>{@code
 * Host host = Host.builder()
 *         .naming("limpid://naming:7400")
 *         .name("host-a")
 *         .listen("10.0.0.7", 7500)
 *         .tls(TlsSettings.pem(chain, key, trusted))
 *         .open();
 * }</pre>
 */
public final class HostBuilder {
    private static final Duration CLOSE_SPAN = Duration.ofSeconds(10);

    private NameSource directory = new NameSource.Fixed(List.of());
    private @Nullable String name;
    private String listenHost = "127.0.0.1";
    private int listenPort;
    private @Nullable String advertisedHost;
    private int advertisedPort;
    private TransportSettings transport = TransportSettings.DEFAULT;
    private Duration timeout = NodeSettings.DEFAULT_TIMEOUT;
    private CallObserver observer = CallObserver.NONE;
    private int rememberedNames = NodeSettings.DEFAULT_REMEMBERED_NAMES;
    private String zone = "";
    private HostingSettings hosting = HostingSettings.initial(SystemThreads.hasVirtual());
    private Duration closeSpan = CLOSE_SPAN;
    private WithProcess withProcess = WithProcess.NOTHING;
    private List<Path> offeredCode = List.of();
    private List<X509Certificate> trustedSigners = List.of();
    private HostSettings.Placement placement = HostSettings.Placement.NONE;
    private Set<String> movers = Set.of();
    private @Nullable InetSocketAddress health;

    HostBuilder() {}

    /**
     * Joins naming, whose servers are at this address.
     *
     * @throws IllegalArgumentException if it is not of the form {@code limpid://host:port,...}
     */
    @CanIgnoreReturnValue
    public HostBuilder naming(String address) {
        directory = new NameSource.AtNaming(LimpidAddress.parse(address));
        return this;
    }

    /** Does without naming: this host finds other objects by these bindings alone, and its own are found by what others are told. */
    @CanIgnoreReturnValue
    public HostBuilder directory(Collection<Binding> bindings) {
        directory = new NameSource.Fixed(List.copyOf(bindings));
        return this;
    }

    /** Gives the host a name, unique among living hosts; otherwise one is drawn. */
    @CanIgnoreReturnValue
    public HostBuilder name(String given) {
        name = given;
        return this;
    }

    /** Listens at this address of the machine; port 0 lets the system choose. Beyond loopback, also say {@link #tls} or {@link #plaintext}. */
    @CanIgnoreReturnValue
    public HostBuilder listen(String host, int port) {
        listenHost = host;
        listenPort = port;
        return this;
    }

    /**
     * Tells others to connect to this host name or address and port, where that is not what it listens at: behind a proxy, an address
     * translation, or the port mapping of a container. Port 0 is the port that it listens at.
     *
     * @throws IllegalArgumentException if the port is not one
     */
    @CanIgnoreReturnValue
    public HostBuilder advertise(String host, int port) {
        if (port < 0 || port > 65_535) {
            throw new IllegalArgumentException("port: " + port + " (expected: 0 to 65535)");
        }
        advertisedHost = host;
        advertisedPort = port;
        return this;
    }

    /** Speaks TLS with these certificates. */
    @CanIgnoreReturnValue
    public HostBuilder tls(TlsSettings settings) {
        transport = transport.tls(settings);
        return this;
    }

    /** Speaks plain text even beyond loopback, where anyone on the way can read and forge calls. */
    @CanIgnoreReturnValue
    public HostBuilder plaintext() {
        transport = transport.plaintext();
        return this;
    }

    /** Sets how the connections behave; replaces what {@link #tls}, {@link #plaintext} and {@link #limits} have said. */
    @CanIgnoreReturnValue
    public HostBuilder transport(TransportSettings settings) {
        transport = settings;
        hosting = hosting.limits(settings.limits());
        return this;
    }

    /** Sets what a peer may make this process hold or do. */
    @CanIgnoreReturnValue
    public HostBuilder limits(Limits limits) {
        transport = transport.limits(limits);
        hosting = hosting.limits(limits);
        return this;
    }

    /** Sets the span of this host's own calls for which nothing else says one. */
    @CanIgnoreReturnValue
    public HostBuilder timeout(Duration span) {
        timeout = span;
        return this;
    }

    /** Is told how each of this host's own calls ended. */
    @CanIgnoreReturnValue
    public HostBuilder observer(CallObserver given) {
        observer = given;
        return this;
    }

    /**
     * Sets of how many names this process remembers where they are; 65,536 without it. Beyond, it forgets those that were not
     * called for longest. A call to a forgotten one asks naming again, and so needs naming to be up.
     */
    @CanIgnoreReturnValue
    public HostBuilder rememberedNames(int most) {
        rememberedNames = most;
        return this;
    }

    /** Runs one method at once in the whole host, even of objects that guard themselves; a chain that comes back re-enters. */
    @CanIgnoreReturnValue
    public HostBuilder iterative() {
        hosting = hosting.mode(Mode.ITERATIVE);
        return this;
    }

    /**
     * Sets how many methods run at once, and how many threads they may hold together with those that wait for calls of their own.
     *
     * @throws IllegalArgumentException if either is less than one
     */
    @CanIgnoreReturnValue
    public HostBuilder methods(int mostRunning, int mostThreads) {
        hosting = hosting.methods(mostRunning, mostThreads);
        return this;
    }

    /**
     * Sets how many calls may wait for one object, and in the whole host; more are refused as not executed.
     *
     * @throws IllegalArgumentException if either is less than one
     */
    @CanIgnoreReturnValue
    public HostBuilder waiting(int mostPerObject, int most) {
        hosting = hosting.waiting(mostPerObject, most);
        return this;
    }

    /**
     * Offers these jars together with objects of classes in them, to hosts where such an object moves and that lack its class. A jar is
     * to hold the class, what was generated for it, and what it needs that the other hosts do not have, and to be signed by somebody
     * whom they trust.
     *
     * @throws IllegalArgumentException when the host is opened, if one of them cannot be read
     */
    @CanIgnoreReturnValue
    public HostBuilder offerCode(Path... jars) {
        offeredCode = List.of(jars);
        return this;
    }

    /**
     * Runs code that comes with an object, if the object's class is unknown here and one of these has signed the whole jar. It runs with
     * all rights of this process. Each certificate is the signer's own; one that it issued counts for nothing. Without this, an object
     * of an unknown class is refused.
     */
    @CanIgnoreReturnValue
    public HostBuilder acceptCodeSignedBy(Collection<X509Certificate> signers) {
        trustedSigners = List.copyOf(signers);
        return this;
    }

    /**
     * Sets how many calls this host keeps a record of for one client, and how many bytes of their answers; 16,384 and 64 MiB without it. A
     * record is kept from when a call that is to run exactly once arrives until the client has acknowledged its answer. Beyond, further such
     * calls of that client are refused as not executed, and those of others are not.
     *
     * @throws IllegalArgumentException if either is less than one
     */
    @CanIgnoreReturnValue
    public HostBuilder recordsPerClient(int most, long mostBytes) {
        hosting = hosting.records(hosting.records().perClient(most, mostBytes));
        return this;
    }

    /**
     * Sets of how many clients this host keeps records, how many for all of them together, and how many bytes of answers; a million, a
     * million and 256 MiB without it. Beyond, further calls that are to run exactly once are refused as not executed.
     *
     * @throws IllegalArgumentException if any is less than one
     */
    @CanIgnoreReturnValue
    public HostBuilder records(int mostClients, int most, long mostBytes) {
        hosting = hosting.records(hosting.records().inAll(mostClients, most, mostBytes));
        return this;
    }

    /**
     * Lets those whose certificates have these names move objects from this host and to it: operators who ask for moves, and hosts that objects
     * come from. Whoever has this host's own certificate, by name, may always; without TLS nobody can be told from another, and everybody
     * may. Replaces what was said before.
     *
     * @param principals the subject's common name of each, else its first alternative name
     */
    @CanIgnoreReturnValue
    public HostBuilder movers(String... principals) {
        movers = Set.of(principals);
        return this;
    }

    /** Lets this host give objects to hosts that have less to do, as {@link #rebalance(Rebalancer.Settings)} with {@link Rebalancer.Settings#DEFAULT}. */
    @CanIgnoreReturnValue
    public HostBuilder rebalance() {
        return rebalance(Rebalancer.Settings.DEFAULT);
    }

    /**
     * Lets this host give objects to hosts that have less to do: once an interval it asks all living hosts how often theirs are called, and if
     * its own are called more often than the mean by more than is set, it moves some, those first that take most calls along for the bytes of
     * their state. Hosts without this word are given objects all the same. Only {@link io.limpid.Movable} objects move, that have one name and are
     * no replicas. Each decision is a line of the log (INFO) with its figures. Begins when the host is open, and ends with {@link Host#drain()}
     * or {@link Host#close()}.
     */
    @CanIgnoreReturnValue
    public HostBuilder rebalance(Rebalancer.Settings settings) {
        placement = placement.rebalance(settings);
        return this;
    }

    /** Lets objects of this host follow hosts that call them, as {@link #followCallers(CallerFollower.Settings)} with {@link CallerFollower.Settings#DEFAULT}. */
    @CanIgnoreReturnValue
    public HostBuilder followCallers() {
        return followCallers(CallerFollower.Settings.DEFAULT);
    }

    /**
     * Lets objects of this host follow hosts that call them: once an interval it looks which of them another host calls more than all others together,
     * and moves those there whose calls have paid for it. Callers that are no hosts are not followed. Where {@link #rebalance} is said as well,
     * what this host itself calls most is not given away. Otherwise the same holds as for {@link #rebalance(Rebalancer.Settings)}.
     */
    @CanIgnoreReturnValue
    public HostBuilder followCallers(CallerFollower.Settings settings) {
        placement = placement.follow(settings);
        return this;
    }

    /** Sends the stack traces of undeclared exceptions to callers, who then see the inside of this process. */
    @CanIgnoreReturnValue
    public HostBuilder detailsInFailures() {
        hosting = hosting.withDetails();
        return this;
    }

    /** Sets how long {@link Host#close()} waits for running methods. */
    @CanIgnoreReturnValue
    public HostBuilder closeWithin(Duration span) {
        closeSpan = span;
        return this;
    }

    /** Closes the host when the process is asked to end. Asked again (SIGTERM or SIGINT), it does not wait for running methods. */
    @CanIgnoreReturnValue
    public HostBuilder closeWithProcess() {
        withProcess = WithProcess.CLOSE;
        return this;
    }

    /**
     * Moves the objects of the host to the other living hosts when the process is asked to end, as {@link Host#drain()} does, and then closes it
     * with those that stay. Meanwhile they are called as ever. It takes as long as it takes; asked again (SIGTERM or SIGINT), or closed, the host gives
     * up and ends within a second with what has not left.
     */
    @CanIgnoreReturnValue
    public HostBuilder drainWithProcess() {
        withProcess = WithProcess.DRAIN;
        return this;
    }

    /**
     * Says where this process stands (a data centre, a rack): callers that want to stay near prefer replicas of their own zone. At
     * most 64 characters without spaces; none without it.
     */
    @CanIgnoreReturnValue
    public HostBuilder zone(String given) {
        zone = given;
        return this;
    }

    /**
     * Tells over HTTP at this address how the host is, for probes: {@code GET /livez} answers 200 as long as the process does, {@code GET /readyz} as long
     * as naming has not given the host up and its objects do not leave, else 503. Anybody who can connect is told; port 0 lets the
     * system choose ({@link Host#health()}).
     *
     * @throws IllegalArgumentException if the port is not one
     */
    @CanIgnoreReturnValue
    public HostBuilder health(String host, int port) {
        health = new InetSocketAddress(host, port);
        return this;
    }

    /**
     * Listens, and joins naming if it was named.
     *
     * @throws NotExecutedException if naming cannot be reached
     * @throws IllegalArgumentException if it is to rebalance or to follow callers, and has no naming
     * @throws IllegalStateException if another living host has the name
     * @throws java.io.UncheckedIOException if the place to listen at, or to tell its health at, cannot be had
     */
    public Host open() {
        String itsName =
                name == null ? "host-" + SystemRandom.unique().toString().substring(0, 8) : name;
        return open(itsName, Environment.ofSystem(itsName));
    }

    /** The same with this name, on another machine. */
    Host open(String itsName, Environment environment) {
        NodeSettings node = new NodeSettings("host " + itsName, directory, timeout, observer, rememberedNames, zone);
        ListenSettings listen = new ListenSettings(
                listenHost, listenPort, advertisedHost == null ? listenHost : advertisedHost, advertisedPort);
        HostSettings settings = new HostSettings(
                itsName,
                node,
                hosting,
                new HostSettings.Wires(listen, transport, Optional.ofNullable(health)),
                new HostSettings.Closing(closeSpan, withProcess),
                new HostSettings.Code(offeredCode, trustedSigners),
                placement,
                movers);
        return new Host(settings, environment);
    }
}
