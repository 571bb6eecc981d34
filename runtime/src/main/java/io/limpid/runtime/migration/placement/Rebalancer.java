package io.limpid.runtime.migration.placement;

import io.limpid.runtime.identity.ObjectName;
import io.limpid.runtime.invocation.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Decides, for one host, which of its objects go to hosts that have less to do. A state machine for one thread: asked once an interval,
 * told when moves end.
 *
 * <p>A host gives only, as in sender-initiated load sharing [1]. It begins when it has {@code begin} times the mean of all hosts, and goes on
 * until it has {@code stop} times the mean. Of its objects those go first that take most calls along for their cost, as in
 * weighted-move [2]; the cost is the state and what every move costs. Each goes to the less loaded of two hosts drawn from those below the
 * mean [3]: with figures that are an interval old, all who give would otherwise give to the same host.
 *
 * <p>Why nothing is moved to and fro: who gives keeps at least the mean, and who receives ends with at most {@code stop} times the mean, less
 * than at which giving begins. So as long as loads stay and figures are right, a giver never becomes a receiver nor a receiver a giver,
 * and no object moves twice. Where loads change or figures are old, an object that has come still rests before it goes on. The price: a
 * host keeps objects that are each larger than its surplus, or than the room that the others have.
 *
 * <p>[1] Eager, Lazowska, Zahorjan, "Adaptive load sharing in homogeneous distributed systems", IEEE TSE 12(5), 1986. [2] Adya et al.,
 * "Slicer: auto-sharding for datacenter applications", OSDI 2016, section 4.4. [3] Mitzenmacher, "How useful is old information?", IEEE
 * TPDS 11(1), 2000.
 */
public final class Rebalancer implements PlacementRule {
    /** What a move costs besides its state, in bytes of state. */
    private static final double MOVE_BYTES = 64 << 10;

    /**
     * How eager it is.
     *
     * @param interval between two looks
     * @param begin how often the mean a host must have before it gives
     * @param stop how often the mean it may have in the end; below {@code begin}, and the distance absorbs what loads vary by themselves
     * @param fewestCalls a second above the mean, below which it is not worth while
     * @param mostMoves under way at once
     * @param mostBytes of state moved in one interval; a larger object stays
     * @param rest how long an object that has moved stays
     */
    public record Settings(
            Duration interval,
            double begin,
            double stop,
            double fewestCalls,
            int mostMoves,
            long mostBytes,
            Duration rest) {
        /** Slow enough to be no trouble by itself. */
        public static final Settings DEFAULT =
                new Settings(Duration.ofSeconds(30), 1.3, 1.1, 10, 4, 256L << 20, Duration.ofMinutes(5));

        /** Checks that it can come to rest. */
        public Settings {
            // Put this way round, it also refuses what is not a number.
            if (!(stop > 1 && begin > stop && fewestCalls >= 0) || mostMoves < 1 || mostBytes < 0) {
                throw new IllegalArgumentException("begin " + begin + ", stop " + stop + ", fewest calls " + fewestCalls
                        + ", moves " + mostMoves + ", bytes " + mostBytes
                        + " (expected: 1 < stop < begin, at least 1 move, nothing negative)");
            }
            if (interval.isNegative() || interval.isZero() || rest.isNegative()) {
                throw new IllegalArgumentException("interval " + interval + ", rest " + rest
                        + " (expected: an interval of more than nothing, a rest that is not negative)");
            }
        }

        /** Looks as often. */
        public Settings interval(Duration between) {
            return new Settings(between, begin, stop, fewestCalls, mostMoves, mostBytes, rest);
        }

        /** Gives from {@code begins} times the mean on, until {@code stops} times the mean. */
        public Settings bounds(double begins, double stops) {
            return new Settings(interval, begins, stops, fewestCalls, mostMoves, mostBytes, rest);
        }

        /** Lets hosts be that have less than so many calls a second above the mean. */
        public Settings fewestCalls(double calls) {
            return new Settings(interval, begin, stop, calls, mostMoves, mostBytes, rest);
        }

        /** Moves so many objects at once at most, and so many bytes of state in one interval. */
        public Settings atMost(int moves, long bytes) {
            return new Settings(interval, begin, stop, fewestCalls, moves, bytes, rest);
        }

        /** Lets an object that has moved stay for so long. */
        public Settings rest(Duration span) {
            return new Settings(interval, begin, stop, fewestCalls, mostMoves, mostBytes, span);
        }
    }

