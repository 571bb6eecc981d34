package io.limpid.runtime.migration.placement;

import io.limpid.runtime.identity.ObjectName;
import io.limpid.runtime.invocation.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** Which objects of a host are not to be moved for now: those under way, and those that have just come or failed to go. For one thread. */
final class Rests {
    private final Clock clock;
    private final long spanNanos;
    private final Map<ObjectName, Long> until = new HashMap<>();
    private final Set<ObjectName> underWay = new HashSet<>();

    Rests(Clock clock, Duration span) {
        this.clock = clock;
        this.spanNanos = span.toNanos();
    }

    void begun(ObjectName object) {
        underWay.add(object);
    }

    /** Its move is over, or it has come. */
    void begin(ObjectName object) {
        underWay.remove(object);
        until.put(object, clock.nanoTime() + spanNanos);
    }

    boolean isFree(ObjectName object) {
        Long end = until.get(object);
        return !underWay.contains(object) && (end == null || end - clock.nanoTime() <= 0);
    }

    int underWay() {
        return underWay.size();
    }

    /** Forgets what has rested. */
    void prune() {
        long now = clock.nanoTime();
        until.values().removeIf(end -> end - now <= 0);
    }
}
