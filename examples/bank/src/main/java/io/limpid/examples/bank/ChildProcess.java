package io.limpid.examples.bank;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A Java process with this one's class path. It ends with this one, because it watches its standard input; what it says on
 * standard error goes to this one's.
 */
final class ChildProcess implements AutoCloseable {
    /** How a child's line begins once it can be used. */
    static final String READY = "ready";

    private final String name;
    private final Process process;
    private final BufferedReader output;

    private ChildProcess(String name, Process process) {
        this.name = name;
        this.process = process;
        this.output = process.inputReader(StandardCharsets.UTF_8);
    }

    static ChildProcess start(String name, Class<?> main, List<String> arguments) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add("-Xmx512m");
        // A dozen processes start at once: what they ran optimized would come too late for most of them, and take half
        // of the processors until then.
        command.add("-XX:TieredStopAtLevel=1");
        command.add("-XX:+UseSerialGC");
        command.add("--enable-native-access=ALL-UNNAMED");
        command.add("-cp");
        command.add(System.getProperty("java.class.path"));
        command.add(main.getName());
        command.addAll(arguments);
        return new ChildProcess(
                name,
                new ProcessBuilder(command)
                        .redirectError(ProcessBuilder.Redirect.INHERIT)
                        .start());
    }

    /**
     * Reads on until a line that begins with the text.
     *
     * @throws IllegalStateException if the process ends without it
     */
    String awaitLine(String beginning) throws IOException {
        for (String line = output.readLine(); line != null; line = output.readLine()) {
            if (line.startsWith(beginning)) {
                return line;
            }
        }
        throw new IllegalStateException(name + " ended before it said '" + beginning + "' (its own words are above)");
    }

    /** Lets the process stand still for some seconds, as SIGSTOP and SIGCONT do. */
    void stall(int seconds) throws IOException, InterruptedException {
        signal("-STOP");
        try {
            TimeUnit.SECONDS.sleep(seconds);
        } finally {
            signal("-CONT");
        }
    }

    private void signal(String signal) throws IOException, InterruptedException {
        int status = new ProcessBuilder("kill", signal, Long.toString(process.pid()))
                .inheritIO()
                .start()
                .waitFor();
        if (status != 0) {
            throw new IOException("kill " + signal + " of " + name + " failed with status " + status);
        }
    }

    /** Ends the process at once, as SIGKILL does. */
    void kill() {
        process.destroyForcibly();
    }

    /** Asks the process to end by closing its input, and insists after ten seconds. */
    @Override
    public void close() {
        try (output) {
            process.getOutputStream().close();
            if (!process.waitFor(10, TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }

    /** Blocks until the parent closes this process's standard input, or is gone. */
    static void awaitEndOfInput() throws IOException {
        while (System.in.read() >= 0) {
            // Nothing is expected; only the end counts.
        }
    }
}
