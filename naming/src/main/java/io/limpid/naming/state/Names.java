package io.limpid.naming.state;

import io.limpid.naming.state.Command.JoinGroup;
import io.limpid.naming.state.Held.Life;
import io.limpid.naming.state.Held.Owner;
import io.limpid.runtime.identity.Binding;
import io.limpid.runtime.identity.Endpoint;
import io.limpid.runtime.identity.InterfaceId;
import io.limpid.runtime.identity.ObjectName;
import io.limpid.runtime.identity.Replica;
import io.limpid.runtime.location.Naming.Entry;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.BiPredicate;
import java.util.function.Predicate;

/**
 * The bindings, in the order of their names. The revision at which a binding is made is its epoch, so the epochs of a name grow for
 * ever although nothing is kept of a name that was freed. Every change goes into the history.
 */
final class Names {
    private final NavigableMap<String, Held> bound = new TreeMap<>();
    private final History history;

    Names(History history) {
        this.history = history;
    }

    /** A process that may hold names, and where it listens. */
    record Holder(UUID instance, List<Replica> place) {
        String host() {
            return place.get(0).host();
        }

        Endpoint endpoint() {
            return place.get(0).endpoint();
        }
    }

    Optional<Entry> find(ObjectName name) {
        return Optional.ofNullable(bound.get(name.path())).map(Held::entry);
    }

    int size() {
        return bound.size();
    }

    Answer bind(ObjectName name, InterfaceId type, Holder holder) {
        Held held = bound.get(name.path());
        if (held != null && !held.isFree()) {
            boolean same = held.isHeldBy(holder) && held.binding().type().equals(type);
            return same ? new Answer.Bound(held.binding()) : new Answer.Taken(held.binding());
        }
        long epoch = history.next();
        return put(Held.alone(new Binding(name, type, epoch, epoch, holder.place()), 0, holder.instance()));
    }

    Answer join(JoinGroup join, Holder holder) {
        Held held = bound.get(join.name().path());
        boolean others = held != null && held.isGroup() && held.binding().type().equals(join.type());
        if (held == null || (held.isFree() && !others)) {
            return put(Groups.first(join, holder, history.next()));
        }
        if (!others) {
            return new Answer.Taken(held.binding());
        }
        Binding present = Groups.present(held, join, holder);
        if (present != null) {
            return new Answer.Bound(present);
        }
        Held joined = Groups.joined(held, join, holder, history.next());
        return joined.owners().size() > Groups.MOST_REPLICAS ? new Answer.Full(Groups.MOST_REPLICAS) : put(joined);
    }

    Answer rebind(ObjectName name, long expectedEpoch, Holder holder, Optional<UUID> consent) {
        Held held = bound.get(name.path());
        if (held == null) {
            return new Answer.Conflict(0);
        }
        Binding now = held.binding();
        // A group's replicas do not move: one joins there and one leaves here.
        // Nor does what only a copy says of: whoever has the object binds it anew.
        if (now.epoch() == expectedEpoch && !held.isGroup() && !held.isNobodys()) {
            if (consent.isPresent() && !held.consents(holder.host(), consent.get())) {
                return new Answer.Denied();
            }
            Binding moved = new Binding(name, now.type(), history.next(), now.incarnation(), holder.place());
            return put(Held.alone(moved, expectedEpoch, holder.instance()));
        }
        boolean done = held.movedFrom() == expectedEpoch && expectedEpoch > 0 && held.isHeldBy(holder);
        return done ? new Answer.Bound(now) : new Answer.Conflict(now.epoch());
    }

    /** In a group it is the replica which joined at that epoch that leaves. */
    Answer unbind(ObjectName name, long expectedEpoch, Optional<UUID> consent) {
        Held held = bound.get(name.path());
        if (held == null) {
            return new Answer.Done();
        }
        if (held.isGroup()) {
            return leave(held, expectedEpoch, consent);
        }
        if (held.binding().epoch() != expectedEpoch) {
            return new Answer.Conflict(held.binding().epoch());
        }
        if (consent.isPresent() && !held.consentsToFree(consent.get())) {
            return new Answer.Denied();
        }
        remove(name);
        return new Answer.Done();
    }