    private final String host;
    private final Settings settings;
    private final RandomGenerator random;
    private final Rests rests;

    /** Whether it has begun to give and not stopped. */
    private boolean giving;

    /** Makes one for a host. */
    public Rebalancer(String host, Settings settings, Clock clock, RandomGenerator random) {
        this.host = host;
        this.settings = settings;
        this.random = random;
        this.rests = new Rests(clock, settings.rest());
    }

    @Override
    public Duration interval() {
        return settings.interval();
    }

    @Override
    public void rests(ObjectName object) {
        rests.begin(object);
    }

    @Override
    public List<Move> look(Sight sight) {
        rests.prune();
        Look look = new Look(sight);
        giving = look.calls > look.mean * (giving ? settings.stop() : settings.begin())
                && look.calls - look.mean >= settings.fewestCalls();
        if (!giving) {
            return List.of();
        }
        List<ObjectLoad> candidates = sight.objects().stream()
                .map(SeenObject::load)
                .filter(each -> each.callsPerSecond() > 0 && rests.isFree(each.name()))
                .sorted(Comparator.comparingDouble(Rebalancer::worth)
                        .reversed()
                        .thenComparing(each -> each.name().path()))
                .toList();
        List<Move> moves = new ArrayList<>();
        for (ObjectLoad candidate : candidates) {
            if (rests.underWay() >= settings.mostMoves()) {
                break;
            }
            String target = look.placeFor(candidate);
            if (target != null) {
                moves.add(look.move(candidate, target));
                rests.begun(candidate.name());
            }
        }
        return moves;
    }

    /** Calls that go along, for what it costs. */
    private static double worth(ObjectLoad load) {
        return load.callsPerSecond() / (MOVE_BYTES + load.stateBytes());
    }

    /** The figures of one look, changed by what is decided in it. */
    private final class Look {
        final Map<String, Double> below = new TreeMap<>();
        final double mean;
        double calls;
        long bytesLeft = settings.mostBytes();

        Look(Sight sight) {
            this.calls = sight.callsPerSecond();
            Map<String, Double> loads = new TreeMap<>();
            sight.others().stream()
                    .filter(each -> !each.host().equals(host))
                    .forEach(each -> loads.put(each.host(), each.callsPerSecond()));
            double all = loads.values().stream().mapToDouble(each -> each).sum();
            this.mean = (calls + all) / (1 + loads.size());
            loads.entrySet().stream()
                    .filter(each -> each.getValue() < mean)
                    .forEach(each -> below.put(each.getKey(), each.getValue()));
        }

        @Nullable
        String placeFor(ObjectLoad object) {
            double its = object.callsPerSecond();
            if (calls - its < mean || object.stateBytes() > bytesLeft) {
                return null;
            }
            List<String> fitting = below.entrySet().stream()
                    .filter(each -> each.getValue() + its <= mean * settings.stop())
                    .map(Map.Entry::getKey)
                    .toList();
            return fitting.isEmpty() ? null : lessLoadedOfTwo(fitting);
        }

        private String lessLoadedOfTwo(List<String> hosts) {
            String one = hosts.get(random.nextInt(hosts.size()));
            String other = hosts.get(random.nextInt(hosts.size()));
            return load(one) <= load(other) ? one : other;
        }

        private double load(String target) {
            return below.getOrDefault(target, Double.MAX_VALUE);
        }

        Move move(ObjectLoad object, String target) {
            String reason =
                    "%s has %.1f calls/s, %s %.1f, the mean of all hosts is %.1f; this object has %.1f and %d bytes of state"
                            .formatted(
                                    host,
                                    calls,
                                    target,
                                    load(target),
                                    mean,
                                    object.callsPerSecond(),
                                    object.stateBytes());
            calls -= object.callsPerSecond();
            below.merge(target, object.callsPerSecond(), Double::sum);
            bytesLeft -= object.stateBytes();
            return new Move(object.name(), host, target, reason);
        }
    }
}
