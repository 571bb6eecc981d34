package io.limpid.cell;

import io.limpid.log.LogSettings;
import io.limpid.log.PeerAddress;
import io.limpid.log.PeerId;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The hosts of one cell, on loopback. */
record Peers(Path directory, Map<PeerId, PeerAddress> all) {
    /** Draws their ports, which are free now. */
    static Peers of(Path directory, String... ids) throws IOException {
        Map<PeerId, PeerAddress> all = new TreeMap<>(Comparator.comparing(PeerId::value));
        List<ServerSocket> held = new ArrayList<>();
        for (String id : ids) {
            ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
            held.add(socket);
            all.put(new PeerId(id), new PeerAddress("127.0.0.1", socket.getLocalPort()));
        }
        for (ServerSocket socket : held) {
            socket.close();
        }
        return new Peers(directory, all);
    }

    /** Reads what {@link #option} wrote. */
    static Peers parse(Path directory, String option) {
        Map<PeerId, PeerAddress> all = new TreeMap<>(Comparator.comparing(PeerId::value));
        for (String pair : option.split(",", -1)) {
            all.put(
                    new PeerId(pair.substring(0, pair.indexOf('='))),
                    PeerAddress.parse(pair.substring(pair.indexOf('=') + 1)));
        }
        return new Peers(directory, all);
    }

    String option() {
        return all.entrySet().stream()
                .map(each -> each.getKey() + "=" + each.getValue())
                .collect(Collectors.joining(","));
    }

    LogSettings of(String id) {
        return LogSettings.single("test", directory.resolve(id))
                .withPeers(new PeerId(id), all)
                .withSnapshotEvery(500);
    }

    /** Until each has the beginning of the log none may be lost: the vote of one whose log is empty does not count. */
    boolean haveLogs() {
        return all.keySet().stream().allMatch(id -> hasLog(directory.resolve(id.value())));
    }

    /** The same of one, wherever its directory is. */
    static boolean hasLog(Path directory) {
        try (Stream<Path> files = Files.walk(directory)) {
            return files.anyMatch(file -> file.getFileName().toString().startsWith("log_"));
        } catch (IOException | UncheckedIOException e) {
            // Files come and go there.
            return false;
        }
    }
}
