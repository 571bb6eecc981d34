package io.limpid.runtime.hosting;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The room for calls that have arrived and not begun. As long as it is at most half full everybody finds a place; of the other half each
 * client has its share, so that one which sends without end cannot keep another out. Thread-safe.
 */
final class WaitingRoom {
    /** All the room there is; a number so large that a place of any size is a whole number of parts. */
    private static final long PARTS = 1L << 50;

    private final int most;
    private final long mostBytes;
    private final AtomicInteger waiting = new AtomicInteger();
    private final AtomicLong used = new AtomicLong();

    /** What each client holds of the second half; no entry where that is nothing. */
    private final ConcurrentMap<Object, Long> shares = new ConcurrentHashMap<>();

    WaitingRoom(int most, long mostBytes) {
        this.most = most;
        this.mostBytes = mostBytes;
    }

    /** What came of asking for a place. */
    enum Place {
        /** It has one. */
        FREE,
        /** It has one, of its client's share. */
        SHARED,
        /** There is none, for anybody. */
        FULL,
        /** There is none for this client. */
        SHARE_USED;

        boolean isGranted() {
            return this == FREE || this == SHARED;
        }
    }

    /** Asks for a place for a call with so many bytes of arguments; a place that is granted must be given back. */
    Place enter(Object client, int bytes) {
        long size = sizeOf(bytes);
        long before = used.getAndAdd(size);
        Place place = place(client, size, before);
        if (place.isGranted()) {
            waiting.incrementAndGet();
        } else {
            used.addAndGet(-size);
        }
        return place;
    }

    private Place place(Object client, long size, long before) {
        // A call larger than all the room there is may have it alone.
        if (before != 0 && before + size > PARTS) {
            return Place.FULL;
        }
        if (before + size <= PARTS / 2 || before == 0) {
            return Place.FREE;
        }
        long mine = shares.merge(client, size, Long::sum);
        // One more client than there are, for whoever comes next; and at least one place each.
        long share = PARTS / 2 / (shares.size() + 1);
        if (mine <= share || mine == size) {
            return Place.SHARED;
        }
        giveBack(client, size);
        return Place.SHARE_USED;
    }

    /** Gives a granted place back. */
    void leave(Object client, int bytes, Place place) {
        long size = sizeOf(bytes);
        waiting.decrementAndGet();
        used.addAndGet(-size);
        if (place == Place.SHARED) {
            giveBack(client, size);
        }
    }

    private void giveBack(Object client, long size) {
        shares.computeIfPresent(client, (key, held) -> held == size ? null : held - size);
    }

    private long sizeOf(int bytes) {
        return Math.max(PARTS / most, (long) ((double) bytes / mostBytes * PARTS));
    }

    /** How many have a place. */
    int waiting() {
        return waiting.get();
    }
}
