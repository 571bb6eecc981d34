package io.limpid.naming.service;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.limpid.runtime.identity.ObjectName;
import io.limpid.runtime.location.Naming.Change;
import io.limpid.runtime.location.Naming.Changes;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The latest changes, as the log applies them. Their revisions follow one upon another; where one is skipped, because a leader began or because this server
 * was given a snapshot, nothing of before is known here any more. Thread-safe.
 */
final class RecentChanges {
    /** Some seconds of the busiest naming; whoever knows less asks the state. */
    static final int KEPT = 4_096;

    /** That of revision n at n modulo {@link #KEPT}; null where it says of no name where it is. */
    @GuardedBy("this")
    private final @Nullable Change[] changes = new @Nullable Change[KEPT];

    @GuardedBy("this")
    private final int[] fingerprints = new int[KEPT];

    /** All changes after this one, up to {@link #last}, are here. */
    @GuardedBy("this")
    private long floor;

    /** -1 while none has been seen. */
    @GuardedBy("this")
    private long last = -1;

    synchronized void add(List<Change> fresh) {
        for (Change change : fresh) {
            if (change.revision() != last + 1) {
                floor = change.revision() - 1;
            }
            last = change.revision();
            floor = Math.max(floor, last - KEPT);
            int at = (int) (last % KEPT);
            changes[at] = isNewPlace(change) ? change : null;
            fingerprints[at] = change.name().fingerprint();
        }
    }

    /** Whether it made a binding, and so has the revision that is its epoch; others free a name, or say of one that its host is silent or is not. */
    static boolean isNewPlace(Change change) {
        return change.entry()
                .filter(entry -> entry.binding().epoch() == change.revision())
                .isPresent();
    }

    /** The revision of the latest; -1 while none has been seen. */
    synchronized long last() {
        return last;
    }

    /**
     * Of each name whose fingerprint is among these where it is by now, if that changed after a revision; null if this does not reach back to it.
     *
     * @param watched in ascending order
     */
    synchronized @Nullable Changes since(long revision, int[] watched) {
        if (revision < floor || revision > last) {
            return null;
        }
        Map<ObjectName, Change> latest = new LinkedHashMap<>();
        for (long at = revision + 1; at <= last; at++) {
            int index = (int) (at % KEPT);
            Change change = changes[index];
            if (change != null && Arrays.binarySearch(watched, fingerprints[index]) >= 0) {
                latest.put(change.name(), change);
            }
        }
        return new Changes(last, false, List.copyOf(latest.values()));
    }
}
