package io.limpid.cell;

import io.limpid.NotExecutedException;
import io.limpid.log.LogSettings;
import io.limpid.runtime.Host;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** A process that has the logbook together with others, to be killed; and, in the test, that process. */
final class LogbookHost implements AutoCloseable {
    private final Process process;
    private final BufferedReader output;

    private LogbookHost(Process process) {
        this.process = process;
        this.output = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    }

    /** Takes naming's address, the peers' directory, the peer's id, and all peers unless it is alone. Says when it is ready, and what it does. */
    public static void main(String[] arguments) throws Exception {
        Path directory = Path.of(arguments[1]);
        LogSettings settings = arguments.length > 3
                ? Peers.parse(directory, arguments[3]).of(arguments[2])
                : LogSettings.single("test", directory.resolve(arguments[2])).withSnapshotEvery(500);
        try (Host host = join(arguments[0]);
                Cell cell = Cell.open(host, settings)) {
            cell.export("logbook", Logbook.class, new Pages());
            System.out.println("ready");
            while (System.in.read() >= 0) {
                System.out.println(cell.ended().isDone() ? "stopped" : cell.isLeader() ? "leads" : "follows");
            }
        }
    }

    /** A busy machine may keep naming from answering for seconds. */
    private static Host join(String naming) {
        for (int left = 10; ; left--) {
            try {
                return Host.join(naming);
            } catch (NotExecutedException e) {
                if (left == 0) {
                    throw e;
                }
            }
        }
    }

    static LogbookHost start(String naming, Path directory, String id, String... peers) {
        return start(List.of(), naming, directory, id, peers);
    }

    /** The same, with something before its command, such as {@link SmallDisk#prefix()}. */
    static LogbookHost start(List<String> prefix, String naming, Path directory, String id, String... peers) {
        List<String> command = new ArrayList<>(prefix);
        command.addAll(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-Xmx256m",
                "-cp",
                System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                LogbookHost.class.getName(),
                naming,
                directory.toString(),
                id));
        command.addAll(List.of(peers));
        try {
            return new LogbookHost(new ProcessBuilder(command)
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Waits until it takes calls. */
    LogbookHost awaitReady() {
        String said = nextLine();
        if (!"ready".equals(said)) {
            throw new IllegalStateException("the host did not become ready; it said: " + said);
        }
        return this;
    }

    boolean leads() {
        return "leads".equals(asked());
    }

    /** Whether its part of the logbook is over. */
    boolean stopped() {
        return "stopped".equals(asked());
    }

    long pid() {
        return process.pid();
    }

    private String asked() {
        try {
            process.getOutputStream().write('?');
            process.getOutputStream().flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return nextLine();
    }

    private String nextLine() {
        return CompletableFuture.supplyAsync(() -> {
                    try {
                        return output.readLine();
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    }
                })
                .orTimeout(120, TimeUnit.SECONDS)
                .join();
    }

    /** Sends it a signal, such as STOP. */
    void signal(String name) {
        try {
            Process kill = new ProcessBuilder("kill", "-" + name, Long.toString(process.pid())).start();
            if (kill.waitFor() != 0) {
                throw new IllegalStateException("kill -" + name + " failed");
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Kills it as nothing can prevent, and does not wait until it is dead. */
    void kill() {
        process.destroyForcibly();
    }

    /** Kills it, and waits until it is dead. */
    @Override
    public void close() {
        process.destroyForcibly();
        process.onExit().join();
    }
}
