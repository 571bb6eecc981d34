package io.limpid.benchmarks;

import io.limpid.benchmarks.load.PeerProcess;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** One side of what is measured as a process. It ends with this one, because it reads its orders from this one. */
public final class ChildProcess implements AutoCloseable {
    /** The same for all. */
    static final List<String> OPTIONS = List.of("-Xms512m", "-Xmx512m", "-XX:+UseParallelGC");

    private static final int TAKES_OPTIONS_OF_24 = 24;

    private final String name;
    private final Process process;
    private final BufferedReader answers;
    private final PrintStream orders;

    private ChildProcess(String name, Process process) {
        this.name = name;
        this.process = process;
        this.answers = process.inputReader(StandardCharsets.UTF_8);
        this.orders = new PrintStream(process.getOutputStream(), true, StandardCharsets.UTF_8);
    }

    /**
     * Starts one side of a peer.
     *
     * @param jdk the Java home to run it on
     * @param prefix a command to run it with, such as taskset's; may be empty
     */
    static ChildProcess start(Jdk jdk, List<String> prefix, List<String> arguments) throws IOException {
        return start(jdk, prefix, OPTIONS, PeerProcess.class, arguments);
    }

    /**
     * Starts one.
     *
     * @param jdk the Java home to run it on
     * @param prefix a command to run it with; may be empty
     * @param options of the JVM
     * @param program takes the arguments, answers in lines that begin with {@link PeerProcess#WORD}, and ends with its input
     */
    public static ChildProcess start(
            Jdk jdk, List<String> prefix, List<String> options, Class<?> program, List<String> arguments)
            throws IOException {
        List<String> command = new ArrayList<>(prefix);
        command.add(jdk.home().resolve("bin").resolve("java").toString());
        command.addAll(options);
        if (jdk.feature() >= TAKES_OPTIONS_OF_24) {
            command.add("--enable-native-access=ALL-UNNAMED");
            command.add("--sun-misc-unsafe-memory-access=allow");
        }
        command.add("-cp");
        command.add(System.getProperty("java.class.path"));
        command.add(program.getName());
        command.addAll(arguments);
        return new ChildProcess(
                String.join(" ", arguments),
                new ProcessBuilder(command)
                        .redirectError(ProcessBuilder.Redirect.INHERIT)
                        .start());
    }

    /** Waits for the next answer. */
    public String answer() throws IOException {
        for (String line = answers.readLine(); line != null; line = answers.readLine()) {
            if (line.startsWith(PeerProcess.WORD)) {
                return line.substring(PeerProcess.WORD.length());
            }
        }
        throw new IllegalStateException("'" + name + "' ended early (its own words are above)");
    }

    /** Gives an order and waits for the answer. */
    public String ask(String order) throws IOException {
        orders.println(order);
        return answer();
    }

    /** Ends the process by the end of its input, and insists after ten seconds. */
    @Override
    public void close() {
        orders.close();
        try {
            if (!process.waitFor(10, TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public String toString() {
        return name;
    }
}
