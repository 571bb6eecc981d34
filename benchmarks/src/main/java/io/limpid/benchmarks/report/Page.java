package io.limpid.benchmarks.report;

import io.limpid.benchmarks.Results;
import io.limpid.benchmarks.Scenario;
import io.limpid.benchmarks.peers.Peer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Writes results into a page between two marks, and a plot for each table beside it. What stands outside the marks is left alone. */
public final class Page {
    private static final String BEGIN = "<!-- results: written by benchmarks/run --page -->\n";
    private static final String END = "<!-- end of results -->\n";

    private Page() {}

    /**
     * Writes them.
     *
     * @param command what has been run, for the reader to run it again
     * @throws IllegalArgumentException if the page has no marks
     */
    public static void write(Results results, String command, Path page) throws IOException {
        String text = Files.readString(page);
        int begin = text.indexOf(BEGIN);
        int end = text.indexOf(END);
        if (begin < 0 || end < begin) {
            throw new IllegalArgumentException("page: " + page + " (expected: a page with the lines " + BEGIN.strip()
                    + " and " + END.strip() + ")");
        }
        String name = page.getFileName().toString();
        Path plots = page.resolveSibling(name.substring(0, name.lastIndexOf('.')));
        Files.createDirectories(plots);
        StringBuilder section = new StringBuilder(BEGIN);
        section.append(head(results, command));
        for (Scenario scenario : results.plan().scenarios()) {
            String file = scenario.toString().replace(' ', '-') + ".svg";
            Files.writeString(plots.resolve(file), Plot.of(results, scenario));
            section.append("\n### ").append(scenario).append("\n\n");
            section.append(capital(scenario.description())).append(".\n\n");
            section.append("![").append(scenario).append("](");
            section.append(plots.getFileName()).append('/').append(file).append(")\n\n");
            section.append(Tables.of(results, scenario).asMarkdown());
        }
        Files.writeString(page, text.substring(0, begin) + section + text.substring(end));
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

    private static String capital(String text) {
        return Character.toUpperCase(text.charAt(0)) + text.substring(1);
    }
}
