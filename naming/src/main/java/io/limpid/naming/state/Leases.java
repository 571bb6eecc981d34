package io.limpid.naming.state;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/**
 * The living leases of one kind of holder.
 *
 * <p>A lease ends only in {@link #end} or {@link #endOverdue}, never because a clock was looked at elsewhere. When more than
 * half of the holders (and at least three) are overdue together, the cause is most likely between them and naming, and not in them:
 * whoever's term is up then gets a further one, twice at most until it is heard of again. What is truly dead so ends three terms
 * later at the latest.
 */
final class Leases<K extends Comparable<K>> {
    private static final int FEWEST_FOR_A_MASS = 3;
    private static final int MOST_FURTHER_TERMS = 2;

    private final TreeMap<K, Lease> living = new TreeMap<>();

    /** A right until a point of naming's time, in milliseconds; the further terms count since its holder was last heard of. */
    private record Lease(long endsAt, int furtherTerms) {
        boolean isOverdue(long now, long term) {
            // Holders renew in the first half of their term, so one that is in the last third has missed more than one
            // turn.
            return furtherTerms > 0 || endsAt - now <= term / 3;
        }
    }

    void grant(K holder, long now, long term) {
        living.put(holder, new Lease(now + term, 0));
    }

    boolean lives(K holder) {
        return living.containsKey(holder);
    }

    void end(K holder) {
        living.remove(holder);
    }

    int size() {
        return living.size();
    }

    /** Gives every lease at least one whole term from now. */
    void giveAllAFullTerm(long now, long term) {
        living.replaceAll((holder, lease) -> new Lease(Math.max(lease.endsAt(), now + term), 0));
    }

    /** Ends the leases whose time is up, but not those of a mass; gives the ended in order. */
    List<K> endOverdue(long now, long term) {
        List<K> due = new ArrayList<>();
        int overdue = 0;
        for (var entry : living.entrySet()) {
            overdue += entry.getValue().isOverdue(now, term) ? 1 : 0;
            if (entry.getValue().endsAt() <= now) {
                due.add(entry.getKey());
            }
        }
        boolean mass = overdue >= FEWEST_FOR_A_MASS && 2 * overdue > living.size();
        due.removeIf(holder -> mass && hasAFurtherTerm(holder, now, term));
        due.forEach(living::remove);
        return due;
    }

    private boolean hasAFurtherTerm(K holder, long now, long term) {
        Lease lease = living.get(holder);
        if (lease == null || lease.furtherTerms() >= MOST_FURTHER_TERMS) {
            return false;
        }
        living.put(holder, new Lease(now + term, lease.furtherTerms() + 1));
        return true;
    }

    /** When the next lease's time is up, if none is renewed; {@code Long.MAX_VALUE} if there is none. */
    long nextEnd() {
        return living.values().stream().mapToLong(Lease::endsAt).min().orElse(Long.MAX_VALUE);
    }

    void writeTo(Output out, java.util.function.Consumer<K> writeHolder) {
        out.writeLong(living.size());
        living.forEach((holder, lease) -> {
            writeHolder.accept(holder);
            out.writeLong(lease.endsAt());
            out.writeLong(lease.furtherTerms());
        });
    }

    void readFrom(Input in, Input.Element<K> readHolder) throws IOException {
        living.clear();
        int size = in.readInt();
        for (int i = 0; i < size; i++) {
            living.put(readHolder.read(in), new Lease(in.readLong(), in.readInt()));
        }
    }
}
