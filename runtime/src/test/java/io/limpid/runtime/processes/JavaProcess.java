package io.limpid.runtime.processes;

import static org.awaitility.Awaitility.await;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;

/** A program in a JVM of its own; killed when it is closed. */
public final class JavaProcess implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(120);

    private final Process process;
    private final Thread reader;
    private final List<String> lines = new CopyOnWriteArrayList<>();

    private JavaProcess(Process process) {
        this.process = process;
        this.reader = new Thread(this::read, "output of a process");
        reader.setDaemon(true);
        reader.start();
    }

    /** Starts a class of a class path on a JDK. */
    public static JavaProcess start(Path jdk, String classPath, String mainClass, String... arguments)
            throws IOException {
        return start(jdk, List.of(), classPath, mainClass, arguments);
    }

    /** Starts a class of a class path on a JDK, with options of the JVM. */
    public static JavaProcess start(
            Path jdk, List<String> options, String classPath, String mainClass, String... arguments)
            throws IOException {
        List<String> command = new ArrayList<>(List.of(jdk.resolve("bin/java").toString()));
        command.addAll(options);
        command.addAll(List.of("-cp", classPath, mainClass));
        command.addAll(List.of(arguments));
        return start(command);
    }

    /** Starts what a command says. */
    public static JavaProcess start(List<String> command) throws IOException {
        return new JavaProcess(new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start());
    }

    /** The JDK of this process. */
    public static Path thisJdk() {
        return Path.of(System.getProperty("java.home"));
    }

    /** The class path of this process, with further places in front. */
    public static String classPath(Path... further) {
        StringBuilder path = new StringBuilder();
        for (Path each : further) {
            path.append(each).append(File.pathSeparator);
        }
        // Surefire starts a JVM with a single jar that names the others.
        return path.append(System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")))
                .toString();
    }

    private void read() {
        try (BufferedReader out =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            for (String line = out.readLine(); line != null; line = out.readLine()) {
                lines.add(line);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Says a line to it. */
    public void tell(String line) throws IOException {
        process.outputWriter(StandardCharsets.UTF_8).append(line).append('\n').flush();
    }

    /** The rest of a line that begins so, if it has said one. */
    public Optional<String> hasSaid(String prefix) {
        return rests(prefix).stream().findFirst();
    }

    /** Waits for its end, and tells its exit code. */
    public int exit(Duration patience) throws InterruptedException {
        if (!process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS)) {
            throw new AssertionError("the process does not end within " + patience + ": " + lines);
        }
        return process.exitValue();
    }

    /** Waits for a line that begins so, and gives the rest of it. */
    public String said(String prefix) {
        await().atMost(PATIENCE).until(() -> !rests(prefix).isEmpty() || !reader.isAlive());
        List<String> rests = rests(prefix);
        if (rests.isEmpty()) {
            throw new AssertionError("the process ended without saying '" + prefix + "': " + lines);
        }
        return rests.get(0);
    }

    /**
     * Waits for the end.
     *
     * @return the rests of all lines that begin so
     */
    public List<String> saidToTheEnd(String prefix) throws InterruptedException {
        if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
            throw new AssertionError("the process does not end: " + lines);
        }
        reader.join(PATIENCE.toMillis());
        if (process.exitValue() != 0) {
            throw new AssertionError("the process ended with " + process.exitValue() + ": " + lines);
        }
        return rests(prefix);
    }

    /** Says a line to it, and waits for one that begins so; gives the rest of that. */
    public String ask(String question, String prefix) throws IOException {
        int before = countSaid(prefix);
        tell(question);
        await().atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(20))
                .until(() -> countSaid(prefix) > before || !reader.isAlive());
        List<String> rests = rests(prefix);
        if (rests.size() <= before) {
            throw new AssertionError("the process ended without saying '" + prefix + "': " + lines);
        }
        return rests.get(before);
    }

    /** How many lines it has said that begin so. */
    public int countSaid(String prefix) {
        return rests(prefix).size();
    }

    private List<String> rests(String prefix) {
        return lines.stream()
                .filter(line -> line.startsWith(prefix))
                .map(line -> line.substring(prefix.length()))
                .toList();
    }

    /** Sends a signal, by its name without SIG. */
    public void signal(String name) throws IOException, InterruptedException {
        Process kill = new ProcessBuilder("kill", "-" + name, Long.toString(process.pid()))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        if (kill.waitFor() != 0) {
            throw new IOException("kill -" + name + " failed");
        }
    }

    /** Kills it as nothing can prevent, and waits until it is gone. */
    public void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
