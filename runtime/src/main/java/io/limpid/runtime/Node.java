package io.limpid.runtime;

import io.limpid.Fate;
import io.limpid.InvocationId;
import io.limpid.NotExecutedException;
import io.limpid.NotExecutedException.Reason;
import io.limpid.OutcomeUnknownException;
import io.limpid.runtime.completion.ClientLease;
import io.limpid.runtime.completion.Inquiries;
import io.limpid.runtime.completion.InvocationIds;
import io.limpid.runtime.completion.LeaseAuthority.Answer;
import io.limpid.runtime.failure.FallbackInvoker;
import io.limpid.runtime.failure.StaleInvoker;
import io.limpid.runtime.identity.Binding;
import io.limpid.runtime.identity.Endpoint;
import io.limpid.runtime.identity.ObjectName;
import io.limpid.runtime.identity.Replica;
import io.limpid.runtime.invocation.Cancellation;
import io.limpid.runtime.invocation.Deadline;
import io.limpid.runtime.invocation.Express;
import io.limpid.runtime.invocation.Invoker;
import io.limpid.runtime.invocation.Replication;
import io.limpid.runtime.invocation.Shortcut;
import io.limpid.runtime.location.BindingCache;
import io.limpid.runtime.location.BindingWatch;
import io.limpid.runtime.location.Directory;
import io.limpid.runtime.location.Naming;
import io.limpid.runtime.location.NamingDirectory;
import io.limpid.runtime.location.StaticDirectory;
import io.limpid.runtime.migration.HostControl;
import io.limpid.runtime.stub.CallPath;
import io.limpid.runtime.stub.Callbacks;
import io.limpid.runtime.stub.RemoteType;
import io.limpid.runtime.stub.RemoteTypes;
import io.limpid.runtime.stub.Stub;
import io.limpid.runtime.stub.StubInvoker;
import io.limpid.runtime.transport.Connection;
import io.limpid.runtime.transport.Transport;
import io.limpid.runtime.wire.PayloadException;
import io.limpid.runtime.wire.RemoteReference;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * What a client and a host have in common: they call, and they can be called back. Owns the transport, the pipelines, the client
 * id and the surroundings, and ends them in the order in which each still has what it needs. Thread-safe.
 */
final class Node implements AutoCloseable {
    /** How long closing waits for naming to take the client id back; otherwise the lease ends by itself. */
    private static final Duration FAREWELL = Duration.ofMillis(500);

    private final NodeSettings settings;
    private final Environment environment;
    private final Callbacks callbacks;
    private final RemoteTypes types;
    private final Transport transport;
    private final ClientPipeline pipelines;
    private final InvocationIds ids;
    private final Inquiries inquiries;
    private final @Nullable Naming naming;
    private final @Nullable ClientLease lease;
    private final @Nullable BindingWatch watch;
    private final CallPath named;
    private volatile boolean closed;

    /** Makes one whose transport is made here, because it and the references that travel over it need each other. */
    Node(NodeSettings settings, Environment environment, Parts parts) {
        this.settings = settings;
        this.environment = environment;
        this.callbacks = new Callbacks(environment.tasks(), environment.scheduler());
        this.types = new RemoteTypes();
        this.ids = new InvocationIds(environment.random());
        this.transport = parts.transport(this);
        this.pipelines = new ClientPipeline(environment, transport, settings.observer(), settings.zone());
        this.inquiries = pipelines.inquiries(ids);
        if (settings.directory() instanceof NameSource.AtNaming source) {
            Naming stub = namingAt(source.address(), true);
            this.naming = stub;
            this.lease = new ClientLease(
                    new NamingLeaseAuthority(withTimeout(stub, settings.timeout()), settings.description()),
                    ids,
                    environment.scheduler());
            BindingCache known = cached(new NamingDirectory(stub, anyNamingAt(source.address())));
            transport.hintsTo(known::hinted);
            this.watch = new BindingWatch(
                    known,
                    // Its questions are cancelled and fail as a matter of course, and are nobody's calls.
                    namingAt(source.address(), false),
                    new BindingWatch.Surroundings(
                            environment.clock(), environment.scheduler(), environment.random(), settings.observer()));
            this.named = named(known, source);
        } else {
            this.naming = null;
            this.lease = null;
            this.watch = null;
            NameSource.Fixed source = (NameSource.Fixed) settings.directory();
            BindingCache known = cached(new StaticDirectory(source.bindings()));
            this.named = named(known, source);
        }
    }

    /** Naming as one object of which the servers are the places. */
    private Naming namingAt(LimpidAddress address, boolean isObserved) {
        return naming(servers(address, false), address, isObserved);
    }

    /** Naming as a group, in which each server answers for itself. */
    private Naming anyNamingAt(LimpidAddress address) {
        return naming(servers(address, true), address, true);
    }

    private static List<Replica> servers(LimpidAddress address, boolean asGroup) {
        List<Replica> servers = new ArrayList<>();
        for (var server : address.servers()) {
            long since = asGroup ? servers.size() + 1 : 0;
            servers.add(new Replica("naming@" + server, server, Replica.Role.PRIMARY, "", since));
        }
        return servers;
    }

