package io.limpid.naming.state;

import io.limpid.runtime.identity.Binding;
import io.limpid.runtime.identity.Endpoint;
import io.limpid.runtime.identity.InterfaceId;
import io.limpid.runtime.identity.ObjectName;
import io.limpid.runtime.identity.Replica;
import io.limpid.runtime.identity.Replica.Role;
import io.limpid.runtime.location.Naming.Change;
import io.limpid.runtime.location.Naming.Entry;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Reads what {@link EntryWriter} wrote. What stood in the bytes once is one object in memory, too. */
final class EntryReader {
    private final Input in;
    private final List<InterfaceId> types = new ArrayList<>();
    private final List<List<Replica>> places = new ArrayList<>();
    private final List<UUID> instances = new ArrayList<>();
    private final List<String> principals = new ArrayList<>();

    EntryReader(Input in) {
        this.in = in;
    }

    Binding readBinding() throws IOException {
        ObjectName name = readName();
        InterfaceId type = readOnce(types, from -> new InterfaceId(from.readString()));
        return new Binding(name, type, in.readLong(), in.readLong(), readPlace());
    }

    Entry readEntry() throws IOException {
        return new Entry(readBinding(), in.readBoolean());
    }

    Optional<Entry> readOptional() throws IOException {
        return in.readBoolean() ? Optional.of(readEntry()) : Optional.empty();
    }

    Change readChange() throws IOException {
        return new Change(in.readLong(), readName(), readOptional());
    }

    ObjectName readName() throws IOException {
        return new ObjectName(in.readString());
    }

    List<Replica> readPlace() throws IOException {
        return readOnce(places, from -> List.copyOf(from.readList(EntryReader::readReplica)));
    }

    UUID readInstance() throws IOException {
        return readOnce(instances, Input::readUuid);
    }

    String readPrincipal() throws IOException {
        return readOnce(principals, Input::readString);
    }

    private static Replica readReplica(Input in) throws IOException {
        String host = in.readString();
        Endpoint endpoint = in.readEndpoint();
        int role = in.readByte();
        return switch (role) {
            case EntryWriter.ALONE -> new Replica(host, endpoint, Role.PRIMARY);
            case EntryWriter.PRIMARY -> new Replica(host, endpoint, Role.PRIMARY, in.readString(), in.readLong());
            case EntryWriter.BACKUP -> new Replica(host, endpoint, Role.BACKUP, in.readString(), in.readLong());
            default -> throw new IOException("role: " + role + " (expected: 0, 2 or 3)");
        };
    }

    Role readRole() throws IOException {
        int role = in.readByte();
        return switch (role) {
            case EntryWriter.PRIMARY -> Role.PRIMARY;
            case EntryWriter.BACKUP -> Role.BACKUP;
            default -> throw new IOException("role: " + role + " (expected: 2 or 3)");
        };
    }

    private <T> T readOnce(List<T> met, Input.Element<T> inline) throws IOException {
        int number = in.readInt();
        if (number > met.size()) {
            throw new IOException("number: " + number + " (expected: at most " + met.size() + ")");
        }
        if (number == met.size()) {
            met.add(inline.read(in));
        }
        return met.get(number);
    }
}
