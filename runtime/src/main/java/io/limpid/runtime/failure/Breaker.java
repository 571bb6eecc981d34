package io.limpid.runtime.failure;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreaker.State;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig.SlidingWindowType;
import io.limpid.runtime.identity.Endpoint;
import io.limpid.runtime.invocation.Clock;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Judges one endpoint by how attempts at it end, as their callers see it. Thread-safe; has no thread and no timer.
 *
 * <pre>
 * CLOSED --five failures in a row, or a fifth of the attempts within the window--> OPEN --its time is over--> HALF_OPEN
 * HALF_OPEN --a probe fails--> OPEN, for twice as long;  HALF_OPEN --all probes succeed--> CLOSED
 * </pre>
 *
 * The end of an attempt that began before the endpoint was last given up is no news of how it is now, and is passed over.
 */
final class Breaker {
    static final Duration FIRST_AWAY = Duration.ofSeconds(5);
    static final Duration LONGEST_AWAY = Duration.ofMinutes(5);
    static final int IN_A_ROW = 5;
    static final int PROBES = 3;
    static final Duration WINDOW = Duration.ofSeconds(30);

    /** Fewer attempts within the window are too few to speak of a rate. */
    static final int FEWEST_JUDGED = 20;

    private static final Logger LOG = LoggerFactory.getLogger(Breaker.class);
    private static final float FAILED_PERCENT = 20;
    private static final int MOST_DOUBLINGS = 30;

    private final Endpoint endpoint;
    private final Clock clock;
    private final CircuitBreaker breaker;
    private final AtomicInteger failuresInARow = new AtomicInteger();

    /** How often the endpoint has been given up. */
    private final AtomicInteger round = new AtomicInteger();

    /** When it may be probed; holds only while the state is OPEN. */
    private volatile long awayUntil;

    /** Whether it has been given up and not taken back. */
    private volatile boolean givenUp;

    Breaker(Endpoint endpoint, Clock clock) {
        this.endpoint = endpoint;
        this.clock = clock;
        CircuitBreakerConfig config = CircuitBreakerConfig.custom()
                .clock(new Instants(clock))
                .currentTimestampFunction(unused -> clock.nanoTime(), TimeUnit.NANOSECONDS)
                .slidingWindow((int) WINDOW.toSeconds(), FEWEST_JUDGED, SlidingWindowType.TIME_BASED)
                .failureRateThreshold(FAILED_PERCENT)
                .permittedNumberOfCallsInHalfOpenState(PROBES)
                .waitIntervalFunctionInOpenState(this::giveUp)
                .recordResult(Verdict.FAILED::equals)
                .build();
        this.breaker = CircuitBreaker.of(endpoint.toString(), config);
    }

    /** Tells whether an attempt may be made; if so, its end must be told to {@link #ended} with the {@link #round} of now. */
    boolean admits() {
        return breaker.tryAcquirePermission();
    }

    /** Tells whether attempts are admitted without further ado. */
    boolean isTrusted() {
        return !givenUp;
    }

    int round() {
        return round.get();
    }

    /** Whether attempts are refused, and it is too early for a probe. */
    boolean isAway() {
        return givenUp && breaker.getState() == State.OPEN && awayNanos() > 0;
    }

    /** How long it is still away. */
    long awayNanos() {
        return awayUntil - clock.nanoTime();
    }

    /** An attempt that was admitted in this round has ended. */
    void ended(int itsRound, Verdict verdict) {
        if (itsRound != round.get()) {
            return;
        }
        switch (verdict) {
            case ANSWERED -> answered();
            case FAILED -> failed();
            case NO_NEWS -> breaker.releasePermission();
        }
    }

    /** An attempt that was not asked for has been answered. */
    void answeredInTime() {
        if (!givenUp) {
            answered();
        }
    }

    private void answered() {
        if (failuresInARow.get() != 0) {
            failuresInARow.set(0);
        }
        breaker.onResult(0, TimeUnit.NANOSECONDS, Verdict.ANSWERED);
        if (givenUp && breaker.getState() == State.CLOSED) {
            givenUp = false;
            LOG.info("{} answers again", endpoint);
        }
    }

    private synchronized void failed() {
        breaker.onResult(0, TimeUnit.NANOSECONDS, Verdict.FAILED);
        if (failuresInARow.incrementAndGet() >= IN_A_ROW && breaker.getState() == State.CLOSED) {
            breaker.transitionToOpenState();
        }
    }

    /** Is asked by the breaker whenever it opens: for how many milliseconds, the time in a row being this. */
    private long giveUp(int time) {
        int doublings = Math.min(time - 1, MOST_DOUBLINGS);
        long millis = Math.min(FIRST_AWAY.toMillis() << doublings, LONGEST_AWAY.toMillis());
        failuresInARow.set(0);
        awayUntil = clock.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
        round.incrementAndGet();
        givenUp = true;
        LOG.info("{} fails; for {} ms others are called instead, where there are others", endpoint, millis);
        return millis;
    }

    @Override
    public String toString() {
        return endpoint + " " + breaker.getState();
    }
}
