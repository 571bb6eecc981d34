package io.limpid.runtime.hosting;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.limpid.runtime.identity.Endpoint;
import io.limpid.runtime.identity.Standing;
import io.limpid.runtime.stub.RemoteType;
import io.limpid.runtime.stub.RemoteTypes;
import io.limpid.runtime.stub.Stub;
import io.limpid.runtime.stub.StubInvoker;
import io.limpid.runtime.transport.Connection;
import io.limpid.runtime.transport.Transport.ReferenceSource;
import io.limpid.runtime.wire.PayloadException;
import io.limpid.runtime.wire.References;
import io.limpid.runtime.wire.RemoteReference;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Gives this process's objects to others by reference, each under one name however often it is passed, and makes stubs of what others
 * give. See "References" in DESIGN.md. Thread-safe.
 */
public final class ObjectReferences implements ReferenceSource {
    private final ObjectTable table;
    private final RemoteTypes types;
    private final StubSource stubs;

    /** Gives null as long as this process does not listen. */
    private final Supplier<@Nullable Endpoint> listener;

    private final EphemeralNames names;

    /** What was given to the process at the other end of each connection, and lives as long as that. */
    @GuardedBy("this")
    private final Map<Connection, List<Export>> given = new HashMap<>();

    /**
     * Makes one.
     *
     * @param listener gives where this process listens; null where it does not
     * @param origin tells names given here from those given by any other process, above all by one that listened at the same place
     *     before: a reference to what died with it must find nothing
     */
    public ObjectReferences(
            ObjectTable table,
            RemoteTypes types,
            StubSource stubs,
            Supplier<@Nullable Endpoint> listener,
            String origin) {
        this.table = table;
        this.types = types;
        this.stubs = stubs;
        this.listener = listener;
        this.names = new EphemeralNames(origin);
    }

    @Override
    public References over(Connection connection) {
        return new OverConnection(connection);
    }

    /** Those of what is written for no connection in particular, as an object's state; only from and for processes that listen. */
    public References unconnected() {
        return new Unconnected();
    }

    private RemoteReference toReference(Object object, Class<?> remoteInterface, Connection connection) {
        if (!(object instanceof Stub stub)) {
            return ofLocal(object, remoteInterface, connection);
        }
        StubInvoker invoker = stub.stubInvoker();
        RemoteReference reference = invoker.reference();
        Object scope = invoker.path().scope();
        if (reference instanceof RemoteReference.Connected && scope.equals(connection)) {
            return new RemoteReference.Home(reference.name());
        }
        boolean travels = reference instanceof RemoteReference.Direct
                || (reference instanceof RemoteReference.Named && stubs.knows(scope));
        if (travels) {
            return reference;
        }
        // It means something only here, so that calls must come through here: the stub is passed like a local object.
        RemoteReference relay = ofLocal(object, remoteInterface, connection);
        if (scope instanceof Connection onlyWay) {
            onlyWay.onClose(() -> withdrawEphemeral(object));
        }
        return relay;
    }

    private RemoteReference ofLocal(Object object, Class<?> remoteInterface, Connection connection) {
        RemoteType<?> type = types.of(remoteInterface);
        Endpoint endpoint = listener.get();
        if (endpoint == null) {
            return give(object, type, connection);
        }
        Export export = announced(object, type);
        return export.epoch() > 0
                ? new RemoteReference.Named(export.name())
                : new RemoteReference.Direct(export.name(), endpoint);
    }

    private Export announced(Object object, RemoteType<?> type) {
        Export present = table.find(object);
        if (present == null) {
            present = announce(object, type);
        }
        table.add(present, type);
        return present;
    }

    private synchronized Export announce(Object object, RemoteType<?> type) {
        Export present = table.find(object);
        if (present != null) {
            return present;
        }
        Export export = table.announce(names.of(object), type, object);
        export.becomeCurrent(Standing.NONE);
        return export;
    }

    /** Lets the process at the other end, and nobody else, call the object until their connection ends. */
    private RemoteReference give(Object object, RemoteType<?> type, Connection connection) {
        Export export;
        boolean first;
        synchronized (this) {
            export = announced(object, type);
            first = !given.containsKey(connection);
            List<Export> exports = given.computeIfAbsent(connection, key -> new ArrayList<>());
            if (export.admit(connection)) {
                exports.add(export);
            }
        }
        if (first) {
            connection.onClose(() -> takeBack(connection));
        }
        return new RemoteReference.Connected(export.name());
    }

    private synchronized void takeBack(Connection connection) {
        List<Export> exports = given.remove(connection);
        for (Export export : exports == null ? List.<Export>of() : exports) {
            if (export.dismiss(connection)) {
                table.withdraw(export);
            }
        }
    }

    private synchronized void withdrawEphemeral(Object object) {
        Export export = table.find(object);
        if (export != null && export.name().isWithin("~")) {
            table.withdraw(export);
        }
    }

    private <T> T toObject(RemoteReference reference, Class<T> remoteInterface, Connection connection) {
        if (!(reference instanceof RemoteReference.Home)) {
            return stubs.stub(reference, remoteInterface, connection);
        }
        Export export = table.find(reference.name());
        if (export == null || !export.isReachableOver(connection)) {
            throw new PayloadException("a reference to an object that this process does not hold (any more)");
        }
        Object object = export.object().object();
        if (!remoteInterface.isInstance(object)) {
            throw new PayloadException("a reference to an object of this process that is not of the interface "
                    + remoteInterface.getName());
        }
        return remoteInterface.cast(object);
    }

    /** Those that mean the same over any connection. */
    private final class Unconnected implements References {
        @Override
        public RemoteReference toReference(Object object, Class<?> remoteInterface) {
            if (object instanceof Stub stub) {
                RemoteReference reference = stub.stubInvoker().reference();
                boolean travels = reference instanceof RemoteReference.Direct
                        || (reference instanceof RemoteReference.Named
                                && stubs.knows(stub.stubInvoker().path().scope()));
                if (travels) {
                    return reference;
                }
            }
            Endpoint endpoint = listener.get();
            if (endpoint == null) {
                throw new PayloadException("a reference to an object of a process that does not listen");
            }
            Export export = announced(object, types.of(remoteInterface));
            return export.epoch() > 0
                    ? new RemoteReference.Named(export.name())
                    : new RemoteReference.Direct(export.name(), endpoint);
        }

        @Override
        public <T> T toObject(RemoteReference reference, Class<T> remoteInterface) {
            return stubs.stub(reference, remoteInterface);
        }
    }

    /** Those of one connection. */
    private final class OverConnection implements References {
        private final Connection connection;

        OverConnection(Connection connection) {
            this.connection = connection;
        }

        @Override
        public RemoteReference toReference(Object object, Class<?> remoteInterface) {
            return ObjectReferences.this.toReference(object, remoteInterface, connection);
        }

        @Override
        public <T> T toObject(RemoteReference reference, Class<T> remoteInterface) {
            return ObjectReferences.this.toObject(reference, remoteInterface, connection);
        }
    }
}
