package io.limpid.naming.state;

import io.limpid.runtime.identity.Binding;
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
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

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

    /**
     * A name's holder.
     *
     * @param movedFrom the epoch that a rebind replaced, by which its repetition is known; 0 if none did
     * @param instance the process that holds it
     */
    record Held(Entry entry, long movedFrom, UUID instance) {
        Binding binding() {
            return entry.binding();
        }

        boolean isHeldBy(Holder holder) {
            return instance.equals(holder.instance()) && binding().replicas().equals(holder.place());
        }

        Held suspect(boolean suspect) {
            return new Held(new Entry(binding(), suspect), movedFrom, instance);
        }
    }

    /** A process that may hold names, and where it listens. */
    record Holder(UUID instance, List<Replica> place) {}

    Optional<Entry> find(ObjectName name) {
        return Optional.ofNullable(bound.get(name.path())).map(Held::entry);
    }

    int size() {
        return bound.size();
    }

    Answer bind(ObjectName name, InterfaceId type, Holder holder) {
        Held held = bound.get(name.path());
        if (held != null && !held.entry().suspect()) {
            boolean same = held.isHeldBy(holder) && held.binding().type().equals(type);
            return same ? new Answer.Bound(held.binding()) : new Answer.Taken(held.binding());
        }
        long epoch = history.next();
        return put(new Binding(name, type, epoch, epoch, holder.place()), 0, holder.instance());
    }

    Answer rebind(ObjectName name, long expectedEpoch, Holder holder) {
        Held held = bound.get(name.path());
        if (held == null) {
            return new Answer.Conflict(0);
        }
        Binding now = held.binding();
        if (now.epoch() == expectedEpoch) {
            Binding moved = new Binding(name, now.type(), history.next(), now.incarnation(), holder.place());
            return put(moved, expectedEpoch, holder.instance());
        }
        boolean done = held.movedFrom() == expectedEpoch && expectedEpoch > 0 && held.isHeldBy(holder);
        return done ? new Answer.Bound(now) : new Answer.Conflict(now.epoch());
    }

    Answer unbind(ObjectName name, long expectedEpoch) {
        Held held = bound.get(name.path());
        if (held == null) {
            return new Answer.Done();
        }
        if (held.binding().epoch() != expectedEpoch) {
            return new Answer.Conflict(held.binding().epoch());
        }
        remove(name);
        return new Answer.Done();
    }

    /** Frees every name that an instance holds. */
    void free(UUID instance) {
        matching(held -> held.instance().equals(instance))
                .forEach(held -> remove(held.binding().name()));
    }

    /** Marks what these instances hold. */
    void suspect(Set<UUID> instances) {
        change(held -> !held.entry().suspect() && instances.contains(held.instance()), held -> held.suspect(true));
    }

    /** Clears the mark from what is held by one that has been heard of again. */
    void trust(Holder holder) {
        change(held -> held.entry().suspect() && held.isHeldBy(holder), held -> held.suspect(false));
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

    private Answer put(Binding binding, long movedFrom, UUID instance) {
        set(new Held(new Entry(binding, false), movedFrom, instance));
        return new Answer.Bound(binding);
    }

    private void set(Held held) {
        bound.put(held.binding().name().path(), held);
        history.add(held.binding().name(), Optional.of(held.entry()));
    }

    private void remove(ObjectName name) {
        bound.remove(name.path());
        history.add(name, Optional.empty());
    }

    private void change(Predicate<Held> which, UnaryOperator<Held> how) {
        matching(which).forEach(held -> set(how.apply(held)));
    }

    private List<Held> matching(Predicate<Held> which) {
        return bound.values().stream().filter(which).toList();
    }

    void writeTo(Output out, EntryWriter entries) {
        out.writeLong(bound.size());
        bound.values().forEach(held -> {
            entries.writeEntry(held.entry());
            out.writeLong(held.movedFrom());
            entries.writeInstance(held.instance());
        });
    }

    void readFrom(Input in, EntryReader entries) throws IOException {
        bound.clear();
        int size = in.readInt();
        for (int i = 0; i < size; i++) {
            Held held = new Held(entries.readEntry(), in.readLong(), entries.readInstance());
            bound.put(held.binding().name().path(), held);
        }
    }
}
