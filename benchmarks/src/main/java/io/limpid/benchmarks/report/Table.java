package io.limpid.benchmarks.report;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Cells of text, the first column to the left and the others to the right.
 *
 * @param heads of the columns
 * @param rows as long as the heads
 */
record Table(List<String> heads, List<List<String>> rows) {
    String asText() {
        List<List<String>> all = new ArrayList<>(rows);
        all.add(0, heads);
        int[] widths = IntStream.range(0, heads.size())
                .map(column -> all.stream()
                        .mapToInt(row -> row.get(column).length())
                        .max()
                        .orElse(0))
                .toArray();
        return all.stream().map(row -> line(row, widths)).collect(Collectors.joining());
    }

    private static String line(List<String> row, int[] widths) {
        StringBuilder line = new StringBuilder();
        for (int column = 0; column < widths.length; column++) {
            String padding = " ".repeat(widths[column] - row.get(column).length());
            line.append(column == 0 ? "" : "  ")
                    .append(column == 0 ? row.get(column) + padding : padding + row.get(column));
        }
        return line.toString().stripTrailing() + "\n";
    }

    String asMarkdown() {
        String rule = "|---|" + "--:|".repeat(heads.size() - 1) + "\n";
        return markdown(heads) + rule + rows.stream().map(Table::markdown).collect(Collectors.joining());
    }

    private static String markdown(List<String> row) {
        return "| " + String.join(" | ", row) + " |\n";
    }
}
