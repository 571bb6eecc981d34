package io.limpid.naming.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.limpid.naming.Limpid;
import io.limpid.runtime.check.Trials;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/** The program {@code limpid} as a process of its own, which dies with this one at the latest. */
public final class Program implements AutoCloseable {
    private static final long PATIENCE_SECONDS = 60;

    /** Paragraphs that Java itself writes. */
    private static final Pattern JAVA_WARNINGS = Pattern.compile("(?m)(^WARNING: .*\\R)+(^\\R)?");

    private final Process process;
    private final Path errors;
    private final BufferedReader output;

    private Program(Process process, Path errors) {
        this.process = process;
        this.errors = errors;
        this.output = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    }

    /** Starts it with these arguments. */
    public static Program start(String... arguments) {
        try {
            Path errors = Files.createTempFile("limpid", ".err");
            errors.toFile().deleteOnExit();
            List<String> command = new ArrayList<>(List.of(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    // What takes figures is compiled as for anybody; elsewhere it would cost more than it gives.
                    "-XX:TieredStopAtLevel=" + Trials.of(1, 4),
                    "-Xmx256m",
                    "--enable-native-access=ALL-UNNAMED",
                    "-cp",
                    System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                    Limpid.class.getName()));
            command.addAll(List.of(arguments));
            Process process =
                    new ProcessBuilder(command).redirectError(errors.toFile()).start();
            return new Program(process, errors);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Starts a naming server and waits until it is ready. */
    public static Program serve(int port, Path data, String... more) {
        List<String> arguments = new ArrayList<>(List.of(
                "naming", "serve", "--listen", "127.0.0.1:" + port, "--data", data.toString(), "--until-end-of-input"));
        arguments.addAll(List.of(more));
        return start(arguments.toArray(new String[0]));
    }

    /** The address of the ready line. */
    public String awaitReady() {
        String line = nextLine();
        assertThat(line).as("first line; errors: %s", errors()).startsWith("naming ready on limpid://");
        return line.substring("naming ready on ".length());
    }

    /** The next line of standard output; null at its end. */
    public String nextLine() {
        return CompletableFuture.supplyAsync(() -> {
                    try {
                        return output.readLine();
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    }
                })
                .orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS)
                .join();
    }

    /** Everything that is still to come on standard output. */
    public List<String> rest() {
        List<String> lines = new ArrayList<>();
        for (String line = nextLine(); line != null; line = nextLine()) {
            lines.add(line);
        }
        return lines;
    }

    /** What it complained of so far, without what a newer Java says of libraries that reach below it. */
    public String errors() {
        try {
            return JAVA_WARNINGS.matcher(Files.readString(errors)).replaceAll("");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public int exit() {
        try {
            assertThat(process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS))
                    .as("ended; errors: %s", errors())
                    .isTrue();
            return process.exitValue();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Stops reading what it prints. */
    public void closeOutput() {
        try {
            output.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Kills it as nothing can prevent. */
    public void kill() {
        process.destroyForcibly();
        exit();
    }

    /** Sends it a signal, such as STOP. */
    public void signal(String name) {
        try {
            Process kill = new ProcessBuilder("kill", "-" + name, Long.toString(process.pid())).start();
            assertThat(kill.waitFor()).isZero();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Asks it to end. */
    public void terminate() {
        process.destroy();
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
