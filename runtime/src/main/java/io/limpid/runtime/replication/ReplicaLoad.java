package io.limpid.runtime.replication;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.time.Duration;

/**
 * What this process has seen of one replica. Thread-safe.
 *
 * <p>Two measures of its latency. One is for choosing: the peak-sensitive mean of Finagle's load balancer, which follows every worse answer at
 * once and forgets it with time, also without calls, so that a replica which was slow is tried again. The other is for judging it an
 * outlier: an ordinary mean over calls, beside that of failures, which one bad call does not move far.
 */
final class ReplicaLoad {
    /** In which a worse answer loses most of its weight. */
    private static final double FORGETTING_NANOS = Duration.ofSeconds(10).toNanos();

    /** Of a call in the means by which it is judged. */
    private static final double WEIGHT = 0.1;

    /** How many calls it takes to judge. */
    static final int FEWEST_JUDGED = 10;

    static final Duration FIRST_EJECTION = Duration.ofSeconds(5);
    private static final int MOST_DOUBLINGS = 3;

    @GuardedBy("this")
    private int underWay;

    @GuardedBy("this")
    private double peakNanos;

    @GuardedBy("this")
    private long seenAt;

    @GuardedBy("this")
    private double meanNanos;

    @GuardedBy("this")
    private double failures;

    /** Since it was last taken back. */
    @GuardedBy("this")
    private int judged;

    @GuardedBy("this")
    private int ejections;

    @GuardedBy("this")
    private boolean ejected;

    @GuardedBy("this")
    private long ejectedUntil;

    synchronized void begins() {
        underWay++;
    }

    /** A call has ended that says nothing about the replica. */
    synchronized void endsWithoutNews() {
        underWay--;
    }

    synchronized void ends(long now, long nanos, boolean failed) {
        underWay--;
        peakNanos = nanos > faded(now) ? nanos : faded(now) + (nanos - faded(now)) * (1 - kept(now));
        seenAt = now;
        boolean first = judged == 0;
        meanNanos = first ? nanos : meanNanos + WEIGHT * (nanos - meanNanos);
        failures = (first ? 0 : failures) + WEIGHT * ((failed ? 1 : 0) - (first ? 0 : failures));
        judged++;
    }

    @GuardedBy("this")
    private double kept(long now) {
        return Math.exp(-Math.max(0, now - seenAt) / FORGETTING_NANOS);
    }

    @GuardedBy("this")
    private double faded(long now) {
        return peakNanos * kept(now);
    }

    /** What a further call would wait for; one of which nothing is known gets one call, and then none until that is answered. */
    synchronized double cost(long now) {
        if (peakNanos == 0) {
            return underWay == 0 ? 0 : Double.MAX_VALUE / 2 + underWay;
        }
        return (underWay + 1) * faded(now);
    }

    synchronized int underWay() {
        return underWay;
    }

    /** The means, once there were calls enough to judge by; NaN before. */
    synchronized double meanNanos() {
        return judged < FEWEST_JUDGED ? Double.NaN : meanNanos;
    }

    /** The share of calls that failed, once there were enough to judge by; NaN before. */
    synchronized double failures() {
        return judged < FEWEST_JUDGED ? Double.NaN : failures;
    }

    /** From now on it is passed over for a while, longer each time; gives for how long. */
    synchronized Duration eject(long now) {
        Duration span = FIRST_EJECTION.multipliedBy(1L << Math.min(ejections, MOST_DOUBLINGS));
        ejections++;
        ejected = true;
        ejectedUntil = now + span.toNanos();
        return span;
    }

    /** Whether it is passed over. When that is over it begins anew, with a good name. */
    synchronized boolean isEjected(long now) {
        if (ejected && now - ejectedUntil >= 0) {
            ejected = false;
            judged = 0;
        }
        return ejected;
    }

    /** It has done well since it was taken back. */
    synchronized void forgive() {
        ejections = 0;
    }
}
