package io.limpid.runtime.wire;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a reader knows of the objects before the place where it stands: those that it has read, and the parts that it skipped, because
 * whoever wrote them knows more than this side. A reference into such a part makes the reader go back and read the object after all.
 */
final class BackReferences {
    private static final int MOST_KEPT = 256;

    private final PayloadReader reader;
    private final CheckedInput in;
    private final ReadObjects known = new ReadObjects();

    /** Starts and ends of the parts that were skipped, ascending. */
    private int[] skipped = {};

    private int skippedSize;

    /** What the skipped parts of a stream said, in their order: it does not come again. */
    private final List<byte[]> kept = new ArrayList<>(0);

    /** While an object in a skipped part is read after all: where the reference to it stands, beyond which nothing is read; else -1. */
    private int goingBackFrom = -1;

    BackReferences(PayloadReader reader) {
        this.reader = reader;
        this.in = reader.input();
    }

    /**
     * Forgets all, for the next payload.
     *
     * @return false if it takes too much memory to be kept for that
     */
    boolean clear() {
        known.clear();
        skippedSize = 0;
        kept.clear();
        goingBackFrom = -1;
        return known.room() <= MOST_KEPT && skipped.length <= MOST_KEPT;
    }

    /** Skips a part, and remembers it; each lies behind those before it. */
    void skip(int to) {
        int from = in.at();
        if (skippedSize == skipped.length) {
            skipped = Arrays.copyOf(skipped, Math.max(8, skippedSize * 2));
        }
        skipped[skippedSize++] = from;
        skipped[skippedSize++] = to;
        if (in.isStreamed()) {
            kept.add(in.take(to - from));
        }
    }

    boolean isGoing() {
        return goingBackFrom >= 0;
    }

    int addSlot(int position, TrackedCodec<?> codec) {
        reader.charge(40);
        return known.add(position, codec);
    }

    void put(int slot, Object object) {
        known.put(slot, object);
    }

    void complete(int slot, Object object, long keyWork) {
        known.put(slot, object);
        known.complete(slot, reader.position(), keyWork);
    }

    /** Finds an object that has been read, or is being read, from a position; -1 if there is none. */
    int find(int position, TrackedCodec<?> codec) {
        int slot = known.find(position);
        if (slot >= 0 && !known.codec(slot).isSameAs(codec)) {
            throw in.fail("a reference from " + codec + " to " + known.codec(slot));
        }
        return slot;
    }

    boolean isComplete(int slot) {
        return known.end(slot) >= 0;
    }

    @SuppressWarnings("unchecked") // Only a codec that isSameAs the one that made it asks for it.
    <T> T object(int slot, TrackedCodec<T> codec) {
        @Nullable Object object = known.object(slot);
        if (object == null) {
            throw in.fail("a reference to a " + codec + " that is not there yet");
        }
        return (T) object;
    }

    <T> T skipKnown(int slot, TrackedCodec<T> codec) {
        T object = object(slot, codec);
        in.go(known.end(slot));
        return object;
    }

    /** Follows a reference from one header to another. */
    <T> T resolve(int from, int to, TrackedCodec<T> codec) {
        if (to < 0 || to >= from) {
            throw in.fail("a reference to byte " + (to & 0xffffffffL) + ", which is not before it");
        }
        int slot = find(to, codec);
        if (slot < 0) {
            return goBack(from, to, codec);
        }
        T object = object(slot, codec);
        if (!codec.accepts(object)) {
            throw in.fail("a reference from " + codec + " to an object of another class");
        }
        // What is still being read is taken for everything so far, which it may hold.
        reader.addWork(isComplete(slot) ? known.work(slot) : codec.keyWork(reader.totalWork()));
        return object;
    }

    /** Reads an object that stands in a part that was skipped. */
    private <T> T goBack(int from, int to, TrackedCodec<T> codec) {
        int part = skippedPart(to);
        if (part < 0) {
            throw in.fail("a reference to byte " + to + ", where no object begins");
        }
        CheckedInput.Place place = in.place();
        int outerOwed = reader.owed();
        boolean outermost = goingBackFrom < 0;
        if (outermost) {
            goingBackFrom = from;
        }
        if (kept.isEmpty()) {
            in.bound(goingBackFrom);
        } else {
            in.turnTo(kept.get(part), skipped[2 * part]);
        }
        in.go(to);
        reader.owed(0);
        if (in.varInt() != TrackedCodec.NEW) {
            throw in.fail("a reference to a place where no object begins");
        }
        T object = codec.readNew(reader, to);
        if (outermost) {
            goingBackFrom = -1;
        }
        reader.owed(outerOwed);
        in.returnTo(place);
        return object;
    }

    /** The number of the skipped part in which this is; -1 if in none. */
    private int skippedPart(int position) {
        int low = 0;
        int high = skippedSize / 2 - 1;
        while (low <= high) {
            int middle = (low + high) >>> 1;
            if (position < skipped[2 * middle]) {
                high = middle - 1;
            } else if (position >= skipped[2 * middle + 1]) {
                low = middle + 1;
            } else {
                return middle;
            }
        }
        return -1;
    }
}
