package io.limpid.benchmarks.growth;

import com.sun.management.UnixOperatingSystemMXBean;
import io.limpid.benchmarks.growth.Growth.Row;
import io.limpid.benchmarks.growth.Processes.Begun;
import io.limpid.benchmarks.load.LoadResult;
import io.limpid.benchmarks.load.Used;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** What a call costs when there is much of something at one of its ends: naming (in memory), a host and the callers, each a process. */
final class CallGrowths {
    private static final int MOST_CALLED = 10_000;
    private static final int TOGETHER = 64;
    private static final long SETTLE_MILLIS = 300;

    /** A connection is large. */
    private static final int LEAST_CONNECTIONS = 100;

    /** What a process needs besides connections. */
    private static final int OTHER_FILES = 300;

    private final GrowthPlan plan;

    CallGrowths(GrowthPlan plan) {
        this.plan = plan;
    }

    List<Row> objects() throws IOException {
        List<Row> rows = new ArrayList<>();
        try (Processes processes = new Processes(plan.jdk())) {
            String naming = processes.start("naming").answer();
            Begun host = processes.start("host", naming);
            int present = export(host, 1, new Values());
            warmUp(processes, naming, host);
            for (int size : plan.sizes(Growth.OBJECTS)) {
                Values values = new Values();
                present += size > present ? export(host, size, values) : 0;
                int called = Math.min(present, MOST_CALLED);
                callsOf(processes, naming, host, called, present, values);
                rows.add(values.row(Growth.OBJECTS, Row.count(present, "object")));
            }
        }
        return rows;
    }

    /** Exports until there are so many; gives how many came. */
    private int export(Begun host, int size, Values values) throws IOException {
        host.ask("make", size);
        Memory before = host.memory();
        Rush rush = Rush.parse(host.ask("export", plan.patience().toSeconds()));
        values.put(Figure.EXPORT_RATE, rush.count() < plan.leastDivisor() ? Double.NaN : rush.rate());
        values.put(Figure.OBJECT_BYTES, per(rush.count(), host.memory().heap() - before.heap()));
        return (int) rush.count();
    }

    private double per(long count, long bytes) {
        return count < plan.leastDivisor() ? Double.NaN : (double) bytes / count;
    }

    /** Otherwise the first row would be that of a host which is not compiled yet. */
    private void warmUp(Processes processes, String naming, Begun host) throws IOException {
        callsOf(processes, naming, host, 1, 1, new Values());
    }

    private void callsOf(Processes processes, String naming, Begun host, int called, int present, Values values)
            throws IOException {
        Begun callers = processes.start("callers", naming, "1");
        callers.ask("lookup", called, present);
        callers.ask("call", plan.patience().toSeconds());
        measure(callers, host, values);
        processes.endLast();
    }

    List<Row> names() throws IOException {
        List<Row> rows = new ArrayList<>();
        try (Processes processes = new Processes(plan.jdk())) {
            String naming = processes.start("naming").answer();
            Begun host = processes.start("host", naming);
            int present = export(host, Collections.max(plan.sizes(Growth.NAMES)), new Values());
            warmUp(processes, naming, host);
            for (int size : plan.sizes(Growth.NAMES)) {
                Values values = new Values();
                int known = Math.min(size, present);
                Begun callers = processes.start("callers", naming, "1");
                // Classes are loaded by a first one.
                callers.ask("lookup", 1, present);
                callers.ask("call", plan.patience().toSeconds());
                Memory before = callers.memory();
                callers.ask("lookup", known, present);
                Memory between = callers.memory();
                Rush rush = Rush.parse(callers.ask("call", plan.patience().toSeconds()));
                values.put(Figure.STUB_BYTES, per(known, between.heap() - before.heap()));
                values.put(Figure.NAME_BYTES, per(rush.count(), callers.memory().heap() - between.heap()));
                values.put(Figure.FIRST_RATE, rush.count() < plan.leastDivisor() ? Double.NaN : rush.rate());
                measure(callers, host, values);
                rows.add(values.row(Growth.NAMES, Row.count(rush.count(), "name")));
                processes.endLast();
            }
        }
        return rows;
    }

