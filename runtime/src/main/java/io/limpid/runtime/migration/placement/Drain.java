package io.limpid.runtime.migration.placement;

import io.limpid.runtime.identity.ObjectName;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Empties a host: its objects go to the others, spread by load, a bounded number at once. A state machine for one thread: it is told what
 * has happened, and tells which moves to begin.
 *
 * <p>This is list scheduling by longest processing time [1]: the most called object first, to the host that is least loaded counting what is
 * on its way there. No host ends with more than an even share of everything plus one object, or with what it had before. A host that
 * refuses an object is not asked for it again; one where it failed is after the others, or a host that is dead, and so has least to do, would
 * be the only one that is tried. An object that has failed {@link #ATTEMPTS} times stays.
 *
 * <p>An object is WAITING, UNDER WAY or ENDED; over once none is WAITING or UNDER WAY.
 *
 * <p>[1] R. L. Graham, "Bounds on multiprocessing timing anomalies", SIAM J. Appl. Math. 17(2), 1969.
 */
public final class Drain {
    /** How often an object's move may fail, wherever to; refusals do not count. */
    public static final int ATTEMPTS = 5;

    /** What it counts to hold an object that nobody calls, in calls a second: such objects are spread, too. */
    private static final double HELD = 1;

    private final String host;
    private final int mostAtOnce;

    /** Loads of the hosts that take objects, with what is on its way to them; by name, so that decisions do not hang on chance. */
    private final Map<String, Double> targets = new TreeMap<>();

    private final PriorityQueue<Leaving> waiting = new PriorityQueue<>(Comparator.comparingDouble(Leaving::weight)
            .reversed()
            .thenComparing(leaving -> leaving.load.name().path()));

    private final Map<ObjectName, Leaving> underWay = new HashMap<>();
    private final Set<ObjectName> known = new HashSet<>();

    /** In this order; whoever knows the first few asks for the others. */
    private final List<Ended> ended = new ArrayList<>();

    /**
     * An object of which no more is to be done.
     *
     * @param host where it is now
     * @param why it has not left; empty if it has
     */
    public record Ended(ObjectName object, String host, String why) {
        /** Whether it has left. */
        public boolean isGone() {
            return why.isEmpty();
        }
    }

    /** Makes one; {@link #begin()} gives the first moves. */
    public Drain(String host, List<ObjectLoad> objects, List<HostLoad> others, int mostAtOnce) {
        if (mostAtOnce < 1) {
            throw new IllegalArgumentException("moves at once: " + mostAtOnce + " (expected: at least 1)");
        }
        this.host = host;
        this.mostAtOnce = mostAtOnce;
        others.stream()
                .filter(each -> !each.host().equals(host))
                .forEach(each -> targets.put(each.host(), each.callsPerSecond()));
        objects.forEach(this::add);
    }

    private void add(ObjectLoad load) {
        if (known.add(load.name())) {
            waiting.add(new Leaving(load));
        }
    }

    /** Begins. */
    public List<Move> begin() {
        return next();
    }

    /** Further objects are to leave; one that is known already does not count again. */
    public List<Move> also(List<ObjectLoad> objects) {
        objects.forEach(this::add);
        return next();
    }

    /** An object is at the other host. */
    public List<Move> moved(ObjectName object) {
        Leaving leaving = underWay.remove(object);
        if (leaving != null) {
            ended.add(new Ended(object, leaving.target(), ""));
        }
        return next();
    }

    /** An object is not here any more, and has not gone where it was sent: somebody else has moved it, or freed its name. */
    public List<Move> elsewhere(ObjectName object) {
        backFrom(object, "somebody else has moved it");
        return next();
    }

    /** An object is here, and would be wherever it was sent. */
    public List<Move> fixed(ObjectName object, String why) {
        if (backFrom(object, why) != null) {
            stays(object, why);
        }
        return next();
    }

    private void stays(ObjectName object, String why) {
        ended.add(new Ended(object, host, why));
    }

    /** An object is still here, because the other host does not want it. */
    public List<Move> refused(ObjectName object, String why) {
        Leaving leaving = backFrom(object, why);
        if (leaving != null) {
            leaving.refusedBy.add(leaving.target());
            waiting.add(leaving);
        }
        return next();
    }

    /** An object is still here, although nobody refused it. */
    public List<Move> failed(ObjectName object, String why) {
        Leaving leaving = backFrom(object, why);
        if (leaving != null) {
            leaving.failures++;
            leaving.failedAt.merge(leaving.target(), 1, Integer::sum);
            if (leaving.failures < ATTEMPTS) {
                waiting.add(leaving);
            } else {
                stays(object, leaving.failures + " attempts failed, the last because " + why);
            }
        }
        return next();
    }

    /** Nothing more is to be moved: what has not left stays, also if it is on its way. */
    public void giveUp(String why) {
        waiting.forEach(each -> stays(each.load.name(), why));
        underWay.keySet().forEach(object -> stays(object, why));
        waiting.clear();
        underWay.clear();
    }

    private @Nullable Leaving backFrom(ObjectName object, String why) {
        Leaving leaving = underWay.remove(object);
        if (leaving != null) {
            leaving.trouble = leaving.target() + ": " + why;
            targets.computeIfPresent(leaving.target(), (name, load) -> Math.max(0, load - leaving.weight()));
        }
        return leaving;
    }

    private List<Move> next() {
        List<Move> moves = new ArrayList<>();
        while (underWay.size() < mostAtOnce && !waiting.isEmpty()) {
            Leaving leaving = waiting.remove();
            leastLoadedFor(leaving)
                    .ifPresentOrElse(
                            target -> moves.add(send(leaving, target)),
                            () -> stays(leaving.load.name(), whyNowhere(leaving)));
        }
        return moves;
    }

    private Optional<String> leastLoadedFor(Leaving leaving) {
        return targets.entrySet().stream()
                .filter(each -> !leaving.refusedBy.contains(each.getKey()))
                .min(Comparator.<Map.Entry<String, Double>>comparingInt(
                                each -> leaving.failedAt.getOrDefault(each.getKey(), 0))
                        .thenComparing(Map.Entry.comparingByValue()))
                .map(Map.Entry::getKey);
    }

    private Move send(Leaving leaving, String target) {
        double before = targets.merge(target, leaving.weight(), Double::sum) - leaving.weight();
        leaving.target = target;
        underWay.put(leaving.load.name(), leaving);
        String reason =
                "%s is drained; of %d hosts that have not refused it %s has least to do (%.1f calls/s, this object %.1f); %d wait, %d are under way"
                        .formatted(
                                host,
                                targets.keySet().stream()
                                        .filter(each -> !leaving.refusedBy.contains(each))
                                        .count(),
                                target,
                                before,
                                leaving.load.callsPerSecond(),
                                waiting.size(),
                                underWay.size());
        return new Move(leaving.load.name(), host, target, reason);
    }

    private String whyNowhere(Leaving leaving) {
        if (leaving.trouble != null) {
            return "no other host takes it; the last was " + leaving.trouble;
        }
        return "there is no other host";
    }

    /** Whether nothing waits and nothing is under way. */
    public boolean isOver() {
        return waiting.isEmpty() && underWay.isEmpty();
    }

    /** What has ended but for so many first, in order. */
    public List<Ended> endedAfter(int known) {
        return List.copyOf(ended.subList(Math.min(known, ended.size()), ended.size()));
    }

    /** How many are still to leave. */
    public int remaining() {
        return waiting.size() + underWay.size();
    }

    /** An object that is WAITING or UNDER WAY. */
    private static final class Leaving {
        final ObjectLoad load;
        final Set<String> refusedBy = new HashSet<>();

        /** How often at which host. */
        final Map<String, Integer> failedAt = new HashMap<>();

        int failures;

        /** Where it goes; null before the first time. */
        @Nullable
        String target;

        /** Why it last came back. */
        @Nullable
        String trouble;

        Leaving(ObjectLoad load) {
            this.load = load;
        }

        double weight() {
            return load.callsPerSecond() + HELD;
        }

        String target() {
            return target == null ? "nowhere" : target;
        }
    }
}
