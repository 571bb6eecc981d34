package io.limpid.runtime.transport;

import io.limpid.runtime.invocation.Clock;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Counts refused connections by reason, and logs them; a flood of them does not become a flood of lines. Thread-safe. */
final class Refusals {
    private static final Logger LOG = LoggerFactory.getLogger(Refusals.class);
    private static final int LINES_PER_SECOND = 20;

    private final Map<Refusal, LongAdder> counts = new EnumMap<>(Refusal.class);
    private final Clock clock;
    private long second;
    private int lines;

    Refusals(Clock clock) {
        this.clock = clock;
        for (Refusal reason : Refusal.values()) {
            counts.put(reason, new LongAdder());
        }
    }

    /**
     * Records one.
     *
     * @param peer who it was
     * @param seen what was seen, in one sentence; holds nothing that the peer sent but numbers
     */
    void record(Refusal reason, Object peer, String seen) {
        LongAdder count = counts.get(reason);
        if (count != null) {
            count.increment();
        }
        if (mayLog()) {
            LOG.warn("connection with {} refused: {}: {}", peer, reason, seen);
        }
    }

    private synchronized boolean mayLog() {
        long now = TimeUnit.NANOSECONDS.toSeconds(clock.nanoTime());
        if (now != second) {
            second = now;
            lines = 0;
        }
        return lines++ < LINES_PER_SECOND;
    }

    Map<Refusal, Long> snapshot() {
        Map<Refusal, Long> sums = new EnumMap<>(Refusal.class);
        counts.forEach((reason, count) -> sums.put(reason, count.sum()));
        return sums;
    }
}
