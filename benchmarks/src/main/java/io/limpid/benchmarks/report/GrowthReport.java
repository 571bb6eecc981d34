package io.limpid.benchmarks.report;

import io.limpid.benchmarks.Jdk;
import io.limpid.benchmarks.Spread;
import io.limpid.benchmarks.growth.Figure;
import io.limpid.benchmarks.growth.Growth;
import io.limpid.benchmarks.growth.Growth.Row;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** What was measured of growths, for a terminal, a program and a page: a table for each growth, a row for each number. */
public final class GrowthReport {
    private static final Page.Marks MARKS = new Page.Marks("growth", "benchmarks/run growth --page");

    private final Jdk jdk;
    private final List<Row> rows;

    /** @param jdk what the processes ran on */
    public GrowthReport(Jdk jdk, List<Row> rows) {
        this.jdk = jdk;
        this.rows = List.copyOf(rows);
    }

    private Stream<Growth> growths() {
        return rows.stream().map(Row::growth).distinct();
    }

    private List<Row> rows(Growth growth) {
        return rows.stream().filter(row -> row.growth() == growth).toList();
    }

    private Table table(Growth growth) {
        List<String> heads = new ArrayList<>(List.of(""));
        growth.figures().forEach(figure -> heads.add(head(figure)));
        List<List<String>> cells = rows(growth).stream()
                .map(row -> Stream.concat(
                                Stream.of(row.label()),
                                growth.figures().stream().map(figure -> cell(row, figure)))
                        .toList())
                .toList();
        return new Table(heads, cells);
    }

    private static String head(Figure figure) {
        return Double.isNaN(figure.most())
                ? figure.label()
                : figure.label() + " (bar: <= " + Figures.figure(figure.most()) + ")";
    }

    private static String cell(Row row, Figure figure) {
        Spread spread = row.of(figure);
        // Of a single round, or of many that gave the same, the range says nothing.
        return spread.least() == spread.most() ? Figures.median(spread) : Figures.spread(spread);
    }

    private Stream<String> remarks(Growth growth) {
        return rows(growth).stream().map(Row::remark).filter(remark -> !remark.isEmpty());
    }

    /** Gives it for a terminal. */
    public String asText() {
        StringBuilder text = new StringBuilder();
        growths().forEach(growth -> {
            text.append(growth.title())
                    .append(": ")
                    .append(growth.description())
                    .append('\n');
            text.append(table(growth).asText());
            remarks(growth).forEach(remark -> text.append(remark).append('\n'));
            text.append('\n');
        });
        return text.append("Medians (least–most).\n").toString();
    }

    /** Gives it as one JSON object. */
    public String asJson() {
        return Json.object(List.of(
                Json.member("machine", Json.string(Machine.describe())),
                Json.member("jdk", Json.string(jdk.version())),
                Json.member(
                        "growths",
                        Json.object(growths()
                                .map(growth -> Json.member(growth.word(), json(growth)))
                                .toList()))));
    }

    private String json(Growth growth) {
        return Json.object(rows(growth).stream()
                .map(row -> Json.member(
                        row.label(),
                        Json.object(growth.figures().stream()
                                .filter(figure -> row.of(figure).isKnown())
                                .map(figure -> Json.member(Json.key(figure), Json.spread(row.of(figure))))
                                .toList())))
                .toList());
    }

    /**
     * Writes it into a page between two marks. What stands outside is left alone.
     *
     * @param command what has been run, for the reader to run it again
     * @throws IllegalArgumentException if the page has no such marks
     */
    public void writeTo(Path page, String command) throws IOException {
        StringBuilder section = new StringBuilder("\n```\n" + command + "\n```\n\n");
        section.append(Machine.describe()).append("; JDK ").append(jdk.version());
        section.append("; medians (least–most).\n");
        growths().forEach(growth -> {
            section.append("\n**").append(Page.capital(growth.title())).append("**: ");
            section.append(growth.description()).append(".\n\n");
            section.append(table(growth).asMarkdown());
            remarks(growth)
                    .forEach(remark -> section.append("\n").append(remark).append("\n"));
        });
        Page.replace(page, MARKS, section.toString());
    }
}