    List<Row> connections() throws IOException {
        List<Row> rows = new ArrayList<>();
        try (Processes processes = new Processes(plan.jdk())) {
            String naming = processes.start("naming").answer();
            Begun host = processes.start("host", naming);
            int unused = export(host, 1, new Values());
            Begun callers = processes.start("callers", naming, "1");
            callers.ask("lookup", 1, 1);
            measure(callers, host, new Values());
            Begun crowd = processes.start("crowd", host.answer());
            int present = 0;
            for (int size : plan.sizes(Growth.CONNECTIONS)) {
                Values values = new Values();
                Memory before = host.memory();
                int more = Integer.parseInt(crowd.ask("connect", Math.min(size, mostConnections()))) - present;
                present += more;
                Memory after = host.memory();
                if (more >= LEAST_CONNECTIONS) {
                    double heap = (double) (after.heap() - before.heap()) / more;
                    double direct = (double) (after.direct() - before.direct()) / more;
                    values.put(Figure.CONNECTION_HEAP, heap);
                    values.put(Figure.CONNECTION_DIRECT, direct);
                    values.put(Figure.CONNECTION_BYTES, heap + direct);
                }
                values.put(Figure.IDLE_CPU, idleMillisPerSecond(host));
                measure(callers, host, values);
                if (present < size) {
                    values.remark("Not " + size + " connections but " + present + ": a process may open "
                            + (mostConnections() + OTHER_FILES) + " files (`ulimit -n`).");
                }
                rows.add(values.row(Growth.CONNECTIONS, Row.count(present, "connection")));
            }
        }
        return rows;
    }

    private static int mostConnections() {
        long files = ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean system
                ? system.getMaxFileDescriptorCount()
                : Integer.MAX_VALUE;
        return (int) Math.max(0, Math.min(files, Integer.MAX_VALUE) - OTHER_FILES);
    }

    private double idleMillisPerSecond(Begun host) throws IOException {
        host.ask("used");
        long begun = System.nanoTime();
        try {
            TimeUnit.NANOSECONDS.sleep(plan.span().toNanos());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        Used used = Used.parse(host.ask("used"));
        return used.cpuNanos() / 1e6 / ((System.nanoTime() - begun) / 1e9);
    }

    List<Row> clients() throws IOException {
        List<Row> rows = new ArrayList<>();
        try (Processes processes = new Processes(plan.jdk())) {
            String naming = processes.start("naming").answer();
            Begun host = processes.start("host", naming);
            int present = export(host, 1, new Values());
            warmUp(processes, naming, host);
            for (int size : plan.sizes(Growth.CLIENTS)) {
                Values values = new Values();
                Begun callers = processes.start("callers", naming, Integer.toString(size));
                callers.ask("lookup", 1, present);
                callers.ask("call", plan.patience().toSeconds());
                measure(callers, host, values);
                rows.add(values.row(Growth.CLIENTS, Row.count(size, "client")));
                processes.endLast();
            }
        }
        return rows;
    }

    private void measure(Begun callers, Begun host, Values values) throws IOException {
        long warmUp = plan.warmUp().toMillis();
        callers.ask("load", TOGETHER, SETTLE_MILLIS, warmUp);
        callers.ask("load", 1, SETTLE_MILLIS, warmUp);
        long span = plan.span().toMillis();
        for (int round = 0; round < plan.rounds(); round++) {
            host.ask("used");
            LoadResult alone = LoadResult.parse(callers.ask("load", 1, SETTLE_MILLIS, span));
            Used aloneAtHost = Used.parse(host.ask("used"));
            LoadResult together = LoadResult.parse(callers.ask("load", TOGETHER, SETTLE_MILLIS, span));
            Used togetherAtHost = Used.parse(host.ask("used"));
            values.put(Figure.ALONE_RATE, alone.rate());
            values.put(Figure.ALONE_CLIENT_CPU, microsPerCall(alone.used(), alone));
            values.put(Figure.ALONE_HOST_CPU, microsPerCall(aloneAtHost, alone));
            values.put(Figure.TOGETHER_RATE, together.rate());
            values.put(Figure.TOGETHER_CLIENT_CPU, microsPerCall(together.used(), together));
            values.put(Figure.TOGETHER_HOST_CPU, microsPerCall(togetherAtHost, together));
        }
    }

    private static double microsPerCall(Used used, LoadResult result) {
        return used.cpuNanos() / 1e3 / result.calls();
    }
}
