package io.limpid.benchmarks.load;

import com.sun.management.OperatingSystemMXBean;
import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;

/**
 * What this process has used. Threads that ended between two readings are left out of the difference, so whoever measures keeps its own
 * alive.
 *
 * @param cpuNanos processor time
 * @param allocated bytes by thread
 * @param switches context switches by thread; empty where the system does not tell
 */
public record ProcessMeter(long cpuNanos, Map<Long, Long> allocated, Map<Long, Long> switches) {
    private static final Path TASKS = Path.of("/proc/self/task");

    /** Stands for all threads. */
    private static final long ALL = -1;

    /** Reads what has been used so far. */
    public static ProcessMeter read() {
        OperatingSystemMXBean system = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
        return new ProcessMeter(system.getProcessCpuTime(), readAllocated(), readSwitches());
    }

    /** What was used since then. */
    public Used since(ProcessMeter then) {
        return new Used(
                cpuNanos - then.cpuNanos,
                difference(allocated, then.allocated),
                switches.isEmpty() ? Double.NaN : difference(switches, then.switches));
    }

    private static long difference(Map<Long, Long> now, Map<Long, Long> then) {
        return now.entrySet().stream()
                .mapToLong(thread -> thread.getValue() - then.getOrDefault(thread.getKey(), 0L))
                .sum();
    }

    private static Map<Long, Long> readAllocated() {
        ThreadMXBean threads = ManagementFactory.getPlatformMXBean(ThreadMXBean.class);
        try {
            // Since JDK 21, and the only one that sees what virtual threads do.
            long all = (long)
                    ThreadMXBean.class.getMethod("getTotalThreadAllocatedBytes").invoke(threads);
            return Map.of(ALL, all);
        } catch (ReflectiveOperationException e) {
            long[] ids = threads.getAllThreadIds();
            long[] bytes = threads.getThreadAllocatedBytes(ids);
            Map<Long, Long> byThread = new HashMap<>();
            for (int i = 0; i < ids.length; i++) {
                byThread.put(ids[i], Math.max(0, bytes[i]));
            }
            return byThread;
        }
    }

    private static Map<Long, Long> readSwitches() {
        Map<Long, Long> byThread = new HashMap<>();
        if (!Files.isDirectory(TASKS)) {
            return byThread;
        }
        try (Stream<Path> tasks = Files.list(TASKS)) {
            for (Path task : (Iterable<Path>) tasks::iterator) {
                byThread.put(Long.parseLong(task.getFileName().toString()), switchesOf(task));
            }
        } catch (IOException e) {
            byThread.clear();
        }
        return byThread;
    }

    private static long switchesOf(Path task) {
        try (Stream<String> lines = Files.lines(task.resolve("status"))) {
            return lines.filter(line -> line.contains("ctxt_switches:"))
                    .mapToLong(line ->
                            Long.parseLong(line.substring(line.indexOf(':') + 1).strip()))
                    .sum();
        } catch (IOException | java.io.UncheckedIOException e) {
            // It has just ended.
            return 0;
        }
    }
}
