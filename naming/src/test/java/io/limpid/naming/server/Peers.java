package io.limpid.naming.server;

import static org.awaitility.Awaitility.await;

import io.limpid.runtime.LimpidAddress;
import io.limpid.runtime.identity.Endpoint;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Three naming servers of one state, on loopback: how they are told of one another, and where callers find them. */
final class Peers {
    private final Path directory;
    private final Map<String, String> places = new LinkedHashMap<>();

    /** Draws their ports, which are free now. */
    Peers(Path directory, String... ids) throws IOException {
        this.directory = directory;
        List<ServerSocket> held = new ArrayList<>();
        for (String id : ids) {
            int callers = hold(held);
            places.put(id, "127.0.0.1:" + callers + "/" + hold(held));
        }
        for (ServerSocket socket : held) {
            socket.close();
        }
    }

    private static int hold(List<ServerSocket> held) throws IOException {
        ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        held.add(socket);
        return socket.getLocalPort();
    }

    List<String> ids() {
        return List.copyOf(places.keySet());
    }

    /** One of them, as the options want it. */
    String pair(String id) {
        return id + "=" + places.get(id);
    }

    /** All of them, as the option wants them. */
    String option() {
        return ids().stream().map(this::pair).collect(Collectors.joining(","));
    }

    NamingPeers seenBy(String id) {
        return NamingPeers.parse(id, option(), Optional.empty());
    }

    Path directoryOf(String id) {
        return directory.resolve(id);
    }

    /** Where callers find all of them. */
    String address() {
        return new LimpidAddress(ids().stream().map(id -> seenBy(id).place()).toList()).toString();
    }

    /** Where callers find one of them. */
    String addressOf(String id) {
        Endpoint place = seenBy(id).place();
        return new LimpidAddress(List.of(place)).toString();
    }

    /**
     * Waits until each of them has the beginning of the log. Until then none may be lost: the vote of a server whose log is empty does
     * not count, because it may have lost one.
     */
    void awaitLogs(String... ids) {
        for (String id : ids) {
            await().atMost(Duration.ofSeconds(30)).until(() -> hasLog(directoryOf(id)));
        }
    }

    private static boolean hasLog(Path directory) {
        try (Stream<Path> files = Files.walk(directory)) {
            return files.anyMatch(file -> file.getFileName().toString().startsWith("log_"));
        } catch (IOException | UncheckedIOException e) {
            // Files come and go there.
            return false;
        }
    }

    /** Starts one in this process. */
    NamingServer start(String id) throws IOException {
        return NamingServer.start(NamingSettings.oneOf(seenBy(id), directoryOf(id)));
    }

    /** Starts one as a process of its own, told of all, and waits until it listens. */
    Program startProgram(String id, String... more) {
        return startProgramToldOf(option(), id, more);
    }

    /** Starts one that is told of these. */
    Program startProgramToldOf(String all, String id, String... more) {
        List<String> arguments = new ArrayList<>(List.of(
                "naming",
                "serve",
                "--peers",
                all,
                "--peer",
                id,
                "--data",
                directoryOf(id).toString(),
                "--until-end-of-input"));
        arguments.addAll(List.of(more));
        Program program = Program.start(arguments.toArray(new String[0]));
        program.awaitReady();
        return program;
    }
}
