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

/** The books: three processes that keep one object, of which any may die. */
final class BooksReplicas {
    private static final List<String> IDS = List.of("x", "y", "z");

    private final Map<String, ChildProcess> replicas = new LinkedHashMap<>();

    /**
     * Starts them, each with a directory of its own in a folder, and waits until the books can be used.
     *
     * @param started told of each at once, so that it can be ended whatever comes
     */
    void start(String naming, Path folder, Consumer<ChildProcess> started) throws IOException {
        int[] ports = FreePorts.draw(IDS.size());
        List<String> peers = new ArrayList<>();
        for (int i = 0; i < ports.length; i++) {
            peers.add(IDS.get(i) + "=127.0.0.1:" + ports[i]);
        }
        for (String id : IDS) {
            String data = folder.resolve("books-" + id).toString();
            ChildProcess replica = ChildProcess.start(
                    "books " + id,
                    Bank.class,
                    List.of(
                            "books",
                            "--naming",
                            naming,
                            "--data",
                            data,
                            "--id",
                            id,
                            "--peers",
                            String.join(",", peers)));
            replicas.put(BankNames.books(id), replica);
            started.accept(replica);
        }
        for (ChildProcess replica : replicas.values()) {
            replica.awaitLine(ChildProcess.READY);
        }
    }

    /**
     * Kills the one that leads.
     *
     * @return its host's name
     */
    String killLeader(String naming) throws IOException {
        String leader;
        try (ChildProcess asked = ChildProcess.start(
                "group leader",
                Limpid.class,
                List.of("group", "leader", BankNames.BOOKS_CELL, "--naming", naming, "--timeout", "60"))) {
            String line = asked.awaitLine(BankNames.books(""));
            leader = line.substring(0, line.indexOf('@'));
        }
        Objects.requireNonNull(replicas.get(leader), leader).kill();
        return leader;
    }
}
