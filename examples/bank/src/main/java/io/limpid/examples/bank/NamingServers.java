package io.limpid.examples.bank;

import io.limpid.naming.Limpid;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;

/** Naming: three processes that keep one state, of which any may die. */
final class NamingServers {
    private static final List<String> IDS = List.of("a", "b", "c");

    private final List<String> places = new ArrayList<>();
    private final String peers;
    private final Map<String, ChildProcess> servers = new LinkedHashMap<>();

    /** Draws their ports. */
    NamingServers() throws IOException {
        int[] ports = FreePorts.draw(2 * IDS.size());
        List<String> pairs = new ArrayList<>();
        for (int i = 0; i < IDS.size(); i++) {
            places.add("127.0.0.1:" + ports[2 * i]);
            pairs.add(IDS.get(i) + "=" + places.get(i) + "/" + ports[2 * i + 1]);
        }
        peers = String.join(",", pairs);
    }

    /**
     * Starts them, each with a directory of its own in a folder, and waits until they listen.
     *
     * @param started told of each at once, so that it can be ended whatever comes
     */
    void start(Path folder, Consumer<ChildProcess> started) throws IOException {
        for (String id : IDS) {
            ChildProcess server = start(id, folder.resolve("naming-" + id));
            servers.put(id, server);
            started.accept(server);
        }
        for (ChildProcess server : servers.values()) {
            server.awaitLine("naming ready");
        }
    }

    private ChildProcess start(String id, Path data) throws IOException {
        return ChildProcess.start(
                "naming " + id,
                Limpid.class,
                List.of(
                        "naming",
                        "serve",
                        "--peers",
                        peers,
                        "--peer",
                        id,
                        "--data",
                        data.toString(),
                        "--until-end-of-input"));
    }

    /** Where hosts and clients find them. */
    String address() {
        return "limpid://" + String.join(",", places);
    }

    /**
     * Kills the one that leads.
     *
     * @return its id
     */
    String killLeader() throws IOException {
        String leader;
        // A process that starts beside a dozen others, all of them new, may take longer than the command line would
        // wait.
        try (ChildProcess status = ChildProcess.start(
                "status", Limpid.class, List.of("status", "--naming", address(), "--timeout", "60"))) {
            leader = status.awaitLine("peer ").substring("peer ".length()).strip();
        }
        Objects.requireNonNull(servers.get(leader), leader).kill();
        return leader;
    }
}