    /** Naming's own binding is fixed, and its calls have no client id, because it is naming that grants one. */
    private Naming naming(List<Replica> servers, LimpidAddress address, boolean isObserved) {
        RemoteType<Naming> type = types.of(Naming.class);
        long epoch = servers.get(servers.size() - 1).since();
        Binding binding = new Binding(Naming.NAME, type.id(), epoch, 0, servers);
        BindingCache known = cached(new StaticDirectory(List.of(binding)));
        InvocationIds without = new InvocationIds(environment.random());
        Invoker pipeline = isObserved ? pipelines.toNamed(known, without) : pipelines.toNamedUnobserved(known, without);
        return type.stub(new StubInvoker(new RemoteReference.Named(Naming.NAME), type, path(pipeline, address)));
    }

    private BindingCache cached(Directory directory) {
        return new BindingCache(directory, environment.scheduler(), settings.rememberedNames());
    }

    /** The way to objects by their names, and those that calls take which need less. */
    private CallPath named(BindingCache known, Object scope) {
        Invoker pipeline = pipelines.toNamed(known, ids);
        return path(
                pipeline,
                scope,
                new NearCalls(known, transport, ids, settings.observer()),
                pipelines.past(pipeline, known, ids, transport::lane));
    }

    private CallPath path(Invoker pipeline, Object scope) {
        return path(pipeline, scope, Shortcut.NONE, Express.NONE);
    }

    private CallPath path(Invoker pipeline, Object scope, Shortcut shortcut, Express express) {
        return new CallPath(
                pipeline,
                environment.clock(),
                settings.timeout(),
                callbacks,
                scope,
                environment.machine().waits(),
                transport.meanwhile(),
                shortcut,
                express);
    }

    /**
     * Takes up work: reaches naming and gets a client id, waiting at most the default timeout. From then on naming may be away.
     *
     * @throws NotExecutedException if naming cannot be reached; this node is closed then
     */
    void begin() {
        if (lease == null) {
            return;
        }
        String detail;
        Reason reason = Reason.UNREACHABLE;
        try {
            // Longer than the call itself, which knows better why it failed.
            Duration patience = settings.timeout().plus(FAREWELL);
            Answer answer = environment.machine().waits().get(lease.begin(), patience);
            if (answer instanceof Answer.Granted) {
                return;
            }
            detail = answer instanceof Answer.Unavailable unavailable ? unavailable.detail() : answer.toString();
        } catch (TimeoutException e) {
            detail = "no answer within " + settings.timeout().toMillis() + " ms";
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            reason = Reason.CANCELLED;
            detail = "the calling thread was interrupted";
        } catch (ExecutionException e) {
            detail = String.valueOf(e.getCause());
        }
        close();
        throw unreachable(reason, detail);
    }

    private NotExecutedException unreachable(Reason reason, String detail) {
        String message = "naming at " + settings.directory() + " cannot be reached: " + detail
                + " (start it with 'limpid naming serve', or correct the address)";
        return new NotExecutedException(reason, message, detail, new IllegalStateException(detail));
    }

    /** Gives a stub of the object that has a name, whether or not there is one yet. */
    <T> T lookup(Class<T> javaType, ObjectName name) {
        checkOpen();
        return stub(types.of(javaType), new RemoteReference.Named(name), named);
    }

    /** The same, whose calls meet a group so. */
    <T> T lookup(Class<T> javaType, ObjectName name, Replication replication) {
        checkOpen();
        RemoteType<T> type = types.of(javaType);
        return type.stub(new StubInvoker(new RemoteReference.Named(name), type, named).withReplication(replication));
    }

    /** Gives a stub of an object that was passed by reference over a connection. */
    <T> T toObject(RemoteReference reference, Class<T> javaType, Connection connection) {
        RemoteType<T> type = types.of(javaType);
        if (reference instanceof RemoteReference.Direct direct) {
            return stub(type, direct, path(pipelines.toEndpoint(direct.endpoint(), ids), direct.endpoint()));
        }
        if (reference instanceof RemoteReference.Connected) {
            return stub(type, reference, path(pipelines.over(connection, ids), connection));
        }
        return stub(type, reference, named);
    }

    /** Gives a stub of an object whose reference means the same over any connection. */
    <T> T toObject(RemoteReference reference, Class<T> javaType) {
        RemoteType<T> type = types.of(javaType);
        if (reference instanceof RemoteReference.Direct direct) {
            return stub(type, direct, path(pipelines.toEndpoint(direct.endpoint(), ids), direct.endpoint()));
        }
        if (reference instanceof RemoteReference.Named) {
            return stub(type, reference, named);
        }
        throw new PayloadException("a reference to an object that is known over one connection only");
    }

    /** The control of the host that listens there. */
    HostControl controlAt(Endpoint endpoint) {
        return toObject(new RemoteReference.Direct(HostControl.NAME, endpoint), HostControl.class);
    }

