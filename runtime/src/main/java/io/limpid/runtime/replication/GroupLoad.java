package io.limpid.runtime.replication;

import io.limpid.NotExecutedException.Reason;
import io.limpid.runtime.identity.Binding;
import io.limpid.runtime.identity.Replica;
import io.limpid.runtime.invocation.Clock;
import io.limpid.runtime.invocation.Invocation;
import io.limpid.runtime.invocation.Outcome;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.ToDoubleFunction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What this process has seen of a group, and which of its replicas are ejected as outliers. Each is held against the median of the others, so
 * that there is no outlier where all do badly, and it takes two to have one; at most a third are ejected at a time, but one of a few.
 * Thread-safe.
 */
final class GroupLoad {
    /** Failing so often, and twice as often as the others, ... */
    private static final double FAILING = 0.3;

    /** ... or slower by this factor, and by enough to be noticed. */
    private static final double SLOWER = 5;

    private static final double NOTICED_NANOS = Duration.ofMillis(20).toNanos();
    private static final int SHARE_EJECTED = 3;

    private static final Logger LOG = LoggerFactory.getLogger(GroupLoad.class);

    private final Clock clock;

    /** By the epoch at which each joined, so that one which comes again is another one. */
    private final ConcurrentMap<Long, ReplicaLoad> loads = new ConcurrentHashMap<>();

    private final AtomicInteger turn = new AtomicInteger();

    GroupLoad(Clock clock) {
        this.clock = clock;
    }

    ReplicaLoad of(Replica replica) {
        ReplicaLoad known = loads.get(replica.since());
        return known != null ? known : loads.computeIfAbsent(replica.since(), since -> new ReplicaLoad());
    }

    /** Counts the calls that take turns. */
    int nextTurn() {
        return turn.getAndIncrement() & Integer.MAX_VALUE;
    }

    /** A call at a replica has ended. */
    void ended(Binding group, Replica replica, Invocation invocation, long beganNanos, Outcome outcome) {
        ReplicaLoad load = of(replica);
        long now = clock.nanoTime();
        boolean failed = isFailure(invocation, outcome);
        boolean answered = outcome instanceof Outcome.Returned || outcome instanceof Outcome.Threw;
        if (!failed && !answered) {
            load.endsWithoutNews();
            return;
        }
        load.ends(now, now - beganNanos, failed);
        judge(group, replica, load, now);
        if (loads.size() > 2 * group.replicas().size() + 1) {
            loads.keySet().removeIf(since -> group.replicas().stream().noneMatch(each -> each.since() == since));
        }
    }

    private boolean isFailure(Invocation invocation, Outcome outcome) {
        if (outcome instanceof Outcome.Unknown unknown) {
            boolean givenUp = invocation.cancellation().isCancelled()
                    && !invocation.deadline().hasPassed(clock);
            return !givenUp && !unknown.answered();
        }
        return outcome instanceof Outcome.NotExecuted refused && refused.reason() == Reason.UNREACHABLE;
    }

    private void judge(Binding group, Replica replica, ReplicaLoad load, long now) {
        if (Double.isNaN(load.meanNanos()) || load.isEjected(now)) {
            return;
        }
        double slow = medianOfOthers(group, replica, ReplicaLoad::meanNanos);
        double failing = medianOfOthers(group, replica, ReplicaLoad::failures);
        boolean isOutlier = load.meanNanos() > Math.max(NOTICED_NANOS, SLOWER * slow)
                || load.failures() > Math.max(FAILING, 2 * failing);
        if (!isOutlier) {
            load.forgive();
            return;
        }
        int most = Math.max(1, group.replicas().size() / SHARE_EJECTED);
        long ejected = group.replicas().stream()
                .filter(each -> of(each).isEjected(now))
                .count();
        if (ejected < most) {
            Duration span = load.eject(now);
            LOG.info("{}: {} does worse than its group and is passed over for {}", group.name(), replica.host(), span);
        }
    }

    /** NaN, which nothing is greater than, if there are no others to compare with. */
    private double medianOfOthers(Binding group, Replica one, ToDoubleFunction<ReplicaLoad> measure) {
        List<Replica> replicas = group.replicas();
        double[] others = replicas.stream()
                .filter(each -> each.since() != one.since())
                .mapToDouble(each -> measure.applyAsDouble(of(each)))
                .filter(value -> !Double.isNaN(value))
                .sorted()
                .toArray();
        return others.length == 0
                ? Double.NaN
                : Arrays.stream(others)
                        .skip((others.length - 1) / 2)
                        .findFirst()
                        .orElseThrow();
    }
}
