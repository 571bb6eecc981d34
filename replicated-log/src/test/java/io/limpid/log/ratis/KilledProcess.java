package io.limpid.log.ratis;

import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** A {@link LogChild} and what it said before it was killed. */
final class KilledProcess implements AutoCloseable {
    private final Process process;
    private final CompletableFuture<Ready> ready = new CompletableFuture<>();
    private final AtomicLong highestAcknowledged = new AtomicLong(-1);
    private final CompletableFuture<Void> ended;

    /** What the child found when its log was open. */
    record Ready(long millisSinceProcessStart, long processorMillis, long found) {}

    private KilledProcess(Process process) {
        this.process = process;
        this.ended = CompletableFuture.runAsync(this::listen, task -> new Thread(task, "listen").start());
    }

    static KilledProcess start(Path directory, long snapshotEvery, long count, int inFlight, String... jvmArguments)
            throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of(jvmArguments));
        command.addAll(List.of(
                "-Xmx256m",
                "-cp",
                System.getProperty("java.class.path"),
                LogChild.class.getName(),
                directory.toString(),
                Long.toString(snapshotEvery),
                Long.toString(count),
                Integer.toString(inFlight)));
        return new KilledProcess(new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start());
    }

    Ready awaitReady() throws Exception {
        return ready.get(60, TimeUnit.SECONDS);
    }

    CompletableFuture<Ready> ready() {
        return ready;
    }

    long highestAcknowledged() {
        return highestAcknowledged.get();
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /** Kills it, and returns when all it had said has been heard. */
    @Override
    public void close() throws Exception {
        process.destroyForcibly();
        if (!process.waitFor(30, TimeUnit.SECONDS)) {
            throw new IllegalStateException("Process " + process.pid() + " survived SIGKILL");
        }
        ended.get(30, TimeUnit.SECONDS);
    }

    private void listen() {
        try (DataInputStream in = new DataInputStream(process.getInputStream())) {
            while (true) {
                long word = in.readLong();
                if (word == LogChild.READY) {
                    ready.complete(new Ready(in.readLong(), in.readLong(), in.readLong()));
                } else {
                    // Acknowledgements come in the order of the log, but the highest is all that counts.
                    highestAcknowledged.accumulateAndGet(word, Math::max);
                }
            }
        } catch (EOFException e) {
            ready.completeExceptionally(new IllegalStateException("The process ended before its log was open", e));
        } catch (IOException e) {
            ready.completeExceptionally(e);
        }
    }
}