    /** Has objects moved. */
    MoveRequests moves() {
        return new MoveRequests(namingForMoves(), this::controlAt, environment);
    }

    /** Asks the living hosts how much they have to do. */
    HostLoads loads() {
        return new HostLoads(
                namingForMoves(), this::controlAt, environment.machine().waits());
    }

    private Naming namingForMoves() {
        if (naming == null) {
            throw new IllegalStateException(settings.description()
                    + " has no naming, which is where moves are decided (builder.naming(address))");
        }
        return naming;
    }

    private static <T> T stub(RemoteType<T> type, RemoteReference reference, CallPath path) {
        return type.stub(new StubInvoker(reference, type, path));
    }

    /** Gives a stub of the same object whose calls have another span. */
    static <T> T withTimeout(T stub, Duration span) {
        return changed(stub, invoker -> invoker.withTimeout(span));
    }

    /** Gives a stub of the same object whose calls pass through a further layer, outside of all others. */
    static <T> T through(T stub, UnaryOperator<Invoker> layer) {
        return changed(stub, invoker -> invoker.through(layer));
    }

    /** Gives a stub of the same object that gives the last results again, up to an age, where nobody answers. */
    static <T> T withStale(T stub, Duration age) {
        if (age.isZero() || age.isNegative()) {
            throw new IllegalArgumentException("age: " + age + " (expected: greater than zero)");
        }
        return changed(
                stub,
                invoker -> invoker.through(
                        next -> new StaleInvoker(next, invoker.path().clock(), age)));
    }

    /** Gives a stub of the same object for which another answers where nobody else does. */
    static <T> T withFallback(T stub, T fallback) {
        return changed(
                stub,
                invoker -> invoker.through(next -> new FallbackInvoker(
                        next,
                        substitute(invoker.type(), fallback),
                        invoker.path().clock(),
                        invoker.path().callbacks())));
    }

    private static <T> FallbackInvoker.Substitute substitute(RemoteType<T> type, Object fallback) {
        T object = type.javaType().cast(fallback);
        return invocation -> type.skeleton().call(object, invocation.method(), invocation.arguments());
    }

    private static <T> T changed(T stub, UnaryOperator<StubInvoker> how) {
        if (!(stub instanceof Stub generated)) {
            throw new IllegalArgumentException(
                    "stub: " + stub.getClass().getName() + " (expected: a stub that a client or host has given)");
        }
        StubInvoker changed = how.apply(generated.stubInvoker());
        return sameType(stub, changed.type().stub(changed));
    }

    /** A stub's type makes stubs of the interface that the stub has. */
    @SuppressWarnings("unchecked")
    private static <T> T sameType(T example, Object made) {
        return (T) example.getClass().cast(made);
    }

    /** Asks what became of a call, within the default timeout; an interrupt cuts the wait short. */
    Fate resolve(InvocationId call) {
        checkOpen();
        Cancellation cancellation = new Cancellation();
        Deadline deadline = Deadline.after(settings.timeout(), environment.clock());
        CompletableFuture<Fate> asked = inquiries.ask(call, environment.clock().nanoTime(), deadline, cancellation);
        boolean interrupted = false;
        while (true) {
            try {
                Fate fate = environment.machine().waits().get(asked);
                if (interrupted) {
                    Thread.currentThread().interrupt();
                }
                return fate;
            } catch (InterruptedException e) {
                interrupted = true;
                cancellation.cancel();
            } catch (ExecutionException e) {
                if (interrupted) {
                    Thread.currentThread().interrupt();
                }
                if (e.getCause() instanceof OutcomeUnknownException unknown) {
                    throw unknown;
                }
                throw new IllegalStateException("the question about call " + call + " failed; this is a bug", e);
            }
        }
    }

    NodeSettings settings() {
        return settings;
    }

    Environment environment() {
        return environment;
    }

    RemoteTypes types() {
        return types;
    }

    Transport transport() {
        return transport;
    }

    /** Naming's stub; null where names come from a fixed list. */
    @Nullable
    Naming naming() {
        return naming;
    }

    /** As which this process calls at present; 0 for none. */
    long clientId() {
        return ids.clientId();
    }

    void checkOpen() {
        if (closed) {
            throw new IllegalStateException(settings.description() + " is closed");
        }
    }

    /** Gives the client id back, ends all calls, closes the connections and stops the threads. */
    @Override
    public void close() {
        synchronized (this) {
            if (closed) {
                return;
            }
            closed = true;
        }
        if (watch != null) {
            watch.close();
        }
        sayFarewell();
        pipelines.close();
        transport.close();
        environment.release().run();
    }

    private void sayFarewell() {
        if (lease == null) {
            return;
        }
        CompletableFuture<Void> told = lease.close();
        try {
            environment.machine().waits().get(told, FAREWELL);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException e) {
            // The lease ends by itself.
        }
    }

    /** What stands beside the calls: who answers when this process is called. */
    @FunctionalInterface
    interface Parts {
        /** Makes the transport of a node; may keep the node, and must not use it before it is complete. */
        Transport transport(Node node);
    }
}
