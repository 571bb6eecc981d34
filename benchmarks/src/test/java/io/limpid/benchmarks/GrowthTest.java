package io.limpid.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.limpid.benchmarks.growth.Figure;
import io.limpid.benchmarks.growth.Growth;
import io.limpid.benchmarks.growth.Growth.Row;
import io.limpid.benchmarks.growth.GrowthPlan;
import io.limpid.benchmarks.growth.GrowthRun;
import io.limpid.benchmarks.report.GrowthReport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class GrowthTest {
    private static final Row FEW = new Row(Growth.OBJECTS, "1 object", Map.of(Figure.ALONE_RATE, spread(9_000)), "");
    private static final Row MANY = new Row(
            Growth.OBJECTS,
            "1,000 objects",
            Map.of(Figure.ALONE_RATE, new Spread(7_000, 8_000, 8_500), Figure.OBJECT_BYTES, spread(250)),
            "Only so many.");

    private static Spread spread(double value) {
        return new Spread(value, value, value);
    }

    /** The whole way, with processes, in small: of the one that needs fewest. */
    @Test
    @Timeout(value = 2, unit = TimeUnit.MINUTES)
    void connectionsAreMadeAndMeasured() throws IOException {
        everyFigureComesOut(Growth.CONNECTIONS);
    }

    @ParameterizedTest
    @EnumSource
    @EnabledIfSystemProperty(named = "limpid.test.full", matches = "true")
    @Timeout(value = 5, unit = TimeUnit.MINUTES)
    void everyFigureComesOut(Growth growth) throws IOException {
        List<Row> rows =
                new GrowthRun(new GrowthPlan(Jdk.current(), List.of(growth), true, 1_000_000), line -> {}).run();

        assertThat(rows)
                .hasSizeGreaterThan(1)
                .allSatisfy(row -> assertThat(row.values())
                        .isNotEmpty()
                        .allSatisfy((figure, spread) -> assertThat(spread.isKnown() ? spread.median() : 0)
                                .isBetween(-100_000.0, 100_000_000.0)));
        Row last = rows.get(rows.size() - 1);
        for (Figure figure : growth.figures()) {
            assertThat(last.of(figure).isKnown())
                    .as("%s of %s", figure, last.label())
                    .isTrue();
        }
        assertThat(last.remark()).isEmpty();
    }

    @Test
    void reportsShowEveryNumberWithItsBarAndWhatIsToBeKnown(@TempDir Path folder) throws IOException {
        GrowthReport report = new GrowthReport(Jdk.current(), List.of(FEW, MANY));
        Path page = folder.resolve("page.md");
        Files.writeString(page, """
                before
                <!-- growth: written by benchmarks/run growth --page -->
                old
                <!-- end of growth -->
                after
                """);

        report.writeTo(page, "benchmarks/run growth objects");

        assertThat(page)
                .content()
                .startsWith("before\n")
                .endsWith("after\n")
                .doesNotContain("old")
                .contains("benchmarks/run growth objects", Growth.OBJECTS.description(), "Only so many.")
                .contains("| 1 object | 9,000 | - |", "| 1,000 objects | 8,000 (7,000–8,500) | - |")
                .contains("B an object (bar: <= 300)", "| 250 |");
        assertThat(report.asText()).contains("8,000 (7,000–8,500)", "Only so many.");
        assertThat(report.asJson())
                .contains(
                        "\"1,000 objects\":{\"alone_rate\":[8000.0000,7000.0000,8500.0000],\"object_bytes\":[250.0000");
    }

    @Test
    void aPageWithoutMarksIsLeftAlone(@TempDir Path folder) throws IOException {
        Path page = folder.resolve("page.md");
        Files.writeString(page, "nothing\n");

        assertThatThrownBy(() -> new GrowthReport(Jdk.current(), List.of(FEW)).writeTo(page, "command"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("growth: written by benchmarks/run growth --page");
        assertThat(page).hasContent("nothing");
    }

    @Test
    void whatDoesNotGrowIsRefusedWithWhatDoes() {
        assertThatThrownBy(() -> Growth.named("wealth"))
                .hasMessage("growth: wealth (expected: one of objects, names, connections, clients, naming, start)");
        assertThat(Benchmarks.commandLine().execute("growth", "--largest", "0")).isEqualTo(2);
    }
}
