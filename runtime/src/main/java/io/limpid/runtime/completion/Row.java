package io.limpid.runtime.completion;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Things in the order in which they came. Each brings its own {@link Place}, so that to add one and to take it out, wherever it stands, makes no object. For
 * one thread at a time.
 */
final class Row<T> {
    private @Nullable Place<T> first;
    private @Nullable Place<T> last;

    /** Where something stands, in one row at most. */
    abstract static class Place<T> {
        private @Nullable Place<T> before;
        private @Nullable Place<T> after;

        abstract T owner();
    }

    boolean isEmpty() {
        return first == null;
    }

    /** The one that came first of those that are here; null if there is none. */
    @Nullable
    T first() {
        return first == null ? null : first.owner();
    }

    /** All of them, in order. */
    List<T> all() {
        List<T> all = new ArrayList<>();
        for (Place<T> each = first; each != null; each = each.after) {
            all.add(each.owner());
        }
        return all;
    }

    /** Adds one that is in no row. */
    void add(Place<T> place) {
        place.before = last;
        if (last == null) {
            first = place;
        } else {
            last.after = place;
        }
        last = place;
    }

    /** Takes out one that is in this row. */
    void remove(Place<T> place) {
        Place<T> before = place.before;
        Place<T> after = place.after;
        if (before == null) {
            first = after;
        } else {
            before.after = after;
        }
        if (after == null) {
            last = before;
        } else {
            after.before = before;
        }
        place.before = null;
        place.after = null;
    }
}
