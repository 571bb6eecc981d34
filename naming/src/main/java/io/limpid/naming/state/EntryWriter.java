package io.limpid.naming.state;

import io.limpid.runtime.identity.Binding;
import io.limpid.runtime.identity.InterfaceId;
import io.limpid.runtime.identity.ObjectName;
import io.limpid.runtime.identity.Replica;
import io.limpid.runtime.identity.Replica.Role;
import io.limpid.runtime.location.Naming.Change;
import io.limpid.runtime.location.Naming.Entry;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;

/**
 * Writes entries so that what many share (the interface, the place, the instance, the principal) stands in the bytes once: each gets the
 * next number when it is first met and follows there, and is only its number afterwards.
 */
final class EntryWriter {
    /** Holds its name for itself. */
    static final int ALONE = 0;

    /** A replica of a group; zone and epoch follow. */
    static final int PRIMARY = 2;

    static final int BACKUP = 3;

    private final Output out;
    private final Map<InterfaceId, Integer> types = new HashMap<>();
    private final Map<List<Replica>, Integer> places = new HashMap<>();
    private final Map<UUID, Integer> instances = new HashMap<>();
    private final Map<String, Integer> principals = new HashMap<>();

    EntryWriter(Output out) {
        this.out = out;
    }

    void writeBinding(Binding binding) {
        out.writeString(binding.name().path());
        writeOnce(types, binding.type(), type -> out.writeString(type.name()));
        out.writeLong(binding.epoch());
        out.writeLong(binding.incarnation());
        writePlace(binding.replicas());
    }

    void writeEntry(Entry entry) {
        writeBinding(entry.binding());
        out.writeBoolean(entry.suspect());
    }

    void writeOptional(Optional<Entry> entry) {
        out.writeBoolean(entry.isPresent());
        entry.ifPresent(this::writeEntry);
    }

    void writeChange(Change change) {
        out.writeLong(change.revision());
        writeName(change.name());
        writeOptional(change.entry());
    }

    void writeName(ObjectName name) {
        out.writeString(name.path());
    }

    void writePlace(List<Replica> replicas) {
        writeOnce(places, replicas, place -> out.writeList(place, this::writeReplica));
    }

    void writeInstance(UUID instance) {
        writeOnce(instances, instance, out::writeUuid);
    }

    void writePrincipal(String principal) {
        writeOnce(principals, principal, out::writeString);
    }

    private void writeReplica(Replica replica) {
        out.writeString(replica.host());
        out.writeEndpoint(replica.endpoint());
        if (replica.since() == 0) {
            out.writeByte(ALONE);
            return;
        }
        writeRole(replica.role());
        out.writeString(replica.zone());
        out.writeLong(replica.since());
    }

    void writeRole(Role role) {
        out.writeByte(
                switch (role) {
                    case PRIMARY -> PRIMARY;
                    case BACKUP -> BACKUP;
                });
    }

    private <T> void writeOnce(Map<T, Integer> met, T value, Consumer<T> inline) {
        Integer number = met.get(value);
        if (number != null) {
            out.writeLong(number);
            return;
        }
        out.writeLong(met.size());
        met.put(value, met.size());
        inline.accept(value);
    }
}
