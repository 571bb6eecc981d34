package io.limpid.naming.state;

import io.limpid.naming.state.Names.Holder;
import io.limpid.runtime.identity.Binding;
import io.limpid.runtime.identity.Replica;
import io.limpid.runtime.location.MoveConsent;
import io.limpid.runtime.location.Naming.Entry;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/**
 * A bound name: one process has it for itself, or several are its replicas. Its entry is suspect if none of them lives. Immutable.
 *
 * @param movedFrom the epoch that a rebind replaced, by which its repetition is known; 0 if none did
 * @param owners whose each of the binding's replicas is, in their order
 */
record Held(Entry entry, long movedFrom, List<Owner> owners) {
    /** Who holds what a copy says that somebody held: no process is it, so that whoever has the object binds it anew. */
    static final UUID NOBODY = new UUID(0, 0);

    Held {
        owners = List.copyOf(owners);
    }

    /** A process that has the name, or is one of those that have it. */
    record Owner(UUID instance, Life life) {
        Owner as(Life other) {
            return new Owner(instance, other);
        }
    }

    /** What naming knows of an owner. */
    enum Life {
        LIVING(0),
        /** Its lease has ended; it may be heard of again. */
        SUSPECT(1),
        /** Not heard of for so long that naming has forgotten its process. */
        GONE(2);

        private final int code;

        Life(int code) {
            this.code = code;
        }

        private static Life read(Input in) throws IOException {
            int code = in.readByte();
            for (Life life : values()) {
                if (life.code == code) {
                    return life;
                }
            }
            throw new IOException("life of a replica: " + code + " (expected: 0 to 2)");
        }
    }

    /** One that a process has for itself. */
    static Held alone(Binding binding, long movedFrom, UUID instance) {
        return of(binding, movedFrom, List.of(new Owner(instance, Life.LIVING)));
    }

    /** As a copy has it. */
    static Held restored(Binding binding) {
        return of(
                binding,
                0,
                binding.replicas().stream()
                        .map(replica -> new Owner(NOBODY, Life.SUSPECT))
                        .toList());
    }

    static Held of(Binding binding, long movedFrom, List<Owner> owners) {
        boolean suspect = owners.stream().noneMatch(owner -> owner.life() == Life.LIVING);
        return new Held(new Entry(binding, suspect), movedFrom, owners);
    }

    Binding binding() {
        return entry.binding();
    }

    boolean isGroup() {
        return binding().isGroup();
    }

    /** Whether only a copy says that somebody held it. */
    boolean isNobodys() {
        return involves(Set.of(NOBODY));
    }

    boolean isFree() {
        return entry.suspect();
    }

    /** Whether this process, where it listens now, has the name for itself. */
    boolean isHeldBy(Holder holder) {
        return owners.get(0).instance().equals(holder.instance())
                && binding().replicas().equals(holder.place());
    }

    /** Whether this is the consent of the process that has the name for itself, to that host's having it. */
    boolean consents(String toHost, UUID given) {
        UUID owner = owners.get(0).instance();
        return MoveConsent.isOf(owner, binding().name(), binding().epoch(), toHost, given);
    }

    /** Whether this is the consent of the process that has the name for itself to its being freed; what nobody has needs none. */
    boolean consentsToFree(UUID given) {
        return isNobodys() || consentsToFree(owners.get(0), binding().epoch(), given);
    }

    /** Whether this is the consent of one of its owners to its leaving. */
    boolean consentsToFree(Owner owner, long epoch, UUID given) {
        return owner.instance().equals(NOBODY)
                || MoveConsent.isToFree(owner.instance(), binding().name(), epoch, given);
    }

    boolean involves(Set<UUID> instances) {
        return owners.stream().anyMatch(owner -> instances.contains(owner.instance()));
    }

    /** The same with what is known of these instances now. */
    Held with(Life life, Set<UUID> instances) {
        return of(
                binding(),
                movedFrom,
                owners.stream()
                        .map(owner -> instances.contains(owner.instance()) ? owner.as(life) : owner)
                        .toList());
    }

    /** The same with what was heard of a process that listens there. */
    Held trust(Holder holder) {
        List<Owner> changed = new ArrayList<>();
        for (int i = 0; i < owners.size(); i++) {
            boolean same = owners.get(i).instance().equals(holder.instance())
                    && binding().replicas().get(i).endpoint().equals(holder.endpoint());
            changed.add(same ? owners.get(i).as(Life.LIVING) : owners.get(i));
        }
        return of(binding(), movedFrom, changed);
    }

    void writeTo(Output out, EntryWriter entries) {
        entries.writeEntry(entry);
        out.writeLong(movedFrom);
        for (Owner owner : owners) {
            entries.writeInstance(owner.instance());
            if (isGroup()) {
                out.writeByte(owner.life().code);
            }
        }
    }

    static Held readFrom(Input in, EntryReader entries) throws IOException {
        Entry entry = entries.readEntry();
        long movedFrom = in.readLong();
        List<Owner> owners = new ArrayList<>();
        for (Replica replica : entry.binding().replicas()) {
            UUID instance = entries.readInstance();
            owners.add(new Owner(instance, replica.since() > 0 ? Life.read(in) : lifeAlone(entry)));
        }
        return new Held(entry, movedFrom, owners);
    }

    private static Life lifeAlone(Entry entry) {
        return entry.suspect() ? Life.SUSPECT : Life.LIVING;
    }
}
