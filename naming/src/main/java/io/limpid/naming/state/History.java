package io.limpid.naming.state;

import io.limpid.runtime.identity.ObjectName;
import io.limpid.runtime.location.Naming.Change;
import io.limpid.runtime.location.Naming.Changes;
import io.limpid.runtime.location.Naming.Entry;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The count of all changes, and the latest of them for those who watch.
 *
 * <p>The count jumps ahead when a leader begins (see {@link #jumpTo}), so a watcher that names a revision inside a jump has heard of
 * changes that this history does not hold: it once watched a naming whose later changes were lost, and must list again. That is why
 * a revision is taken only if it has been the present one.
 */
final class History {
    /** How many changes are kept: enough for a watcher that was away for a while, little enough to be part of every snapshot. */
    static final int KEPT = 16_384;

    /** By revision; a jump stands here as a step without a change. */
    private final NavigableMap<Long, Optional<Change>> steps = new TreeMap<>();

    /** Made by the command that is being applied. */
    private final Deque<Change> fresh = new ArrayDeque<>();

    private long revision;

    /** Everything after this revision is in {@link #steps}. */
    private long floor;

    long revision() {
        return revision;
    }

    /** The revision of the change that comes next, and so the epoch of a binding made by it. */
    long next() {
        return revision + 1;
    }

    void add(ObjectName name, Optional<Entry> entry) {
        Change change = new Change(next(), name, entry);
        step(change.revision(), Optional.of(change));
        fresh.add(change);
    }

    /** Lets the count go on from a higher number; does nothing if it is that far. */
    void jumpTo(long higher) {
        if (higher > revision) {
            step(higher, Optional.empty());
        }
    }

    /** Goes on from a number, without what was before. */
    void restore(long from) {
        revision = from;
        floor = from;
    }

    /** Gives the changes made since it was last asked, and forgets that they are new. */
    List<Change> takeFresh() {
        List<Change> taken = List.copyOf(fresh);
        fresh.clear();
        return taken;
    }

    Changes since(String prefix, long after, int limit) {
        if (after < 0) {
            return new Changes(revision, false, List.of());
        }
        if (after != floor && !steps.containsKey(after)) {
            return new Changes(revision, true, List.of());
        }
        List<Change> events = new ArrayList<>();
        for (Optional<Change> step : steps.tailMap(after, false).values()) {
            if (step.isPresent() && step.get().name().isWithin(prefix)) {
                events.add(step.get());
                if (events.size() == limit) {
                    return new Changes(step.get().revision(), false, events);
                }
            }
        }
        return new Changes(revision, false, events);
    }

    private void step(long to, Optional<Change> change) {
        revision = to;
        steps.put(to, change);
        if (steps.size() > KEPT) {
            floor = steps.pollFirstEntry().getKey();
        }
    }

    void writeTo(Output out, EntryWriter entries) {
        out.writeLong(revision);
        out.writeLong(floor);
        out.writeLong(steps.size());
        steps.forEach((at, change) -> {
            out.writeLong(at);
            out.writeBoolean(change.isPresent());
            change.ifPresent(entries::writeChange);
        });
    }

    void readFrom(Input in, EntryReader entries) throws IOException {
        revision = in.readLong();
        floor = in.readLong();
        steps.clear();
        int size = in.readInt();
        for (int i = 0; i < size; i++) {
            long at = in.readLong();
            steps.put(at, in.readBoolean() ? Optional.of(entries.readChange()) : Optional.empty());
        }
    }
}
