package io.limpid.benchmarks.growth;

import io.limpid.benchmarks.growth.Growth.Row;
import io.limpid.benchmarks.growth.Processes.Begun;
import io.limpid.runtime.LimpidAddress;
import io.limpid.runtime.identity.Endpoint;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** How many names naming binds and finds in a second: one server, and three that keep one state. */
final class NamingGrowth {
    private final GrowthPlan plan;

    NamingGrowth(GrowthPlan plan) {
        this.plan = plan;
    }

    List<Row> rows() throws IOException {
        List<Row> rows = new ArrayList<>();
        for (int servers : List.of(1, 3)) {
            try (Scratch scratch = Scratch.make();
                    Processes processes = new Processes(plan.jdk())) {
                List<Begun> naming = servers == 1
                        ? List.of(processes.start("naming", scratch.path().toString()))
                        : startSeveral(processes, scratch.path(), servers);
                String address = naming.stream()
                        .map(Begun::answer)
                        .flatMap(each -> LimpidAddress.parse(each).servers().stream())
                        .map(Endpoint::toString)
                        .collect(Collectors.joining(",", "limpid://", ""));
                Begun binder = processes.start("binder", address);
                for (int size : plan.sizes(Growth.NAMING)) {
                    rows.add(measure(naming, binder, size));
                }
            }
        }
        return rows;
    }

    private Row measure(List<Begun> naming, Begun binder, int size) throws IOException {
        Values values = new Values();
        int filled = Integer.parseInt(binder.ask("bound"));
        long before = heap(naming);
        Rush fill = Rush.parse(binder.ask("fill", size, plan.patience().toSeconds()));
        values.put(Figure.FILL_RATE, fill.rate());
        values.put(
                Figure.NAMED_BYTES,
                fill.count() < plan.leastDivisor() ? Double.NaN : (double) (heap(naming) - before) / fill.count());
        long span = plan.span().toMillis();
        // First without measuring.
        binder.ask("bind", span);
        binder.ask("find", span);
        binder.ask("resolve", span);
        for (int round = 0; round < plan.rounds(); round++) {
            values.put(Figure.BIND_RATE, Rush.parse(binder.ask("bind", span)).rate());
            values.put(Figure.FIND_RATE, Rush.parse(binder.ask("find", span)).rate());
            values.put(
                    Figure.RESOLVE_RATE, Rush.parse(binder.ask("resolve", span)).rate());
        }
        if (fill.count() < size - filled) {
            values.remark("Not " + size + " names but " + (filled + fill.count()) + ", after "
                    + plan.patience().toSeconds() + " seconds.");
        }
        String servers = Row.count(naming.size(), "server");
        return values.row(Growth.NAMING, servers + ", " + Row.count(filled + fill.count(), "name"));
    }

    private static long heap(List<Begun> naming) throws IOException {
        return naming.get(0).memory().heap();
    }

    private static List<Begun> startSeveral(Processes processes, Path directory, int servers) throws IOException {
        List<String> peers = new ArrayList<>();
        List<ServerSocket> held = new ArrayList<>();
        for (int i = 0; i < servers; i++) {
            peers.add("n" + i + "=127.0.0.1:" + hold(held) + "/" + hold(held));
        }
        // Their ports are free, until somebody else takes one.
        for (ServerSocket socket : held) {
            socket.close();
        }
        List<List<String>> arguments = new ArrayList<>();
        for (int i = 0; i < servers; i++) {
            arguments.add(List.of(directory.resolve("n" + i).toString(), "n" + i, String.join(",", peers)));
        }
        return processes.startAll("naming", arguments);
    }

    private static int hold(List<ServerSocket> held) throws IOException {
        ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        held.add(socket);
        return socket.getLocalPort();
    }
}
