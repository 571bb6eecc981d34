package io.limpid.benchmarks.growth;

import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.ByteBufAllocatorMetricProvider;
import io.netty.util.internal.PlatformDependent;
import java.lang.management.BufferPoolMXBean;
import java.lang.management.ManagementFactory;

/**
 * What a process holds.
 *
 * @param heap bytes in use once garbage has been collected
 * @param direct bytes of the JDK's direct buffers and of Netty's
 */
record Memory(long heap, long direct) {
    private static final int COLLECTIONS = 2;

    /** Looks at this process. */
    static Memory read() {
        for (int i = 0; i < COLLECTIONS; i++) {
            System.gc();
        }
        Runtime runtime = Runtime.getRuntime();
        long jdk = ManagementFactory.getPlatformMXBeans(BufferPoolMXBean.class).stream()
                .mapToLong(BufferPoolMXBean::getMemoryUsed)
                .sum();
        // Netty's buffers are among the JDK's, too, unless it frees them by itself.
        long netty = PlatformDependent.useDirectBufferNoCleaner()
                        && ByteBufAllocator.DEFAULT instanceof ByteBufAllocatorMetricProvider known
                ? known.metric().usedDirectMemory()
                : 0;
        return new Memory(runtime.totalMemory() - runtime.freeMemory(), jdk + netty);
    }

    /** Reads what {@link #toString} gives. */
    static Memory parse(String text) {
        String[] words = text.split(" ", -1);
        return new Memory(Long.parseLong(words[0]), Long.parseLong(words[1]));
    }

    /** Gives words on a line. */
    @Override
    public String toString() {
        return heap + " " + direct;
    }
}
