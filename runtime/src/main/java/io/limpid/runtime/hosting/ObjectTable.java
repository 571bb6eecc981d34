package io.limpid.runtime.hosting;

import io.limpid.runtime.completion.CompletionRecords;
import io.limpid.runtime.hosting.LocalObject.Guard;
import io.limpid.runtime.identity.Binding;
import io.limpid.runtime.identity.InterfaceId;
import io.limpid.runtime.identity.ObjectName;
import io.limpid.runtime.stub.RemoteType;
import io.limpid.runtime.stub.RemoteTypes;
import io.limpid.runtime.transport.Answer;
import io.limpid.runtime.transport.MovedNames;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.jspecify.annotations.Nullable;

/** The objects that this process holds, by name and by themselves; a look-up costs the same however many there are. Thread-safe. */
public final class ObjectTable {
    private final HostingSettings settings;
    private final CallableTypes callable;
    private final ConcurrentMap<ObjectName, Export> byName = new ConcurrentHashMap<>();
    private final ConcurrentMap<Identity, LocalObject> byObject = new ConcurrentHashMap<>();

    /** Where objects went that were here, for a while. */
    private final ConcurrentMap<ObjectName, Binding> moved = new ConcurrentHashMap<>();

    private final MovedNames departed = new MovedNames(this::whereabouts);

    /** The gate of all objects where one method runs at once; null elsewhere. */
    private final @Nullable ObjectGate common;

    /** Makes an empty one. */
    public ObjectTable(HostingSettings settings, RemoteTypes types) {
        this.settings = settings;
        this.callable = new CallableTypes(types);
        this.common = settings.mode() == HostingSettings.Mode.ITERATIVE ? new ObjectGate(settings.mostWaiting()) : null;
    }

    /**
     * Announces an object under a name; calls wait until it {@linkplain Export#becomeCurrent becomes current}.
     *
     * @throws IllegalArgumentException if the name is in use here, or the object is not of that interface
     * @throws IllegalStateException if the object is being moved away
     */
    public Export announce(ObjectName name, RemoteType<?> type, Object object) {
        return announce(name, type, object, null);
    }

    /** Announces one of the runtime's own objects, which guards itself: it is called also where one method of users runs at once. */
    public Export announceApart(ObjectName name, RemoteType<?> type, Object object) {
        byObject.put(
                new Identity(object),
                new LocalObject(object, new ObjectGate(settings.mostWaitingPerObject()), Guard.NONE));
        return announce(name, type, object, null);
    }

    /**
     * Announces an object that several hosts have together; its calls go past gate and records of this one.
     *
     * @param group what naming is to know it as
     */
    public Export announceSequenced(ObjectName name, RemoteType<?> type, InterfaceId group, Sequencer sequencer) {
        return announce(name, type, group, sequencer, null);
    }

    /** Announces an object of whose calls something is known already. */
    Export announce(
            ObjectName name,
            RemoteType<?> type,
            Object object,
            @Nullable CompletionRecords<HostedCall, Answer> records) {
        return announce(name, type, type.id(), object, records);
    }

    private Export announce(
            ObjectName name,
            RemoteType<?> type,
            InterfaceId knownAs,
            Object object,
            @Nullable CompletionRecords<HostedCall, Answer> records) {
        if (!type.javaType().isInstance(object) && !(object instanceof Sequencer)) {
            throw new IllegalArgumentException("object: " + object.getClass().getName() + " (expected: an instance of "
                    + type.javaType().getName() + ")");
        }
        Export[] announced = new Export[1];
        byObject.compute(new Identity(object), (key, present) -> {
            LocalObject local = present == null ? newLocal(object) : present;
            if (local.exports().stream().anyMatch(Export::isDeparting)) {
                throw new IllegalStateException("object: it cannot be named " + name + " as well, because it is being"
                        + " moved to another host (export it there)");
            }
            Export export = new Export(name, knownAs, local, records);
            // Before calls can find it, or the first would be told that it has no such interface.
            local.add(callable.of(type));
            Export taken = byName.putIfAbsent(name, export);
            if (taken != null) {
                throw new IllegalArgumentException("object name: " + name + " is in use by a "
                        + taken.object().object().getClass().getName() + " of this host (unexport it first)");
            }
            local.add(export);
            announced[0] = export;
            return local;
        });
        return announced[0];
    }

    /**
     * Begins to move an object away by one of its names. From now on it gets no further one.
     *
     * @return false if it cannot be called by it, or somebody else moves it or frees the name
     */
    boolean beginDeparture(Export export) {
        boolean[] begun = new boolean[1];
        byObject.computeIfPresent(new Identity(export.object().object()), (key, local) -> {
            begun[0] = export.isCurrent() && export.beginDeparture();
            return local;
        });
        return begun[0];
    }

    private LocalObject newLocal(Object object) {
        ObjectGate gate = common == null ? new ObjectGate(settings.mostWaitingPerObject()) : common;
        return new LocalObject(object, gate, LocalObject.guardOf(object, settings));
    }

    /** Takes a name out: no further call finds the object by it, and those that still wait for it are refused. */
    public void withdraw(Export export) {
        Identity identity = new Identity(export.object().object());
        byObject.computeIfPresent(identity, (key, local) -> {
            byName.remove(export.name(), export);
            local.remove(export);
            return local;
        });
        export.withdraw();
        // Not before: exported anew while a method still runs, the object must meet the same gate.
        export.object().gate().whenQuiet(() -> {
            export.forgetRecords();
            forget(identity);
        });
    }

    private void forget(Identity identity) {
        byObject.computeIfPresent(identity, (key, local) -> local.exports().isEmpty() ? null : local);
    }

    /** Finds what has that name here. */
    @Nullable
    Export find(ObjectName name) {
        return byName.get(name);
    }

    /** Finds a name under which an object can be called: preferably one that naming knows. */
    @Nullable
    Export find(Object object) {
        LocalObject local = byObject.get(new Identity(object));
        List<Export> exports = local == null ? List.of() : local.exports();
        Export found = null;
        for (Export export : exports) {
            if (export.isCurrent() && (found == null || (found.epoch() == 0 && export.epoch() > 0))) {
                found = export;
            }
        }
        return found;
    }

    /** Lets an exported object be called by a further interface. */
    void add(Export export, RemoteType<?> type) {
        export.object().add(callable.of(type));
    }

    /** From now on, whoever looks for the object here is told where it is. */
    void forward(Binding to) {
        moved.put(to.name(), to);
        departed.add(to.name());
    }

    /** Whose objects have left lately. */
    MovedNames departed() {
        return departed;
    }

    /** What is known here of where an object is by now: it may have come back. */
    private @Nullable Binding whereabouts(ObjectName name) {
        Binding there = moved.get(name);
        Export export = byName.get(name);
        Binding here = export == null ? null : export.binding();
        return here == null || (there != null && there.epoch() > here.epoch()) ? there : here;
    }

    /** Callers have had time enough to learn where it went. */
    void stopForwarding(Binding to) {
        moved.remove(to.name(), to);
    }

    /** Where an object went that was here; null if none of that name did, or too long ago. */
    @Nullable
    Binding movedTo(ObjectName name) {
        return moved.get(name);
    }

    /** How many names are forwarded. */
    int forwarded() {
        return moved.size();
    }

    /** Gives every name that is in use. */
    public List<Export> exports() {
        return List.copyOf(byName.values());
    }

    /** An object as itself, whatever it says it is equal to. */
    private record Identity(Object object) {
        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof Identity that && object == that.object;
        }

        @Override
        public int hashCode() {
            return System.identityHashCode(object);
        }
    }
}