    private Answer leave(Held group, long since, Optional<UUID> consent) {
        for (int i = 0; i < group.owners().size(); i++) {
            if (group.binding().replicas().get(i).since() != since) {
                continue;
            }
            if (consent.isPresent() && !group.consentsToFree(group.owners().get(i), since, consent.get())) {
                return new Answer.Denied();
            }
            leave(group, (owner, replica) -> replica.since() == since);
        }
        return new Answer.Done();
    }

    /** Frees every name that an instance holds, and takes it out of its groups. */
    void free(UUID instance) {
        for (Held held : matching(each -> each.involves(Set.of(instance)))) {
            if (held.isGroup()) {
                leave(held, (owner, replica) -> owner.instance().equals(instance));
            } else {
                remove(held.binding().name());
            }
        }
    }

    private void leave(Held group, BiPredicate<Owner, Replica> who) {
        Groups.without(group, who, history.next())
                .ifPresentOrElse(this::set, () -> remove(group.binding().name()));
    }

    /** Marks what these instances hold. */
    void suspect(Set<UUID> instances) {
        matching(held -> held.involves(instances)).forEach(held -> mark(held, held.with(Life.SUSPECT, instances)));
    }

    /** Nobody has heard of these instances for so long that they are forgotten: those that live go on without them in their groups. */
    void giveUp(Set<UUID> instances) {
        matching(held -> held.isGroup() && held.involves(instances))
                .forEach(held -> mark(held, held.with(Life.GONE, instances)));
        dropLeftBehind();
    }

    /** Clears the mark from what is held by one that has been heard of again. */
    void trust(Holder holder) {
        matching(held -> held.involves(Set.of(holder.instance()))).forEach(held -> mark(held, held.trust(holder)));
        dropLeftBehind();
    }

    private void dropLeftBehind() {
        matching(Groups::hasLeftBehind).forEach(group -> leave(group, (owner, replica) -> owner.life() == Life.GONE));
    }

    /** Only a change that others can see is one of the history. */
    private void mark(Held held, Held marked) {
        if (held.entry().equals(marked.entry())) {
            bound.put(held.binding().name().path(), marked);
        } else {
            set(marked);
        }
    }

    List<Entry> list(String prefix, String after, int limit) {
        List<Entry> page = new ArrayList<>();
        Held exact = prefix.isEmpty() ? null : bound.get(prefix);
        if (exact != null && after.compareTo(prefix) < 0) {
            page.add(exact.entry());
        }
        String below = prefix.isEmpty() ? "" : prefix + "/";
        boolean goesOn = after.compareTo(below) >= 0;
        for (Held next : bound.tailMap(goesOn ? after : below, !goesOn).values()) {
            if (page.size() >= limit || !next.binding().name().path().startsWith(below)) {
                break;
            }
            page.add(next.entry());
        }
        return page;
    }

    private Answer put(Held held) {
        set(held);
        return new Answer.Bound(held.binding());
    }

    private void set(Held held) {
        bound.put(held.binding().name().path(), held);
        history.add(held.binding().name(), Optional.of(held.entry()));
    }

    private void remove(ObjectName name) {
        bound.remove(name.path());
        history.add(name, Optional.empty());
    }

    private List<Held> matching(Predicate<Held> which) {
        return bound.values().stream().filter(which).toList();
    }

    void writeCopy(Output out, EntryWriter entries) {
        out.writeLong(bound.size());
        bound.values().forEach(held -> entries.writeBinding(held.binding()));
    }

    void readCopy(Input in, EntryReader entries) throws IOException {
        int size = in.readInt();
        for (int i = 0; i < size; i++) {
            Binding binding = entries.readBinding();
            bound.put(binding.name().path(), Held.restored(binding));
        }
    }

    void writeTo(Output out, EntryWriter entries) {
        out.writeLong(bound.size());
        bound.values().forEach(held -> held.writeTo(out, entries));
    }

    void readFrom(Input in, EntryReader entries) throws IOException {
        bound.clear();
        int size = in.readInt();
        for (int i = 0; i < size; i++) {
            Held held = Held.readFrom(in, entries);
            bound.put(held.binding().name().path(), held);
        }
    }
}
