package io.limpid.runtime.migration;

import java.util.LongSummaryStatistics;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/**
 * How long states are, by class: the mean of those that have moved from here or to here. Nothing is measured for its own sake, because a
 * state can be taken only while its object stands still. Thread-safe.
 */
final class StateLengths {
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

    /** In bytes; 0 if none has moved. */
    long of(Class<?> javaType) {
        Mean mean = means.get(javaType.getName());
        return mean == null ? 0 : mean.value();
    }
}
