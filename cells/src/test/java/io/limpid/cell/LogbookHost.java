package io.limpid.cell;

import io.limpid.NotExecutedException;
import io.limpid.OutcomeUnknownException;
import io.limpid.log.LogSettings;
import io.limpid.runtime.Host;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** A process that has the logbook together with others, to be killed; and, in the test, that process. */
final class LogbookHost implements AutoCloseable {
    /** For a process to start, and for more than half of them to elect a leader, on a machine with ten others to each processor. */
    private static final Duration UNTIL_READY = Duration.ofMinutes(5);

    private static final Duration UNTIL_ANSWER = Duration.ofMinutes(2);

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
        try (Host host = patiently(() -> Host.join(arguments[0]));
                Cell cell = Cell.open(host, settings)) {
            patiently(() -> {
                cell.export("logbook", Logbook.class, new Pages());
                return cell;
            });
            System.out.println("ready");
            while (System.in.read() >= 0) {
                System.out.println(cell.ended().isDone() ? "stopped" : cell.isLeader() ? "leads" : "follows");
            }
        }
    }

    /** A busy machine may keep naming, or the other hosts, from answering for long. */
    private static <T> T patiently(Supplier<T> task) {
        long began = System.nanoTime();
        while (true) {
            try {
                return task.get();
            } catch (NotExecutedException | OutcomeUnknownException e) {
                if (System.nanoTime() - began > UNTIL_READY.toNanos()) {
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
        String said = nextLine(UNTIL_READY);
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
        return nextLine(UNTIL_ANSWER);
    }

    private String nextLine(Duration patience) {
        return CompletableFuture.supplyAsync(() -> {
                    try {
                        return output.readLine();
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    }
                })
                .orTimeout(patience.toSeconds(), TimeUnit.SECONDS)
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
