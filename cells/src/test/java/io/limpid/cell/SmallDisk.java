package io.limpid.cell;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * A disk of a few megabytes for some processes of a test, which can be full; and what makes the disk of one process slow, or fail. It is a file system in
 * memory that no other process sees, and that is gone when this process is, however it ends. Needs root, and strace.
 */
final class SmallDisk implements AutoCloseable {
    private final Process holder;
    private final Path seenFromHere;

    private SmallDisk(Process holder, Path seenFromHere) {
        this.holder = holder;
        this.seenFromHere = seenFromHere;
    }

    /** What the machine lacks for it; empty if it has it. */
    static Optional<String> lacking() {
        try {
            Process tried = shell("unshare --mount mount -t tmpfs small /mnt && strace --version && nsenter --version");
            return tried.waitFor() == 0 ? Optional.empty() : Optional.of("disks need root and strace");
        } catch (IOException | InterruptedException e) {
            return Optional.of("disks need root and strace: " + e);
        }
    }

    private static Process shell(String script) throws IOException {
        return new ProcessBuilder("sh", "-ec", script)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
    }

    /** Makes one that its processes see as this directory. */
    static SmallDisk open(Path directory, int mebibytes) throws IOException {
        Files.createDirectories(directory);
        Process holder = new ProcessBuilder(
                        "unshare",
                        "--mount",
                        "sh",
                        "-ec",
                        "mount -t tmpfs -o size=" + mebibytes + "m small \"$0\"; echo held; exec cat",
                        directory.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        if (holder.getInputStream().read() < 0) {
            throw new IOException("no file system could be made");
        }
        return new SmallDisk(holder, Path.of("/proc/" + holder.pid() + "/root" + directory));
    }

    /** What begins the command of a process that has it. */
    List<String> prefix() {
        return List.of("nsenter", "-t", Long.toString(holder.pid()), "--mount", "--");
    }

    /** Where it is for this process. */
    Path seenFromHere() {
        return seenFromHere;
    }

    /** Leaves nothing free. */
    void fill() throws IOException {
        try (FileChannel file = FileChannel.open(ballast(), StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            while (true) {
                file.write(ByteBuffer.allocate(4096));
            }
        } catch (IOException e) {
            if (!String.valueOf(e.getMessage()).contains("No space left")) {
                throw e;
            }
        }
    }

    /** Takes back what {@link #fill} has done. */
    void makeRoom() throws IOException {
        Files.delete(ballast());
    }

    private Path ballast() {
        return seenFromHere.resolve("ballast");
    }

    /** From now on until it is closed, forced writes of a process fail. */
    static AutoCloseable failing(long pid) throws IOException {
        return tampered(pid, "error=EIO");
    }

    /** From now on until it is closed, each forced write of a process takes so much longer. */
    static AutoCloseable slow(long pid, Duration by) throws IOException {
        return tampered(pid, "delay_enter=" + by.toNanos() / 1_000);
    }

    private static AutoCloseable tampered(long pid, String how) throws IOException {
        Process tracer = shell("exec strace -f -qq -o /dev/null -e trace=fsync,fdatasync -e inject=fsync,fdatasync:"
                + how + " -p " + pid);
        return () -> {
            tracer.destroy();
            tracer.waitFor();
        };
    }

    @Override
    public void close() {
        holder.destroyForcibly();
    }
}
