package io.limpid.runtime.transport;

import io.limpid.runtime.identity.Binding;
import io.limpid.runtime.identity.ObjectName;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Whose objects have left this process lately, in the order in which they did. Each connection reads it by a {@link Reader} of its own, so
 * that a move costs the same however many are connected, and a reply costs one look at a number while nothing moves. It keeps names, not
 * places: where an object is by now is looked up when it is told. See "Hints" in DESIGN.md. Thread-safe.
 */
public final class MovedNames {
    /** That of a process from which nothing moves. */
    static final MovedNames NONE = new MovedNames(name -> null);

    /** How many are kept; whoever is told later than that learns the rest from redirects. */
    static final int KEPT = 1024;

    private final Function<ObjectName, @Nullable Binding> whereabouts;
    private final AtomicReferenceArray<@Nullable ObjectName> latest = new AtomicReferenceArray<>(KEPT);

    /** How many have been added; grows after the name stands there. */
    private volatile long count;

    /** @param whereabouts what this process knows of a name's place at present; null where it knows nothing */
    public MovedNames(Function<ObjectName, @Nullable Binding> whereabouts) {
        this.whereabouts = whereabouts;
    }

    /** An object has left. */
    // One writer at a time, so that the volatile field needs no atomic update.
    @SuppressWarnings("NonAtomicVolatileUpdate")
    public synchronized void add(ObjectName name) {
        latest.set((int) (count % KEPT), name);
        count++;
    }

    /** Begins to read; what has left before is not told. */
    Reader reader() {
        return new Reader();
    }

    /** How far one peer has been told. For one thread at a time; any may look whether there is more. */
    final class Reader {
        private volatile long told = count;

        boolean isBehind() {
            return told != count;
        }

        /**
         * Gives places of some further objects, and none twice.
         *
         * @param concerned whether the peer may know of a name
         * @param most how many at most
         */
        List<Binding> next(Predicate<ObjectName> concerned, int most) {
            List<Binding> places = new ArrayList<>();
            long end = count;
            long next = Math.max(told, end - KEPT);
            while (next < end && places.size() < most) {
                ObjectName name = latest.get((int) (next % KEPT));
                Binding place = name != null && concerned.test(name) ? whereabouts.apply(name) : null;
                if (place != null && !places.contains(place)) {
                    places.add(place);
                }
                next++;
            }
            told = next;
            return places;
        }
    }
}
