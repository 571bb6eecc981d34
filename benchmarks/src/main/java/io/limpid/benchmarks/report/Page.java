package io.limpid.benchmarks.report;

import io.limpid.benchmarks.Results;
import io.limpid.benchmarks.Scenario;
import io.limpid.benchmarks.peers.Peer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Writes results into a page between two marks, and a plot for each table beside it. What stands outside the marks is left alone. */
public final class Page {
    private static final Marks RESULTS = new Marks("results", "benchmarks/run --page");

    private Page() {}

    /**
     * Between which lines something stands.
     *
     * @param what it is
     * @param command by what it is written
     */
    record Marks(String what, String command) {
        String begin() {
            return "<!-- " + what + ": written by " + command + " -->\n";
        }

        String end() {
            return "<!-- end of " + what + " -->\n";
        }
    }

    /**
     * Writes them.
     *
     * @param command what has been run, for the reader to run it again
     * @throws IllegalArgumentException if the page has no marks
     */
    public static void write(Results results, String command, Path page) throws IOException {
        // Before any plot is written beside it.
        checkMarks(page, RESULTS);
        String name = page.getFileName().toString();
        Path plots = page.resolveSibling(name.substring(0, name.lastIndexOf('.')));
        Files.createDirectories(plots);
        StringBuilder section = new StringBuilder(head(results, command));
        for (Scenario scenario : results.plan().scenarios()) {
            String file = scenario.toString().replace(' ', '-') + ".svg";
            Files.writeString(plots.resolve(file), Plot.of(results, scenario));
            section.append("\n### ").append(scenario).append("\n\n");
            section.append(capital(scenario.description())).append(".\n\n");
            section.append("![").append(scenario).append("](");
            section.append(plots.getFileName()).append('/').append(file).append(")\n\n");
            section.append(Tables.of(results, scenario).asMarkdown());
        }
        replace(page, RESULTS, section.toString());
    }

    /**
     * Writes something in place of what stands between the marks.
     *
     * @throws IllegalArgumentException if the page has none
     */
    static void replace(Path page, Marks marks, String section) throws IOException {
        String text = checkMarks(page, marks);
        int begin = text.indexOf(marks.begin()) + marks.begin().length();
        Files.writeString(page, text.substring(0, begin) + section + text.substring(text.indexOf(marks.end())));
    }

    private static String checkMarks(Path page, Marks marks) throws IOException {
        String text = Files.readString(page);
        int begin = text.indexOf(marks.begin());
        if (begin < 0 || text.indexOf(marks.end()) < begin) {
            throw new IllegalArgumentException("page: " + page + " (expected: a page with the lines "
                    + marks.begin().strip() + " and " + marks.end().strip() + ")");
        }
        return text;
    }

    private static String head(Results results, String command) {
        StringBuilder head = new StringBuilder("\n```\n" + command + "\n```\n\n");
        head.append(Machine.describe())
                .append("; JDK ")
                .append(results.plan().jdk().version());
        head.append("; medians of ")
                .append(results.plan().rounds() * results.plan().forks());
        head.append(" rounds (least–most).\n\n### How each is set up\n\n");
        for (Peer peer : results.plan().peers()) {
            head.append("- **")
                    .append(peer.name())
                    .append("**: ")
                    .append(peer.configuration())
                    .append(".\n");
        }
        Table bars = Tables.bars(results);
        if (!bars.rows().isEmpty()) {
            head.append("\n### What is asked of Limpid\n\n").append(bars.asMarkdown());
        }
        return head.toString();
    }

    static String capital(String text) {
        return Character.toUpperCase(text.charAt(0)) + text.substring(1);
    }
}
