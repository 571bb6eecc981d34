package io.limpid.naming.state;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableSet;
import java.util.TreeSet;

/**
 * The client ids that a naming may have granted after the copy was made from which this one was restored. Nobody here knows which of them
 * were, so none is granted again and none is over; whoever renews one has it. All who live renew within a term, and three are given to them;
 * then the rest was never granted, or is over. At rest there are none.
 */
final class UnknownIds {
    private static final int TERMS_TO_COME_FORWARD = 3;

    /** These are the ids above the first up to the second. */
    private long from;

    private long to;

    /** Until when they may come forward, in naming's time. */
    private long endsAt;

    /** Those of them that had come forward and are over. */
    private final NavigableSet<Long> over = new TreeSet<>();

    /** Begins: until it has a term it does not end. */
    void begin(long newFrom, long newTo, List<Long> alreadyOver) {
        from = newFrom;
        to = newTo;
        endsAt = Long.MAX_VALUE;
        over.addAll(alreadyOver);
    }

    private boolean isOne(long clientId) {
        return from < clientId && clientId <= to;
    }

    /** Whether one without a living lease may be somebody's. */
    boolean mayLive(long clientId) {
        return isOne(clientId) && !over.contains(clientId);
    }

    /** Its lease lived, and is over for ever. */
    void ended(long clientId) {
        if (isOne(clientId)) {
            over.add(clientId);
        }
    }

    /** The highest id of which it is known what became of it, and of all below. */
    long certain(long last) {
        return to == 0 ? last : from;
    }

    List<Long> over() {
        return new ArrayList<>(over);
    }

    void giveAFullTerm(long now, long term) {
        if (to > 0) {
            long whole = now + TERMS_TO_COME_FORWARD * term;
            endsAt = endsAt == Long.MAX_VALUE ? whole : Math.max(endsAt, whole);
        }
    }

    void endIfDue(long now) {
        if (to > 0 && endsAt <= now) {
            from = 0;
            to = 0;
            endsAt = 0;
            over.clear();
        }
    }

    long nextEnd() {
        return to == 0 ? Long.MAX_VALUE : endsAt;
    }

    void writeTo(Output out) {
        out.writeLong(from);
        out.writeLong(to);
        out.writeLong(endsAt);
        out.writeList(over(), out::writeLong);
    }

    void readFrom(Input in) throws IOException {
        from = in.readLong();
        to = in.readLong();
        endsAt = in.readLong();
        over.clear();
        over.addAll(in.readList(Input::readLong));
    }
}
