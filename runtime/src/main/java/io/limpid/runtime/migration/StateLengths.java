package io.limpid.runtime.migration;

import java.util.LongSummaryStatistics;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/**
 * How long states are, by class: the mean of those that have moved from here or to here. Nothing is measured for its own sake, because a
 * state can be taken only while its object stands still; so of a class of which none has moved a length is assumed. Thread-safe.
 */
final class StateLengths {
    /** In bytes: of a class of which nothing is known. As none it would go first where it may be the longest; the first move tells. */
    static final long ASSUMED = 64 << 10;

    /** By name, so that no class is kept that is not used any more. */
    private final ConcurrentMap<String, Mean> means = new ConcurrentHashMap<>();

    private static final class Mean {
        private final LongSummaryStatistics lengths = new LongSummaryStatistics();

        synchronized void add(long bytes) {
            lengths.accept(bytes);
        }

        synchronized long value() {
            return (long) lengths.getAverage();
        }
    }

    /** An object has moved whose state was so long. */
    void moved(Class<?> javaType, long bytes) {
        means.computeIfAbsent(javaType.getName(), name -> new Mean()).add(bytes);
    }

    /** In bytes. */
    long of(Class<?> javaType) {
        Mean mean = means.get(javaType.getName());
        return mean == null ? ASSUMED : mean.value();
    }
}
