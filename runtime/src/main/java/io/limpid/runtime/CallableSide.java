package io.limpid.runtime;

import io.limpid.runtime.hosting.Hosting;
import io.limpid.runtime.hosting.HostingSettings;
import io.limpid.runtime.hosting.ObjectReferences;
import io.limpid.runtime.hosting.ObjectTable;
import io.limpid.runtime.hosting.StubSource;
import io.limpid.runtime.identity.Endpoint;
import io.limpid.runtime.location.Naming;
import io.limpid.runtime.transport.Connection;
import io.limpid.runtime.transport.Surroundings;
import io.limpid.runtime.transport.Transport;
import io.limpid.runtime.transport.TransportSettings;
import io.limpid.runtime.wire.RemoteReference;
import java.util.concurrent.ExecutorService;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The half of a process that is called: its objects, those of a host and the callbacks of any process, and the transport that both
 * halves share. Thread-safe once its {@link Node} is made.
 */
final class CallableSide implements Node.Parts {
    private final HostingSettings settings;
    private final TransportSettings transportSettings;
    private final String name;
    private @Nullable ExecutorService threads;
    private @Nullable ObjectTable table;
    private @Nullable ObjectReferences references;
    private @Nullable Hosting hosting;

    /** Whether what is held under names may be somebody else's by now. */
    private volatile BooleanSupplier inDoubt = () -> false;

    /** Where this process listens; null where it does not. */
    private volatile @Nullable Endpoint listener;

    CallableSide(String name, HostingSettings settings, TransportSettings transportSettings) {
        this.name = name;
        this.settings = settings;
        this.transportSettings = transportSettings;
    }

    @Override
    public Transport transport(Node node) {
        Environment environment = node.environment();
        Environment.Machine machine = environment.machine();
        ExecutorService methods = machine.threads().named(name + "-method", settings.mostThreads());
        ObjectTable objects = new ObjectTable(settings, node.types());
        String origin = Long.toHexString(environment.random().nextLong());
        ObjectReferences references =
                new ObjectReferences(objects, node.types(), new Stubs(node), () -> listener, origin);
        Hosting.Ports ports = new Hosting.Ports(
                environment.clock(),
                environment.scheduler(),
                methods,
                references,
                () -> inDoubt.getAsBoolean(),
                origin);
        Hosting serving = new Hosting(settings, objects, ports, machine.failpoints());
        this.threads = methods;
        this.table = objects;
        this.references = references;
        this.hosting = serving;
        Surroundings surroundings = new Surroundings(environment.clock(), environment.tasks(), environment.random());
        return machine.network().open(transportSettings, surroundings, serving, references);
    }

    /** From now on objects are passed as ones that anybody can call at this place. */
    void listensAt(Endpoint endpoint) {
        listener = endpoint;
    }

    /** From now on client ids are whose naming says they are, and what is kept for clients is dropped once it says that they are over. */
    void sweptBy(Naming naming, Environment environment) {
        new ClientOwners(hosting().ledgers(), naming, environment).begin();
        new ClientSweep(hosting().ledgers(), naming, environment).begin();
    }

    /** From now on no method of a named object is begun while this says so. */
    void heldSubjectTo(BooleanSupplier doubt) {
        inDoubt = doubt;
    }

    ObjectTable table() {
        return made(table);
    }

    ObjectReferences references() {
        return made(references);
    }

    Hosting hosting() {
        return made(hosting);
    }

    private static <T> T made(@Nullable T part) {
        if (part == null) {
            throw new IllegalStateException("the node is not made yet");
        }
        return part;
    }

    /** Takes the threads back; methods that still run are interrupted. */
    void release() {
        made(threads).shutdownNow();
    }

    private record Stubs(Node node) implements StubSource {
        @Override
        public <T> T stub(RemoteReference reference, Class<T> remoteInterface, Connection connection) {
            return node.toObject(reference, remoteInterface, connection);
        }

        @Override
        public <T> T stub(RemoteReference reference, Class<T> remoteInterface) {
            return node.toObject(reference, remoteInterface);
        }

        @Override
        public boolean knows(Object scope) {
            return scope.equals(node.settings().directory());
        }
    }
}
