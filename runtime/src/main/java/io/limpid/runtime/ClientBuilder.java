package io.limpid.runtime;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import io.limpid.NotExecutedException;
import io.limpid.runtime.hosting.HostingSettings;
import io.limpid.runtime.identity.Binding;
import io.limpid.runtime.invocation.CallObserver;
import io.limpid.runtime.invocation.SystemThreads;
import io.limpid.runtime.transport.TlsSettings;
import io.limpid.runtime.transport.TransportSettings;
import io.limpid.runtime.wire.Limits;
import java.time.Duration;
import java.util.Collection;
import java.util.List;

/** Describes a {@link Client}. What is not said is as {@link Client#connect} has it. For one thread. */
public final class ClientBuilder {
    private NameSource directory = new NameSource.Fixed(List.of());
    private String name = "client";
    private TransportSettings transport = TransportSettings.DEFAULT;
    private Duration timeout = NodeSettings.DEFAULT_TIMEOUT;
    private CallObserver observer = CallObserver.NONE;
    private int rememberedNames = NodeSettings.DEFAULT_REMEMBERED_NAMES;
    private String zone = "";

    ClientBuilder() {}

    /**
     * Finds objects through naming, whose servers are at this address.
     *
     * @throws IllegalArgumentException if it is not of the form {@code limpid://host:port,...}
     */
    @CanIgnoreReturnValue
    public ClientBuilder naming(String address) {
        directory = new NameSource.AtNaming(LimpidAddress.parse(address));
        return this;
    }

    /** Does without naming: finds objects by these bindings alone. */
    @CanIgnoreReturnValue
    public ClientBuilder directory(Collection<Binding> bindings) {
        directory = new NameSource.Fixed(List.copyOf(bindings));
        return this;
    }

    /** Says who this is, for people who look at naming and at threads. */
    @CanIgnoreReturnValue
    public ClientBuilder name(String given) {
        name = given;
        return this;
    }

    /** Speaks TLS with these certificates. */
    @CanIgnoreReturnValue
    public ClientBuilder tls(TlsSettings settings) {
        transport = transport.tls(settings);
        return this;
    }

    /** Speaks plain text even beyond loopback, where anyone on the way can read and forge calls. */
    @CanIgnoreReturnValue
    public ClientBuilder plaintext() {
        transport = transport.plaintext();
        return this;
    }

    /** Sets how the connections behave; replaces what {@link #tls}, {@link #plaintext} and {@link #limits} have said. */
    @CanIgnoreReturnValue
    public ClientBuilder transport(TransportSettings settings) {
        transport = settings;
        return this;
    }

    /** Sets what a peer may make this process hold or do. */
    @CanIgnoreReturnValue
    public ClientBuilder limits(Limits limits) {
        transport = transport.limits(limits);
        return this;
    }

    /** Sets the span of calls for which nothing else says one; 5 seconds without it. */
    @CanIgnoreReturnValue
    public ClientBuilder timeout(Duration span) {
        timeout = span;
        return this;
    }

    /** Is told how each call ended. */
    @CanIgnoreReturnValue
    public ClientBuilder observer(CallObserver given) {
        observer = given;
        return this;
    }

    /**
     * Sets of how many names this process remembers where they are; 65,536 without it. Beyond, it forgets those that were not
     * called for longest. A call to a forgotten one asks naming again, and so needs naming to be up.
     */
    @CanIgnoreReturnValue
    public ClientBuilder rememberedNames(int most) {
        rememberedNames = most;
        return this;
    }

    /**
     * Says where this process stands (a data centre, a rack): calls of groups that are to stay near prefer replicas of the same zone. At
     * most 64 characters without spaces; none without it.
     */
    @CanIgnoreReturnValue
    public ClientBuilder zone(String given) {
        zone = given;
        return this;
    }

    /**
     * Reaches naming if it was named.
     *
     * @throws NotExecutedException if naming cannot be reached within the timeout
     */
    public Client open() {
        return open(Environment.ofSystem(name));
    }

    /** The same, on another machine. */
    Client open(Environment environment) {
        HostingSettings callbacks =
                HostingSettings.initial(SystemThreads.hasVirtual()).limits(transport.limits());
        return new Client(
                new NodeSettings(name, directory, timeout, observer, rememberedNames, zone),
                new CallableSide(name, callbacks, transport),
                environment);
    }
}
