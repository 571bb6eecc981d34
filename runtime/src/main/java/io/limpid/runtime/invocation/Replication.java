package io.limpid.runtime.invocation;

import io.limpid.Combine;
import io.limpid.Combiner;
import io.limpid.Select;
import io.limpid.Strategy;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * How the calls of a method meet a group of replicas: what {@link io.limpid.Replicated} says of it. Immutable.
 *
 * @param strategy what is done with the replicas
 * @param replicas how many are forked to, or must answer; 0 where the strategy says
 * @param failures of {@link Strategy#ALL}, which share may fail
 * @param combine how answers become one; {@link Combine#NONE} where there is one, or the custom one does it
 * @param custom the user's combiner; null where there is none
 * @param select which replicas are called first
 * @param key of {@link Select#STICKY}, finds the key in the arguments; null elsewhere
 * @param stale of {@link Strategy#LOG}, up to how long before the call what an answer lacks may have been answered; zero where it lacks nothing
 */
public record Replication(
        Strategy strategy,
        int replicas,
        double failures,
        Combine combine,
        @Nullable Combiner<?> custom,
        Select select,
        @Nullable Function<Arguments, ?> key,
        Duration stale) {
    /** What a method has that says nothing. */
    public static final Replication DEFAULT = of(Strategy.FAILOVER);

    /**
     * @throws IllegalArgumentException if a number is out of the range that {@link io.limpid.Replicated} gives, or a key is missing or too
     *     much
     */
    public Replication {
        boolean forks = strategy == Strategy.FORKING;
        int fewest = forks ? 2 : strategy == Strategy.QUORUM ? 1 : 0;
        if (replicas < fewest || (fewest == 0 && replicas > 0)) {
            throw new IllegalArgumentException("replicas of " + strategy + ": " + replicas + " (expected: "
                    + (fewest == 0 ? "none" : "at least " + fewest) + ")");
        }
        if (!(failures >= 0 && failures < 1) || (failures > 0 && strategy != Strategy.ALL)) {
            throw new IllegalArgumentException("failures of " + strategy + ": " + failures + " (expected: "
                    + (strategy == Strategy.ALL ? "0 to less than 1" : "none") + ")");
        }
        if ((select == Select.STICKY) != (key != null)) {
            throw new IllegalArgumentException(
                    "key of " + select + ": " + (key == null ? "none" : "given") + " (expected: one of STICKY alone)");
        }
        if (stale.isNegative() || (!stale.isZero() && strategy != Strategy.LOG)) {
            throw new IllegalArgumentException("stale of " + strategy + ": " + stale + " (expected: "
                    + (strategy == Strategy.LOG ? "not negative" : "none") + ")");
        }
    }

    /** One without further words; {@link Strategy#FORKING} calls two. */
    public static Replication of(Strategy strategy) {
        return new Replication(
                strategy,
                strategy == Strategy.FORKING ? 2 : 0,
                0,
                Combine.NONE,
                null,
                Select.LOAD,
                null,
                Duration.ZERO);
    }

    /** {@link Strategy#FORKING} to, or a {@link Strategy#QUORUM} of, so many. */
    public static Replication of(Strategy strategy, int replicas) {
        return new Replication(strategy, replicas, 0, Combine.NONE, null, Select.LOAD, null, Duration.ZERO);
    }

    /** {@link Strategy#ALL}, of which this share may fail. */
    public static Replication ofAll(double failures) {
        return new Replication(Strategy.ALL, 0, failures, Combine.NONE, null, Select.LOAD, null, Duration.ZERO);
    }

    /** The same, whose answers are combined so. */
    public Replication combining(Combine how) {
        return new Replication(strategy, replicas, failures, how, null, select, key, stale);
    }

    /** The same, whose answers the user combines. */
    public Replication combining(Combiner<?> how) {
        return new Replication(strategy, replicas, failures, Combine.NONE, how, select, key, stale);
    }

    /** The same, whose replicas are selected so. */
    public Replication selecting(Select how) {
        return new Replication(strategy, replicas, failures, combine, custom, how, null, stale);
    }

    /** The same, whose replica is the same one for the same key. */
    public <A extends Arguments> Replication stickingTo(Class<A> arguments, Function<A, ?> itsKey) {
        return new Replication(
                strategy,
                replicas,
                failures,
                combine,
                custom,
                Select.STICKY,
                given -> itsKey.apply(arguments.cast(given)),
                stale);
    }

    /** The same, whose answers may be so old. */
    public Replication staleBy(Duration most) {
        return new Replication(strategy, replicas, failures, combine, custom, select, key, most);
    }

    /**
     * The same, once it is clear that it suits a method of which nothing is known but its effect.
     *
     * @throws IllegalArgumentException if it combines answers by their type, has a key, or says nothing of how several answers become one
     */
    public Replication forAnyMethod() {
        if (isOneObject()) {
            throw new IllegalArgumentException(
                    "strategy: LOG (expected: another; whether replicas are one object is said by @Replicated on the interface)");
        }
        boolean byType = !List.of(Combine.NONE, Combine.FIRST, Combine.EQUAL, Combine.VOTE)
                .contains(combine);
        if (byType || custom != null || (gathers() && combine == Combine.NONE)) {
            throw new IllegalArgumentException(
                    "combine: "
                            + (custom == null ? combine : custom.getClass().getName())
                            + " (expected: FIRST, EQUAL or VOTE; by type answers are combined where @Replicated says so on the method)");
        }
        if (key != null) {
            throw new IllegalArgumentException(
                    "select: STICKY (expected: another; a key is a parameter, which @Replicated names on the method)");
        }
        return this;
    }

    /** Tells whether the replicas are one object: what one has run, all have. */
    public boolean isOneObject() {
        return strategy == Strategy.LOG;
    }

    /** Tells whether one call may run at several replicas though none of them failed. */
    public boolean asksSeveral() {
        return switch (strategy) {
            case FAILOVER, FAILFAST, LOG -> false;
            case HEDGED, FORKING, ALL, QUORUM, MAJORITY -> true;
        };
    }

    /** Tells whether answers are gathered, and not only the first one wanted. */
    public boolean gathers() {
        return List.of(Strategy.ALL, Strategy.QUORUM, Strategy.MAJORITY).contains(strategy);
    }

    /** How many of a group must answer. */
    public int needed(int group) {
        return switch (strategy) {
            case ALL -> combine == Combine.VOTE ? group / 2 + 1 : group - (int) (failures * group);
            case QUORUM -> replicas;
            case MAJORITY -> group / 2 + 1;
            case FAILOVER, FAILFAST, HEDGED, FORKING, LOG -> 1;
        };
    }
}
