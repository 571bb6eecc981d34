package io.limpid.examples.inventory;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/** A {@link Warehouse}, from outside. It ends with this process, because it watches its standard input. */
final class WarehouseProcess implements AutoCloseable {
    private final Process process;
    private final BufferedReader output;

    private WarehouseProcess(Process process) {
        this.process = process;
        this.output = process.inputReader(StandardCharsets.UTF_8);
    }

    static WarehouseProcess start(String naming, Path directory, String id, String peers) throws IOException {
        return new WarehouseProcess(new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx256m",
                        "-cp",
                        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                        Warehouse.class.getName(),
                        naming,
                        directory.toString(),
                        id,
                        peers))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start());
    }

    void awaitReady() throws IOException {
        String word = nextWord();
        if (!word.equals("ready")) {
            throw new IllegalStateException("a warehouse said '" + word + "' (expected: ready)");
        }
    }

    boolean leads() throws IOException {
        process.getOutputStream().write('?');
        process.getOutputStream().flush();
        return nextWord().equals("leads");
    }

    /** Passes over what is logged. */
    private String nextWord() throws IOException {
        for (String line = output.readLine(); line != null; line = output.readLine()) {
            if (!line.contains(" ")) {
                return line;
            }
        }
        throw new IllegalStateException("a warehouse ended (its own words are above)");
    }

    /** As SIGKILL does, or as nothing if it is gone. */
    @Override
    public void close() {
        process.destroyForcibly();
        process.onExit().join();
    }
}
